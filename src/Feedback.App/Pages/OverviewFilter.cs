using System.Globalization;
using Feedback.App.Api;
using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;

namespace Feedback.App.Pages;

/// <summary>What of a journey is looked at. Stands in the page's address, so a view can be kept and shared.</summary>
/// <param name="Journey">The journey's id.</param>
/// <param name="Days">The last days up to now; <c>null</c> when the period is given by its ends.</param>
/// <param name="From">The first day, when it is given.</param>
/// <param name="To">The last day, when it is given; the period holds all of it.</param>
/// <param name="Touchpoint">The kind of touchpoint; <c>null</c> for all.</param>
/// <param name="Period">The period that follows.</param>
/// <param name="Faults">What is wrong with the address.</param>
public sealed record OverviewFilter(string Journey, int? Days, DateOnly? From, DateOnly? To, string? Touchpoint, QueryPeriod Period, FieldErrors Faults)
{
    /// <summary>The lengths that are one click away.</summary>
    public static readonly IReadOnlyList<int> Lengths = [7, 28, 90];

    private const int UsualDays = 28;
    private const int MostDays = 3660;

    /// <summary>The address of the same view over the last days.</summary>
    public string Address(int days) =>
        $"/?journey={Journey}&days={days.ToString(CultureInfo.InvariantCulture)}" + (Touchpoint is null ? "" : "&touchpoint=" + Touchpoint);

    /// <summary>Reads the filter from the address of a page. Where something is wrong the usual takes its place, and the fault is noted.</summary>
    internal static OverviewFilter Read(HttpRequest request, JourneyDefinition journey, DateTimeOffset now)
    {
        var query = new Query(request);
        var (from, to) = (Day(query, "from"), Day(query, "to"));
        var days = query.OneOf("days", [.. Lengths.Select(length => length.ToString(CultureInfo.InvariantCulture))]) is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : UsualDays;
        var touchpoint = query.Touchpoint();
        return Between(from, to, days, now, query.Errors) is { } period
            ? new(journey.Id, null, from, to, touchpoint, period, query.Errors)
            : new(journey.Id, days, null, null, touchpoint, QueryPeriod.Last(TimeSpan.FromDays(days), now), query.Errors);
    }

    private static QueryPeriod? Between(DateOnly? from, DateOnly? to, int days, DateTimeOffset now, FieldErrors errors)
    {
        if (from is null && to is null)
            return null;
        var last = to ?? DateOnly.FromDateTime(now.UtcDateTime);
        var first = from ?? last.AddDays(1 - days);
        if (first <= last && last.DayNumber - first.DayNumber < MostDays)
            return QueryPeriod.Between(StartOf(first), StartOf(last.AddDays(1)));
        errors.Add("from", first > last ? "must not lie after the last day" : "must lie at most ten years before the last day");
        return null;
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateOnly? Day(Query query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 9000)
            return day;
        query.Errors.Add(name, "must be a day such as 2026-11-20");
        return null;
    }
}
