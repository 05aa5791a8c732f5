using Feedback.Sqlite;

namespace Feedback.Web.Hosting;

/// <summary>
/// Looks through the pages of the database once after the start, beside everything else: for a large one that takes a while, and feedback is taken in
/// meanwhile.
/// </summary>
/// <param name="file">The database; <c>null</c> where it is not a file here.</param>
/// <param name="logger">Says what is wrong.</param>
internal sealed partial class DatabaseCheck(SqliteDocumentStore? file, ILogger<DatabaseCheck> logger) : BackgroundService
{
    private volatile bool _isDamaged;

    /// <summary>What to do about it.</summary>
    public const string Advice = "Stop the program, keep its data folder, and restore the last backup into another one (docs/backup.md).";

    /// <summary>What to do about what is gone.</summary>
    public const string LossAdvice = "Ask the sources to post again what they posted last; what is known already is not stored twice. "
        + "This is said until you delete";

    /// <summary>Why nothing can be written now, in words that tell a stranger nothing; <c>null</c> when it can.</summary>
    public string? WriteFault => file?.WriteFault;

    /// <summary>Whether it was found to be damaged.</summary>
    public bool IsDamaged => _isDamaged;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (file is null)
            return;
        try
        {
            foreach (var loss in file.Losses())
                Lost(loss, LossAdvice, file.LossesPath);
            var faults = await file.CheckAsync(stoppingToken);
            _isDamaged = faults.Count > 0;
            foreach (var fault in faults)
                Damaged(fault, Advice);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or OperationCanceledException)
        {
            // The program stops.
        }
    }

    [LoggerMessage(LogLevel.Error, "Feedback was lost: {Loss}. {Advice} {File}.")]
    private partial void Lost(string loss, string advice, string file);

    [LoggerMessage(LogLevel.Critical, "The database is damaged: {Fault}. {Advice}")]
    private partial void Damaged(string fault, string advice);
}
