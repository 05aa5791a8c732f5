using Feedback.App.Hosting;

namespace Feedback.App.Cli;

/// <summary>Serves until it is stopped.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] configuration, CancellationToken cancellationToken)
    {
        await using var program = await FeedbackHost.BuildAsync(configuration);
        await program.App.StartAsync(cancellationToken);
        Console.WriteLine(StartText.Of(program));
        await program.App.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
