namespace Feedback.Core.Detection;

/// <summary>
/// The usual volume of everything but a topic at a touchpoint on a weekday: the median of that weekday over the weeks before a window. What is expected never
/// falls below a share of it, so that a fall of everything else is no rise of the topic.
/// </summary>
/// <param name="history">The journey.</param>
/// <param name="start">The first day of the window.</param>
/// <param name="weeks">Over how many weeks.</param>
/// <param name="leastShare">Which share of it is expected at the least.</param>
internal sealed class UsualVolume(JourneyHistory history, int start, int weeks, double leastShare)
{
    private readonly double[] _volumes = new double[weeks];
    private readonly double[] _usual = new double[7];
    private double? _elapsed;
    private (TopicHistory? Topic, int Touchpoint) _of;

    /// <summary>
    /// How much of today's usual volume is to be expected so far, 0…1: as much as the whole journey has heard of it, as hours of the night count less than
    /// those of the day, but never more than has gone by.
    /// </summary>
    public double Elapsed => _elapsed ??= Math.Min(history.Elapsed, Median(history.WholeVolume, history.WeekdayOf(history.Today)) is > 0 and var usual
        ? history.WholeVolume[history.Today] / usual
        : 1);

    /// <summary>The volume to expect at the least on a weekday.</summary>
    public double Least(TopicHistory topic, int touchpoint, int weekday)
    {
        if (_of != (topic, touchpoint))
        {
            Array.Fill(_usual, double.NaN);
            _of = (topic, touchpoint);
        }

        if (double.IsNaN(_usual[weekday]))
            _usual[weekday] = Median(topic.Exposure[touchpoint]!, weekday);
        return leastShare * _usual[weekday];
    }

    private double Median(double[] exposure, int weekday)
    {
        var count = 0;
        var latest = start - 1 - ((history.WeekdayOf(start - 1) - weekday + 7) % 7);
        for (var day = latest; day >= 0 && count < weeks; day -= 7)
            _volumes[count++] = exposure[day];
        if (count == 0)
            return 0;
        Array.Sort(_volumes, 0, count);
        return (_volumes[(count - 1) / 2] + _volumes[count / 2]) / 2;
    }
}
