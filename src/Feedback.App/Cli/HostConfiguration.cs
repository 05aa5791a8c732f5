using Feedback.Web.Hosting;

namespace Feedback.App.Cli;

/// <summary>The part of the command line that is configuration: <c>--Feedback:Data=DIR</c>, <c>--urls http://…</c>.</summary>
internal static class HostConfiguration
{
    /// <summary>What a wrong command line ends with. The help itself would bury what is wrong.</summary>
    public const string SeeHelp = "run with --help for what there is.";

    private static readonly string[] HostKeys = ["urls", "http_ports", "https_ports", "environment"];

    /// <summary>What no command knows, when all of it can be configuration.</summary>
    /// <exception cref="CommandException">Something is neither a command, nor an option, nor configuration: a typo.</exception>
    public static string[] Of(IReadOnlyList<string> unmatched)
    {
        for (var i = 0; i < unmatched.Count; i++)
        {
            var token = unmatched[i];
            if (!token.StartsWith("--", StringComparison.Ordinal))
                throw new CommandException($"\"{token}\" is not a command: {SeeHelp}");

            var equals = token.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? token[2..] : token[2..equals];
            if (!key.Contains(':', StringComparison.Ordinal) && !HostKeys.Contains(key, StringComparer.OrdinalIgnoreCase))
                throw new CommandException($"\"{token}\" is not an option. Settings have a colon in their name, such as --Feedback:Data=DIR; {SeeHelp}");
            if (equals >= 0)
                continue;
            if (++i == unmatched.Count || unmatched[i].StartsWith("--", StringComparison.Ordinal))
                throw new CommandException($"\"{token}\" needs a value: {SeeHelp}");
        }

        return [.. unmatched];
    }

    /// <summary>The options that a configuration makes, for commands that start no program.</summary>
    /// <exception cref="OptionsException">Something is wrong; the message names every key.</exception>
    public static FeedbackOptions Options(string[] configuration) => FeedbackOptions.Read(
        WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = configuration, ContentRootPath = AppContext.BaseDirectory }).Configuration);
}
