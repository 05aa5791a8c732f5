using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Feedback.App.Cli.Demo;
using Feedback.App.Cli.Posting;
using Feedback.App.Local;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Pipeline;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Web.Hosting;
using Spectre.Console;

namespace Feedback.App.Cli;

/// <summary>Serves with the real sample feedback loaded: it goes the way of all feedback, through the HTTP API and the pipeline.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var exit = new Option<bool>("--exit") { Description = "Exit after showing the map and the tickets." };
        var command = new Command("demo", "Load the sample feedback, show the journey map and the tickets, and serve.") { exit };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(
            result, (_, configuration, output, token) => RunAsync(result.GetValue(exit), configuration, output, token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool exit, string[] configuration, TextWriter output, CancellationToken cancellationToken)
    {
        var console = Terminal.On(output);
        await using var program = await OwnProgram.BuildForLoadingAsync(configuration);
        var items = await SampleFeedback.ReadAsync(program.App.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (await WouldMixAsync(program.Store.Documents, items, cancellationToken))
            throw new CommandException($"{program.Options.Data} already contains your own feedback. The demo would mix sample data into it, so nothing was "
                + "loaded. Use another folder: demo --Feedback:Data=DIR");
        await program.App.StartAsync(cancellationToken);
        try
        {
            await LoadAsync(program, items, console, cancellationToken);
            await ShowAsync(program, console, cancellationToken);
        }
        finally
        {
            // Whatever happens: the first key is shown once.
            console.Line(exit ? StartText.WithoutAddress(program) : StartText.Of(program));
        }

        if (exit)
            return ExitCode.Done;

        var update = program.App.Services.GetRequiredKeyedService<PeriodicJob>(FeedbackPipeline.UpdateTickets);
        await update.StartAsync(cancellationToken);
        await program.App.WaitForShutdownAsync(cancellationToken);
        await update.StopAsync(CancellationToken.None);
        return ExitCode.Done;
    }

    /// <summary>Whether there is feedback, and none of the sample: of that the first batch is there as soon as anything is.</summary>
    private static async Task<bool> WouldMixAsync(IDocumentStore store, IReadOnlyList<SampleItem> items, CancellationToken cancellationToken)
    {
        var batch = items.Where(item => item.Source == SampleFeedback.Sources[0]).Take(BatchPoster.Rows).Select(item => new DocumentKey(item.Id, item.Id));
        return (await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 1, cancellationToken)).Documents.Count > 0
            && (await store.GetManyAsync(Containers.Feedback, [.. batch], cancellationToken)).Count == 0;
    }

    private static async Task LoadAsync(FeedbackProgram program, IReadOnlyList<SampleItem> items, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var time = program.App.Services.GetRequiredService<TimeProvider>();
        var started = time.GetTimestamp();
        var (accepted, duplicates) = await ProgressLine.RunAsync(console, "Posting", items.Count, time, progress =>
            PostAsync(program, items, time, progress, cancellationToken));
        console.Line(Invariant($"{accepted:#,0} pieces of feedback accepted, {duplicates:#,0} already stored."));

        await console.Status().StartAsync("Analysing and counting …", async _ =>
        {
            await program.App.Services.GetRequiredService<PipelineProgress>().DrainAsync(cancellationToken);
            await program.App.Services.GetRequiredService<UpdateTickets>().RunAsync(cancellationToken);
        });
        console.Line(Invariant($"Analysed, mapped to the journey and counted in {time.GetElapsedTime(started).TotalSeconds:0.0} s."));
        console.Line();
    }

    private static async Task<(long Accepted, long Duplicates)> PostAsync(
        FeedbackProgram program, IReadOnlyList<SampleItem> items, TimeProvider time, Action<double, long> progress, CancellationToken cancellationToken)
    {
        long accepted = 0, duplicates = 0, done = 0;
        foreach (var source in SampleFeedback.Sources)
        {
            await using var client = await program.PostAsAsync(source, cancellationToken);
            var poster = new BatchPoster(client.Http, time);
            foreach (var batch in items.Where(item => item.Source == source).Chunk(BatchPoster.Rows))
            {
                var answer = await poster.PostAsync([.. batch.Select(item => item.Json)], cancellationToken);
                if (answer.Results.FirstOrDefault(result => result.Problem is not null) is { Problem: { } problem })
                    throw new UnreachableException($"a sample was rejected: {Refusal.Of(problem)}");
                accepted += answer.Accepted;
                duplicates += answer.Duplicates;
                progress(done += batch.Length, done);
            }
        }

        return (accepted, duplicates);
    }

    private static async Task ShowAsync(FeedbackProgram program, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var services = program.App.Services;
        var period = QueryPeriod.Last(QueryPeriod.Usual, services.GetRequiredService<TimeProvider>().GetUtcNow(),
            services.GetRequiredService<CompanyCalendar>());
        foreach (var journey in services.GetRequiredService<JourneyCatalogue>().Active)
            console.Write(MapTable.Of(await services.GetRequiredService<JourneyMapQuery>().RunAsync(journey, period, MapFilter.All, cancellationToken)));
        TicketTable.Write(console, await services.GetRequiredService<TicketQuery>().ListAsync(new(), cancellationToken));
        console.Line(DemoText.WhatItIs);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
