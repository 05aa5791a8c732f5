using System.Globalization;

namespace Feedback.Core.Signals;

/// <summary>
/// An hour, a day or a month of the company's. Its text is the id of its fold: <c>yyyy-MM-ddTHH</c>, the UTC time at which the hour begins, with minutes where
/// it does not begin on a whole hour of UTC; <c>yyyy-MM-dd</c> or <c>yyyy-MM</c>, the company's date. When a day begins <see cref="CompanyCalendar"/> knows.
/// </summary>
/// <param name="Grain">How long it is.</param>
/// <param name="Start">Of an hour, when it begins, UTC; of a day and a month, their date.</param>
public readonly record struct FoldPeriod(FoldGrain Grain, DateTime Start)
{
    /// <summary>The date of a day, the first of a month.</summary>
    public DateOnly Date => DateOnly.FromDateTime(Start);

    /// <summary>A day.</summary>
    public static FoldPeriod OfDay(DateOnly day) => new(FoldGrain.Day, day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));

    /// <summary>The month of a day.</summary>
    public static FoldPeriod OfMonth(DateOnly day) => new(FoldGrain.Month, new(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>Reads a fold's id.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static FoldPeriod Parse(string id)
    {
        var (grain, format) = id.Length switch
        {
            16 => (FoldGrain.Hour, "yyyy-MM-dd'T'HH:mm"),
            13 => (FoldGrain.Hour, "yyyy-MM-dd'T'HH"),
            10 => (FoldGrain.Day, "yyyy-MM-dd"),
            _ => (FoldGrain.Month, "yyyy-MM"),
        };
        var period = new FoldPeriod(grain,
            DateTime.ParseExact(id, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
        return period.ToString() == id ? period : throw new FormatException($"{id} is no period");
    }

    /// <inheritdoc/>
    public override string ToString() => Start.ToString(
        Grain switch
        {
            FoldGrain.Hour => Start.Minute == 0 ? "yyyy-MM-dd'T'HH" : "yyyy-MM-dd'T'HH:mm",
            FoldGrain.Day => "yyyy-MM-dd",
            _ => "yyyy-MM",
        },
        CultureInfo.InvariantCulture);
}

/// <summary>How long a period is.</summary>
public enum FoldGrain
{
    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A month.</summary>
    Month,
}
