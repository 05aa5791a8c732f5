using System.Globalization;
using Feedback.Core.Storage;
using Feedback.Sqlite.Memory;

namespace Feedback.Sqlite;

/// <remarks>
/// The last four are upkeep: done by the indexer, when all that was written before is in the tables. A probe deletes what never is there: it goes the way of
/// every write, and nobody sees it.
/// </remarks>
internal enum WriteKind { Create, Replace, Upsert, Delete, Probe, Index, Purge, Scrub, Rewrite }

/// <summary>A write on its way to the writer, and the caller's task for it.</summary>
/// <remarks>
/// It is answered on the pool, some at a time: the writer's thread is for writing. What follows a creation goes on right there, for that is short (a request
/// is answered), and a thread woken for each would cost as much; what follows any other write is somebody's work and gets a thread.
/// </remarks>
internal sealed class WriteOperation(WriteKind kind, int table, DocumentWrite document, long expectedVersion, CancellationToken cancellationToken)
    : TaskCompletionSource<WriteResult>(kind == WriteKind.Create ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously)
{
    private WriteResult _result = WriteResult.Refused;
    private Exception? _failure;
    private bool _isDropped;

    public WriteKind Kind => kind;

    public bool IsUpkeep => kind >= WriteKind.Index;

    public bool IsScrub => kind >= WriteKind.Scrub;

    public int Table => table;

    public DocumentWrite Document => document;

    /// <summary>Whether the document's version matters for the write.</summary>
    public bool IsConditional => kind is not (WriteKind.Upsert or WriteKind.Probe);

    /// <summary>A caller who has gone before the writing started gets no write.</summary>
    public bool DropIfCancelled() => _isDropped = cancellationToken.IsCancellationRequested;

    /// <summary>Whether the write may be made over what is visible, by its version; 0 where there is nothing.</summary>
    public bool IsAllowedOver(long version) => kind switch
    {
        WriteKind.Create => version == 0,
        WriteKind.Replace => version == expectedVersion && version != 0,
        WriteKind.Delete => version != 0,
        _ => true,
    };

    public Entry ToEntry(long sequence)
    {
        var isTombstone = kind is WriteKind.Delete or WriteKind.Probe;
        _result = new(true, isTombstone ? null : sequence.ToString(CultureInfo.InvariantCulture));
        return new(sequence, table, document.Key, document.ExpiresAt?.ToUnixTimeMilliseconds() ?? Entry.Never, document.Body, isTombstone);
    }

    public void Fail(Exception exception) => _failure = exception;

    /// <summary>Tells the caller, once what was done is durable.</summary>
    public void Answer()
    {
        if (_isDropped)
            TrySetCanceled(cancellationToken);
        else if (_failure is null)
            TrySetResult(_result);
        else
            TrySetException(_failure);
    }
}
