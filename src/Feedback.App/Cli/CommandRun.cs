using System.CommandLine;
using Feedback.Core.Journeys;
using Feedback.Core.Storage;
using Feedback.Sqlite;
using Feedback.Web.Hosting;

namespace Feedback.App.Cli;

/// <summary>Runs a command's work, and says what went wrong in words: a stack trace is for faults of ours, not for a wrong path.</summary>
internal static class CommandRun
{
    /// <param name="result">The command line.</param>
    /// <param name="work">The work; it gets the command line, the host's configuration and where to write to.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<int> RunAsync(ParseResult result, Func<ParseResult, string[], TextWriter, CancellationToken, Task<int>> work,
        CancellationToken cancellationToken)
    {
        var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
        try
        {
            return await work(result, HostConfiguration.Of(result.UnmatchedTokens), output, cancellationToken);
        }
        catch (CommandException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.Usage;
        }
        catch (DamagedDatabaseException exception)
        {
            await error.WriteLineAsync(exception.Message);
            await error.WriteLineAsync(DatabaseCheck.Advice);
            return ExitCode.Usage;
        }
        catch (Exception exception) when (exception is OptionsException or JourneyDefinitionException or IOException or InvalidDataException
            or StoreUnavailableException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped.");
            return ExitCode.Stopped;
        }
    }
}
