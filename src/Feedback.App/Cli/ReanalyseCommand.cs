using System.CommandLine;
using System.Globalization;
using Feedback.Core.Language;
using Feedback.Core.Pipeline;
using Spectre.Console;

namespace Feedback.App.Cli;

/// <summary>Analyses again what a fallback analysed.</summary>
internal static class ReanalyseCommand
{
    public static Command Create()
    {
        var command = new Command("reanalyse",
            "Analyse again what the built-in analysis handled while the language service was down. Stop the server first.");
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, string[] configuration, TextWriter output, CancellationToken cancellationToken)
    {
        var console = Terminal.On(output);
        await using var program = await OwnProgram.StartPrivateAsync(configuration, cancellationToken);
        var services = program.App.Services;
        var pipeline = services.GetRequiredService<PipelineProgress>();
        var reanalyse = ActivatorUtilities.CreateInstance<ReanalyseFeedback>(services);

        await console.Status().StartAsync("Finishing pending work …", _ => pipeline.DrainAsync(cancellationToken));
        var received = await console.Status().StartAsync("Finding the marked feedback …", _ => reanalyse.RunAsync(cancellationToken));
        await console.Status().StartAsync("Analysing and counting …", _ => pipeline.DrainAsync(cancellationToken));

        console.Line(string.Create(CultureInfo.InvariantCulture,
            $"{received:#,0} analysed again by {services.GetRequiredService<ILanguageAnalysis>().Name}, or by its fallback while it is down."));
        return ExitCode.Done;
    }
}
