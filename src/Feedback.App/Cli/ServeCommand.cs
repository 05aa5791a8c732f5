using System.CommandLine;

namespace Feedback.App.Cli;

/// <summary>Serves until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve the API and the pages (default).");
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, RunAsync, cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(ParseResult result, string[] configuration, TextWriter output, CancellationToken cancellationToken)
    {
        await using var program = await AppHost.BuildAsync(configuration);
        await program.StartListeningAsync(cancellationToken);
        await output.WriteLineAsync(StartText.Of(program));
        await program.MarkKeyShownAsync();
        await program.App.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }
}
