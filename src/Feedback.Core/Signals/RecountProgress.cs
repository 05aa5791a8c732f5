using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>How far everything is counted anew, for whoever looks at figures meanwhile.</summary>
/// <param name="Done">The share that is done, 0…1.</param>
public sealed record Recounting(double Done);

/// <summary>Tells whether a recount is under way, whichever process makes it, and how far it has come.</summary>
public sealed class RecountProgress(IDocumentStore store, CompanyCalendar calendar)
{
    private bool _isCounted;

    /// <summary>How far it has come; <c>null</c> when all is counted.</summary>
    public async Task<Recounting?> FindAsync(CancellationToken cancellationToken = default)
    {
        if (_isCounted)
            return null;
        var (record, etag) = await CalendarRecord.ReadAsync(store, cancellationToken);
        // Where nothing is stored no recount has looked yet.
        if (etag is null)
            return record.IsCounted(calendar) ? null : new(0);
        // Once all is counted it stays so for as long as the program runs, which counts in one time zone.
        var isBegun = record.Begun(calendar) is null;
        _isCounted = isBegun && record.Done;
        return _isCounted ? null : new(isBegun ? record.Share : 0);
    }
}
