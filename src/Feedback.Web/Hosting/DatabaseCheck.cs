using Feedback.Core.Storage;
using Feedback.Sqlite;

namespace Feedback.Web.Hosting;

/// <summary>
/// Looks through the pages of the database once after the start, beside everything else: for a large one that takes a while, and feedback is taken in
/// meanwhile.
/// </summary>
/// <param name="file">The database; <c>null</c> where it is not a file here.</param>
/// <param name="store">The store as it is read, which may come upon a damaged document at any time.</param>
/// <param name="logger">Says what is wrong.</param>
internal sealed partial class DatabaseCheck(SqliteDocumentStore? file, IDocumentStore store, ILogger<DatabaseCheck> logger) : BackgroundService
{
    private readonly DamagedDocuments _documents = DamagedDocuments.Of(store);
    private volatile bool _isDamaged;

    /// <summary>What to do about it.</summary>
    public const string Advice = "Stop the program, keep its data folder, and restore the last backup into another one (docs/backup.md).";

    /// <summary>What to do about what is gone.</summary>
    public const string LossAdvice = "Ask the sources to post again what they posted last; what is known already is not stored twice. "
        + "This is said until you delete";

    /// <summary>Why nothing can be written now, in words that tell a stranger nothing; <c>null</c> when it can.</summary>
    public string? WriteFault => file?.WriteFault;

    /// <summary>What was found to be damaged, in words that tell a stranger nothing; <c>null</c> when nothing was.</summary>
    public string? Damage => _isDamaged ? "the database is damaged: see the log"
        : file is not null && _documents.Named is [var first, ..] ? $"the database is damaged: see the log and verify; {first}"
        : null;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _documents.WhenFound = Passed;
        return base.StartAsync(cancellationToken);
    }

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

    private void Passed(string document, string fault) => PassedOver(document, fault, Advice);

    [LoggerMessage(LogLevel.Critical, "The database is damaged: {Document} is passed over, for {Fault}. {Advice}")]
    private partial void PassedOver(string document, string fault, string advice);

    [LoggerMessage(LogLevel.Critical, "The database is damaged: {Fault}. {Advice}")]
    private partial void Damaged(string fault, string advice);
}
