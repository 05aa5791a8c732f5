using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Feedback.App.Cli;

/// <summary>The command line: the table of commands.</summary>
internal static class FeedbackCommand
{
    // The host gives what is under way 30 seconds to finish; the command line would end the process after two.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(35);

    /// <summary>Runs the command that the arguments name.</summary>
    /// <param name="args">The command, its options, and configuration (<c>--Feedback:Data=DIR</c> and the like).</param>
    /// <param name="configuration">Where it writes to, for tests.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, InvocationConfiguration? configuration = null, CancellationToken cancellationToken = default)
    {
        var result = Create().Parse(args);
        configuration ??= new() { ProcessTerminationTimeout = LongestStop };
        if (result.Action is ParseErrorAction)
        {
            await configuration.Error.WriteLineAsync(
                $"{string.Join(' ', result.Errors.Select(error => error.Message))} {result.CommandResult.Command.Name}: {HostConfiguration.SeeHelp}");
            return ExitCode.Usage;
        }

        return await result.InvokeAsync(configuration, cancellationToken);
    }

    /// <summary>Where a name was forgotten, the setting behind it would be taken for it, and the command would work on other data than it names.</summary>
    private static void NoOption(ArgumentResult given)
    {
        if (given.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
            given.AddError($"{given.Argument.Name} is missing: \"{option.Value}\" is an option. Give {given.Argument.Name} first, then the options.");
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Feedback: collects what customers say at every touchpoint and maps it to their journey. "
            + "Settings can be given as --Feedback:NAME=VALUE, or in the environment as Feedback__NAME=VALUE.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        Command[] commands = [ServeCommand.Create(), DemoCommand.Create(), ImportCommand.Create(), RemapCommand.Create(), ReanalyseCommand.Create(),
            VerifyCommand.Create(), BackupCommand.Create(), RestoreCommand.Create()];
        foreach (var command in commands)
        {
            // Configuration is not declared here: what a command does not know is handed to the host, once HostConfiguration has looked at it.
            command.TreatUnmatchedTokensAsErrors = false;
            foreach (var argument in command.Arguments)
                argument.Validators.Add(NoOption);
            root.Add(command);
        }

        root.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, ServeCommand.RunAsync, cancellationToken));
        return root;
    }
}
