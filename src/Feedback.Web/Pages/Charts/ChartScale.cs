using System.Globalization;

namespace Feedback.Web.Pages;

/// <summary>Where figures and times lie in a chart: figures in pixels from the top, times in per cent from the left, so that a chart stretches with the page
/// and its letters do not.</summary>
public sealed class ChartScale
{
    private const int MostTicks = 5;

    /// <summary>Lays out a chart.</summary>
    /// <param name="from">The left end, UTC.</param>
    /// <param name="to">The right end, UTC; after <paramref name="from"/>.</param>
    /// <param name="values">All figures that have to fit in.</param>
    /// <param name="lowest">The least that the axis reaches down to.</param>
    /// <param name="top">Where the axis ends, in pixels from the top.</param>
    /// <param name="bottom">Where it begins, in pixels from the top.</param>
    /// <param name="leastStep">The least step of the axis: 1 for counts, of which there are no halves.</param>
    public ChartScale(DateTimeOffset from, DateTimeOffset to, IEnumerable<double> values, double lowest, double top, double bottom, double leastStep = 0)
    {
        (From, To, Top, Bottom) = (from, to, top, bottom);
        List<double> all = [.. values];
        var low = Math.Min(lowest, all.DefaultIfEmpty(lowest).Min());
        var high = all.DefaultIfEmpty(low).Max();
        if (high <= low)
            high = low + 1;
        var step = Math.Max(leastStep, NiceStep((high - low) / (MostTicks - 1)));
        Low = Math.Floor(Math.Round(low / step, 9)) * step;
        High = Math.Ceiling(Math.Round(high / step, 9)) * step;
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((High - Low) / step) + 1).Select(index => Math.Round(Low + (index * step), 6))];
    }

    /// <summary>The left end.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The right end.</summary>
    public DateTimeOffset To { get; }

    /// <summary>The upper end of the axis, in pixels.</summary>
    public double Top { get; }

    /// <summary>The lower end of the axis, in pixels.</summary>
    public double Bottom { get; }

    /// <summary>The figure at the lower end of the axis.</summary>
    public double Low { get; }

    /// <summary>The figure at its upper end.</summary>
    public double High { get; }

    /// <summary>The figures that are written at the axis: whole steps of 1, 2 or 5.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>How far from the top a figure lies, in pixels.</summary>
    public double Y(double value) => Bottom - ((Math.Clamp(value, Low, High) - Low) / (High - Low) * (Bottom - Top));

    /// <summary>How far from the left a time lies, 0…1; within the chart even if the time is not.</summary>
    public double X(DateTimeOffset at) => Math.Clamp((at - From) / (To - From), 0, 1);

    /// <summary>The same in per cent, as SVG reads it.</summary>
    public string Percent(DateTimeOffset at) => Percent(X(at));

    /// <summary>A share of the width.</summary>
    public static string Percent(double share) => Math.Round(100 * share, 3).ToString(CultureInfo.InvariantCulture) + "%";

    private static double NiceStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return Math.Round(rough / power, 9) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
