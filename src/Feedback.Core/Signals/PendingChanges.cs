using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>What the pipeline has not come to yet: the changes behind its cursors, and what they will change. Without a server they stay; beside one they grow,
/// and what it has handled meanwhile is kept, for it was pending when the verification looked.</summary>
internal sealed class PendingChanges(IDocumentStore store, PipelineCursors cursors, CompanyCalendar calendar)
{
    private const int PageSize = 500;

    private readonly HashSet<string> _feedback = new(StringComparer.Ordinal);
    private readonly HashSet<(string Journey, FoldPeriod Period)> _periods = [];
    private string? _feedbackTo;
    private string? _signalsTo;

    /// <summary>Whether a feedback is still to be projected.</summary>
    public bool OfFeedback(string id) => _feedback.Contains(id);

    /// <summary>Whether a period is still to be counted.</summary>
    public bool OfPeriod(string journey, FoldPeriod period) => _periods.Contains((journey, period));

    /// <summary>Reads on to the end of the feeds.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        _feedbackTo = await ReadAsync(Containers.Feedback, cursors.Feedback, _feedbackTo, key => _feedback.Add(key.Partition), cancellationToken);
        _signalsTo = await ReadAsync(Containers.Signals, cursors.Signals, _signalsTo, AddPeriods, cancellationToken);
    }

    /// <summary>Without a cursor nothing was ever handled here, so there is nothing to wait for.</summary>
    private async Task<string?> ReadAsync(string container, CursorName name, string? from, Action<DocumentKey> add, CancellationToken cancellationToken)
    {
        var cursor = from ?? await store.FindCursorAsync(name, cancellationToken);
        while (cursor is not null
            && await store.ReadChangesAsync(container, cursor, PageSize, cancellationToken) is { Documents.Count: > 0 } page)
        {
            foreach (var document in page.Documents)
                add(document.Key);
            cursor = page.Cursor;
        }

        return cursor;
    }

    private void AddPeriods(DocumentKey key)
    {
        var journey = SignalKey.HourOf(key).Journey;
        foreach (var hour in SignalKey.HoursOf(key, calendar))
        {
            var day = calendar.ParentOf(hour);
            _periods.UnionWith([(journey, hour), (journey, day), (journey, calendar.ParentOf(day))]);
        }
    }
}
