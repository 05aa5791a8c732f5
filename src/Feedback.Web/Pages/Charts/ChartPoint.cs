namespace Feedback.Web.Pages;

/// <summary>One step of a time series.</summary>
/// <param name="At">When the step begins, UTC.</param>
/// <param name="Value">The figure; <c>null</c> where there is none, which leaves a gap.</param>
/// <param name="Base">What the figure is based on: a small base is drawn hollow. <c>null</c> for a count, which is its own base.</param>
/// <param name="Low">The lower end of the figure's interval, where it has one.</param>
/// <param name="High">The upper end.</param>
public sealed record ChartPoint(DateTimeOffset At, double? Value, long? Base = null, double? Low = null, double? High = null)
{
    /// <summary>Whether the figure rests on so little that it says little.</summary>
    public bool IsSmall => Base < Format.SmallBase;
}

/// <summary>A day that explains a time series.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Label">What happened, in a word or two: it has to fit beside a line.</param>
/// <param name="Kind">What kind of thing: its shape.</param>
/// <param name="Text">What happened, in a sentence, for the list below the chart; <c>null</c> for the label.</param>
/// <param name="Href">Where more is said.</param>
public sealed record ChartMark(DateTimeOffset At, string Label, MarkKind Kind, string? Text = null, string? Href = null);

/// <summary>What kind of thing a mark stands for.</summary>
public enum MarkKind
{
    /// <summary>A ticket was raised: a triangle.</summary>
    Raised,

    /// <summary>A change reached the customers: a diamond.</summary>
    Shipped,

    /// <summary>Anything else: a circle.</summary>
    Other,
}

/// <summary>A level that the figures are read against, as a dashed line.</summary>
/// <param name="Value">The level.</param>
/// <param name="Label">What it is, for the key.</param>
/// <param name="From">Where it begins; <c>null</c> for the start of the chart.</param>
/// <param name="To">Where it ends; <c>null</c> for the end of the chart.</param>
public sealed record ChartLevel(double Value, string Label, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>An interval over a stretch of time, as a band.</summary>
/// <param name="From">Its start, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Label">What lies in it, for the key.</param>
public sealed record ChartBand(DateTimeOffset From, DateTimeOffset To, double Low, double High, string Label);
