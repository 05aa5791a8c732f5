using System.CommandLine;
using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Pipeline;
using Spectre.Console;

namespace Feedback.App.Cli;

/// <summary>Maps all stored feedback to the journeys as they are defined now.</summary>
internal static class RemapCommand
{
    public static Command Create()
    {
        var command = new Command("remap", "Map all stored feedback to the journeys as they are defined now. Stop the server first.");
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, string[] configuration, TextWriter output, CancellationToken cancellationToken)
    {
        var console = Terminal.On(output);
        await using var program = await OwnProgram.StartPrivateAsync(configuration, cancellationToken);
        var services = program.App.Services;
        var pipeline = services.GetRequiredService<PipelineProgress>();
        var remap = ActivatorUtilities.CreateInstance<RemapFeedback>(services);

        // What waits to be understood is mapped by the present definitions anyway; after that nothing but the remapping writes feedback.
        await console.Status().StartAsync("Finishing pending work …", _ => pipeline.DrainAsync(cancellationToken));
        var remapped = await console.Status().StartAsync("Remapping …", status => remap.RunAsync(
            // Where the output is a file, each call would be a line.
            console.Profile.Capabilities.Interactive ? done => status.Status(Invariant($"Remapping … {done:#,0} records")) : null, cancellationToken));
        await console.Status().StartAsync("Projecting signals and counting …", _ => pipeline.DrainAsync(cancellationToken));

        console.Line(Invariant($"{remapped.Records:#,0} records: {remapped.Changed:#,0} changed, {remapped.NotMapped:#,0} not analysed yet or failed."));
        console.Line(Invariant(
            $"Opinions: {remapped.Moved:#,0} moved, {remapped.Added:#,0} newly mapped to a journey, {remapped.Withdrawn:#,0} removed from a journey."));
        foreach (var journey in services.GetRequiredService<JourneyCatalogue>().Active)
            console.Line($"{journey.Id} is at version {journey.Version}.");
        return ExitCode.Done;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
