using System.Diagnostics;

namespace Feedback.Sqlite;

/// <summary>Lets a long reading of the database rest while others write: after each short piece of work, a multiple of the time that it took.</summary>
/// <param name="commits">How many groups were written so far.</param>
/// <param name="cancellationToken">Breaks the reading off.</param>
internal sealed class CheckPace(Func<long> commits, CancellationToken cancellationToken)
{
    private const int Rest = 9;
    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(2);

    // While the database is read SQLite's own log only grows: under a full load it is better read in the end than rested.
    private static readonly TimeSpan MostRest = TimeSpan.FromMinutes(1);

    private long _begun = Stopwatch.GetTimestamp(), _commits = commits();
    private TimeSpan _rested;

    /// <summary>Whether to go on, maybe after a rest.</summary>
    public bool GoOn()
    {
        if (cancellationToken.IsCancellationRequested)
            return false;
        var worked = Stopwatch.GetElapsedTime(_begun);
        if (worked < Piece)
            return true;
        if (commits() is var now && now != _commits && _rested < MostRest)
        {
            cancellationToken.WaitHandle.WaitOne(worked * Rest);
            _rested += worked * Rest;
        }

        (_begun, _commits) = (Stopwatch.GetTimestamp(), now);
        return true;
    }
}
