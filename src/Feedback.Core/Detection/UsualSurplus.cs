namespace Feedback.Core.Detection;

/// <summary>
/// Whether more voices without a name are usual than count in an hour: on most of the days on which there are any. A review site or an anonymous survey names
/// nobody, and all that is said there counts. Elsewhere what is too many of an hour is taken for one sender's.
/// </summary>
internal struct UsualSurplus
{
    private int _days, _above;

    /// <summary>Adds a day.</summary>
    public void Add(long unnamed, long surplus)
    {
        _days += unnamed > 0 ? 1 : 0;
        _above += surplus > 0 ? 1 : 0;
    }

    /// <summary>Whether it is.</summary>
    /// <param name="leastDays">On fewer days nothing is usual.</param>
    public readonly bool IsUsual(int leastDays) => _days >= leastDays && 2 * _above > _days;
}
