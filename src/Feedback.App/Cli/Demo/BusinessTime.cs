namespace Feedback.App.Cli.Demo;

/// <summary>
/// Spreads things over a stretch of time as a business day does: few at night, most from ten to five. A share of 0 is the beginning, 1 the end; what has the
/// larger share comes later, so an order is kept.
/// </summary>
internal sealed class BusinessTime
{
    private static readonly double[] Weights = [2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 20, 17, 17, 18, 19, 18, 16, 14, 12, 10, 8, 5, 3];

    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly double[] _until;

    /// <param name="from">The beginning, UTC.</param>
    /// <param name="to">The end, UTC, exclusive.</param>
    public BusinessTime(DateTimeOffset from, DateTimeOffset to)
    {
        (_from, _to) = (from, to);
        _until = new double[(int)Math.Ceiling((to - from).TotalHours)];
        var sum = 0.0;
        for (var hour = 0; hour < _until.Length; hour++)
            _until[hour] = sum += Weights[from.UtcDateTime.AddHours(hour).Hour];
    }

    /// <summary>The time at a share, from 0 to less than 1.</summary>
    public DateTimeOffset At(double share)
    {
        var wanted = share * _until[^1];
        var hour = Array.BinarySearch(_until, wanted);
        hour = hour < 0 ? ~hour : hour + 1;
        var before = hour == 0 ? 0 : _until[hour - 1];
        var time = _from.AddHours(hour + ((wanted - before) / (_until[hour] - before)));
        return time < _to ? time : _to.AddTicks(-1);
    }
}
