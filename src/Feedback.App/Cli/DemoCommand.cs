using System.CommandLine;
using System.Globalization;
using Feedback.App.Cli.Demo;
using Feedback.App.Cli.Posting;
using Feedback.App.Local;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Web.Hosting;
using Spectre.Console;

namespace Feedback.App.Cli;

/// <summary>Plays a retailer's last weeks, or loads a bank's complaints, and serves: all feedback goes the way of all feedback, through the HTTP API and the
/// pipeline.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var exit = new Option<bool>("--exit") { Description = "Exit when everything is loaded and shown." };
        var journey = new Option<string>("--journey")
        {
            Description = "The sample to load: the retailer's weeks, or the complaints of a bank's customers.",
            DefaultValueFactory = _ => RetailDemo.Journey,
        };
        journey.AcceptOnlyFromAmong(RetailDemo.Journey, ComplaintsDemo.Journey);
        var command = new Command("demo", "Play a retailer's last fourteen weeks, tell what happened, and serve.") { exit, journey };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(
            result, (_, configuration, output, token) => RunAsync(result.GetValue(journey)!, result.GetValue(exit), configuration, output, token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string journey, bool exit, string[] configuration, TextWriter output, CancellationToken cancellationToken)
    {
        var console = Terminal.On(output);
        var clock = new PlayedTime();
        // Mail goes into the folder, whatever else is set: the demo's customers must not be written to.
        await using var program = await AppHost.BuildAsync(
            [OwnProgram.Quiet, "--Logging:LogLevel:Feedback.Core.Tickets=Error", .. configuration,
                $"--Feedback:Journeys={journey}", "--Feedback:Mail=folder", "--Feedback:MailPerMinute=60000"],
            services => services.AddSingleton<TimeProvider>(clock), held: Play.Jobs);
        var load = journey == RetailDemo.Journey
            ? await RetailAsync(program, clock, console, cancellationToken)
            : await ComplaintsAsync(program, console, cancellationToken);
        if (load is null)
            throw new CommandException($"{program.Options.Data} already contains your own feedback, or another sample. The demo would mix sample data "
                + "into it, so nothing was loaded. Use another folder: demo --Feedback:Data=DIR");
        try
        {
            await load();
        }
        finally
        {
            // Whatever happens: the first key is shown once.
            console.Line(exit ? StartText.WithoutAddress(program) : StartText.Of(program));
            await program.MarkKeyShownAsync();
        }

        if (exit)
            return ExitCode.Done;

        var jobs = Play.Jobs.Select(name => program.App.Services.GetRequiredKeyedService<PeriodicJob>(name)).ToList();
        foreach (var job in jobs)
            await job.StartAsync(cancellationToken);
        await program.App.WaitForShutdownAsync(cancellationToken);
        foreach (var job in jobs)
            await job.StopAsync(CancellationToken.None);
        return ExitCode.Done;
    }

    /// <summary>Plays the retailer's weeks.</summary>
    private static async Task<Func<Task>?> RetailAsync(FeedbackProgram program, PlayedTime clock, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (await RetailDemo.FindAsync(program.Store.Documents, clock.GetUtcNow(), cancellationToken) is not { } demo)
            return null;
        return async () =>
        {
            if (!demo.IsOver)
                clock.BeginAt(new(demo.First.AddDays(demo.From).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
            await program.StartListeningAsync(cancellationToken);
            if (demo.IsOver)
            {
                console.Line(Invariant($"The weeks from {demo.First:d MMMM yyyy} on have been played in this folder: nothing was added."));
            }
            else
            {
                await using var play = new Play(program, clock, demo.Items, demo.First);
                var days = RetailFeedback.Days + 1 - demo.From;
                console.Line(demo.From == 0 ? Invariant($"Playing {RetailFeedback.Days / 7} weeks of a retailer, day by day.")
                    : Invariant($"Going on with day {demo.From + 1}: the play was broken off."));
                var started = TimeProvider.System.GetTimestamp();
                await ProgressLine.RunAsync(console, "Playing", days, TimeProvider.System, async progress =>
                {
                    await play.RunAsync(demo.From, progress, cancellationToken);
                    return true;
                });
                console.Line(Invariant(
                    $"{play.Accepted:#,0} pieces of feedback accepted, mapped and counted in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s."));
            }

            await ShowMapAsync(program, console, cancellationToken);
            console.Line(await RetailStory.OfAsync(program, cancellationToken));
        };
    }

    /// <summary>Loads the complaints.</summary>
    private static async Task<Func<Task>?> ComplaintsAsync(FeedbackProgram program, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var items = await ComplaintsDemo.ReadAsync(TimeProvider.System.GetUtcNow());
        var store = program.Store.Documents;
        if ((await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 1, cancellationToken)).Documents.Count > 0
            && (await store.GetManyAsync(Containers.Feedback, [.. items.Take(BatchPoster.Rows).Select(item => new DocumentKey(item.Id, item.Id))],
                cancellationToken)).Count == 0)
            return null;
        return async () =>
        {
            await program.StartListeningAsync(cancellationToken);
            var (accepted, duplicates) = await ProgressLine.RunAsync(console, "Posting", items.Count, TimeProvider.System, progress =>
                ComplaintsDemo.PostAsync(program, items, progress, cancellationToken));
            console.Line(ComplaintsDemo.Words(accepted, duplicates));
            await ShowMapAsync(program, console, cancellationToken);
            TicketTable.Write(console, await program.App.Services.GetRequiredService<TicketQuery>().ListAsync(new(), cancellationToken));
            console.Line(DemoText.Complaints);
        };
    }

    private static async Task ShowMapAsync(FeedbackProgram program, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var services = program.App.Services;
        var period = QueryPeriod.Last(QueryPeriod.Usual, services.GetRequiredService<TimeProvider>().GetUtcNow(),
            services.GetRequiredService<CompanyCalendar>());
        foreach (var journey in services.GetRequiredService<JourneyCatalogue>().Active)
            console.Write(MapTable.Of(await services.GetRequiredService<JourneyMapQuery>().RunAsync(journey, period, MapFilter.All, cancellationToken)));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
