namespace Feedback.App.Cli;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It ran to its end, and something is not as it should be: rows were rejected, folds disagree.</summary>
    public const int NotAll = 1;

    /// <summary>It could not begin, or not go on: the command line, the configuration or the data directory is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Somebody stopped it: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Stopped = 130;
}
