using Feedback.Core.Storage;

namespace Feedback.Sqlite;

/// <remarks>The last two are done between two transactions: emptying the log, and writing the whole file anew before that.</remarks>
internal enum WriteKind { Create, Replace, Upsert, Delete, Purge, EmptyLog, Rewrite }

/// <summary>A write on its way to the writer, and the caller's task for it.</summary>
/// <remarks>Continuations run on the pool: the writer's thread is for writing.</remarks>
internal sealed class WriteOperation(WriteKind kind, int table, DocumentWrite document, long expectedSequence, CancellationToken cancellationToken)
    : TaskCompletionSource<WriteResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private WriteResult _result;
    private Exception? _failure;

    public WriteKind Kind => kind;

    public int Table => table;

    public DocumentWrite Document => document;

    /// <summary>The sequence number that the row must still have, for a replacement.</summary>
    public long ExpectedSequence => expectedSequence;

    /// <summary>A caller who has gone before the writing started gets no write.</summary>
    public bool DropIfCancelled() => cancellationToken.IsCancellationRequested && TrySetCanceled(cancellationToken);

    public void Succeed(WriteResult written) => _result = written;

    public void Fail(Exception exception) => _failure = exception;

    /// <summary>Tells the caller, once what was done is durable.</summary>
    public void Answer()
    {
        if (_failure is null)
            TrySetResult(_result);
        else
            TrySetException(_failure);
    }
}
