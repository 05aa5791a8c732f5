using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Requests;
using Feedback.Core.Signals;
using Feedback.Web.Api;

namespace Feedback.Web.Pages;

/// <summary>What of a journey a page looks at. Stands in the page's address, so a view can be kept and shared.</summary>
/// <param name="Journey">The journey's id.</param>
/// <param name="Days">The last days up to now; <c>null</c> when the period is given by its ends.</param>
/// <param name="From">The first day, when it is given.</param>
/// <param name="To">The last day, when it is given; the period holds all of it.</param>
/// <param name="Map">Which part of the journey's opinions.</param>
/// <param name="Period">The period that follows.</param>
/// <param name="Faults">What is wrong with the address.</param>
public sealed record PageFilter(string Journey, int? Days, DateOnly? From, DateOnly? To, MapFilter Map, QueryPeriod Period, FieldErrors Faults)
{
    /// <summary>The lengths that are one click away.</summary>
    public static readonly IReadOnlyList<int> Lengths = [7, 28, 90];

    /// <summary>The length when the address says nothing of it, and so does not need to.</summary>
    public const int UsualDays = 28;

    private const int MostDays = 3660;

    /// <summary>The kind of touchpoint; <c>null</c> for all.</summary>
    public string? Touchpoint => Map.Touchpoint;

    /// <summary>The silo that hears or owns it; <c>null</c> for all.</summary>
    public string? Silo => Map.Silo;

    /// <summary>The segment of customers; <c>null</c> for all.</summary>
    public string? Segment => Map.Segment;

    /// <summary>The same view over the last days. Only for its address: the period is as it was.</summary>
    public PageFilter Over(int days) => this with { Days = days, From = null, To = null };

    /// <summary>The address of a page under this filter.</summary>
    /// <param name="path">The page.</param>
    /// <param name="more">Parameters of the page's own; those without a value are left out.</param>
    public string Address(string path, params IEnumerable<(string Name, string? Value)> more)
    {
        IEnumerable<(string Name, string? Value)> own =
        [
            ("journey", Journey), ("days", Days is UsualDays ? null : Days?.ToString(CultureInfo.InvariantCulture)), ("from", Format.Iso(From)),
                ("to", Format.Iso(To)),
            ("touchpoint", Map.Touchpoint), ("silo", Map.Silo), ("segment", Map.Segment),
        ];
        return path + QueryString.Create(own.Concat(more).Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
    }

    /// <summary>The usual view of a journey: all of its last four weeks.</summary>
    public static PageFilter Usual(JourneyDefinition journey, DateTimeOffset now, CompanyCalendar calendar) =>
        new(journey.Id, UsualDays, null, null, MapFilter.All, QueryPeriod.Last(TimeSpan.FromDays(UsualDays), now, calendar), new());

    /// <summary>Reads the filter from the address of a page. Where something is wrong the usual takes its place, and the fault is noted.</summary>
    internal static PageFilter Read(HttpRequest request, JourneyDefinition journey, DateTimeOffset now)
    {
        var query = new Query(request);
        var (from, to) = (Day(query, "from"), Day(query, "to"));
        var days = query.OneOf("days", [.. Lengths.Select(length => length.ToString(CultureInfo.InvariantCulture))]) is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : UsualDays;
        var map = query.Map(journey);
        return Between(from, to, days, now, query) is { } period
            ? new(journey.Id, null, from, to, map, period, query.Errors)
            : new(journey.Id, days, null, null, map, QueryPeriod.Last(TimeSpan.FromDays(days), now, query.Calendar), query.Errors);
    }

    private static QueryPeriod? Between(DateOnly? from, DateOnly? to, int days, DateTimeOffset now, Query query)
    {
        if (from is null && to is null)
            return null;
        var last = to ?? query.Calendar.DateOf(now);
        var first = from ?? last.AddDays(1 - days);
        if (first <= last && last.DayNumber - first.DayNumber < MostDays)
            return QueryPeriod.Between(new(query.Calendar.StartOf(first)), new(query.Calendar.StartOf(last.AddDays(1))), query.Calendar);
        query.Errors.Add("from", first > last ? "must not be after the end date" : "must be at most ten years before the end date");
        return null;
    }

    private static DateOnly? Day(Query query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 9000)
            return day;
        query.Errors.Add(name, "must be a date such as 2026-11-20");
        return null;
    }
}
