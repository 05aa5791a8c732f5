using System.CommandLine;

namespace Feedback.App.Cli;

/// <summary>The command line.</summary>
internal static class FeedbackCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Feedback: listens to customers at every touchpoint and lays what they say on their journey.") { TreatUnmatchedTokensAsErrors = false };
        var serve = new Command("serve", "Serve the API and the pages (the default).") { TreatUnmatchedTokensAsErrors = false };
        serve.SetAction((result, cancellationToken) => ServeCommand.RunAsync([.. result.UnmatchedTokens], cancellationToken));
        root.SetAction((result, cancellationToken) => ServeCommand.RunAsync([.. result.UnmatchedTokens], cancellationToken));
        root.Add(serve);
        return root;
    }
}
