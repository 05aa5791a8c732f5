namespace Feedback.Core.Detection;

/// <summary>
/// The usual volume of everything but a topic at a touchpoint on a weekday: the median of that weekday over the weeks before a window. What is expected never falls below it,
/// so that a fall of everything else is no rise of the topic.
/// </summary>
/// <param name="history">The journey.</param>
/// <param name="start">The first day of the window.</param>
/// <param name="weeks">Over how many weeks.</param>
internal sealed class UsualVolume(JourneyHistory history, int start, int weeks)
{
    private readonly double[] _volumes = new double[weeks];
    private readonly double[] _usual = new double[7];
    private (TopicHistory? Topic, int Touchpoint) _of;

    public double Of(TopicHistory topic, int touchpoint, int weekday)
    {
        if (_of != (topic, touchpoint))
        {
            Array.Fill(_usual, double.NaN);
            _of = (topic, touchpoint);
        }

        if (double.IsNaN(_usual[weekday]))
            _usual[weekday] = Median(topic.Exposure[touchpoint]!, weekday);
        return _usual[weekday];
    }

    private double Median(double[] exposure, int weekday)
    {
        var count = 0;
        var latest = start - 1 - ((history.WeekdayOf(start + 6) - weekday + 7) % 7);
        for (var day = latest; day >= 0 && count < weeks; day -= 7)
            _volumes[count++] = exposure[day];
        if (count == 0)
            return 0;
        Array.Sort(_volumes, 0, count);
        return (_volumes[(count - 1) / 2] + _volumes[count / 2]) / 2;
    }
}
