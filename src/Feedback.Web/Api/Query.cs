using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Web.Api;

/// <summary>Reads a request's query, naming every parameter that is wrong.</summary>
internal sealed class Query(HttpRequest request)
{
    public const int MostItems = 200;
    public const string NotACursor = "must be the \"next\" of an earlier response";
    public const int UsualItems = 50;

    public FieldErrors Errors { get; } = new();

    /// <summary>The company's hours and days.</summary>
    public CompanyCalendar Calendar => request.HttpContext.RequestServices.GetRequiredService<CompanyCalendar>();

    public string? Text(string name)
    {
        var values = request.Query[name];
        if (values.Count > 1)
            Errors.Add(name, "is given twice");
        return string.IsNullOrEmpty(values.ToString()) ? null : values[0];
    }

    public string? OneOf(string name, IReadOnlyCollection<string> allowed)
    {
        var value = Text(name);
        if (value is null || allowed.Contains(value))
            return value;
        Errors.Add(name, $"must be one of {string.Join(", ", allowed)}");
        return null;
    }

    /// <summary>An enum by its word in JSON.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum =>
        OneOf(name, JsonWord.All<T>()) is { } word ? JsonWord.Parse<T>(word) : null;

    /// <summary>Whether something must be so; <c>null</c> when it does not matter.</summary>
    public bool? Flag(string name) => OneOf(name, ["true", "false"]) is { } word ? word == "true" : null;

    /// <summary>A stage of the journey, by what it is called or was called before.</summary>
    public string? Stage(JourneyDefinition journey) =>
        Renamed("stage", journey.StageNow, [.. journey.Stages.Select(stage => stage.Id), MappedOpinion.Unmapped]);

    /// <summary>A theme of the journey, likewise; or <c>unmapped</c>, for what names none.</summary>
    public string? Theme(JourneyDefinition journey) =>
        Renamed("theme", journey.ThemeNow, [.. journey.Themes.Select(theme => theme.Id), MappedOpinion.Unmapped]);

    /// <summary>The same; or one that the journey has no more and of which there are still tickets.</summary>
    public async Task<string?> ThemeAsync(JourneyDefinition journey, TicketQuery tickets, CancellationToken cancellationToken) =>
        MappedOpinion.NameIn(Given("theme")) is { } asked && await tickets.IsGoneThemeAsync(journey, journey.ThemeNow(asked), cancellationToken)
            ? asked : Theme(journey);

    /// <summary>A theme of one of some journeys, or of one of their tickets.</summary>
    public string? ThemeOfTickets(IReadOnlyList<JourneyDefinition> journeys, IReadOnlyList<Ticket> tickets) => OfTickets(
        "theme", (journey, id) => journey.ThemeNow(id), [.. journeys.SelectMany(journey => journey.Themes).Select(theme => theme.Id).Distinct()], journeys,
        tickets.SelectMany(ticket => ticket.Topics).Select(topic => topic.Theme));

    public string? StageOfTickets(IReadOnlyList<JourneyDefinition> journeys, IReadOnlyList<Ticket> tickets) => OfTickets(
        "stage", (journey, id) => journey.StageNow(id),
        [.. journeys.SelectMany(journey => journey.Stages).Select(stage => stage.Id).Distinct(), MappedOpinion.Unmapped], journeys,
        tickets.SelectMany(ticket => ticket.Topics).Select(topic => topic.Stage));

    public async Task<string?> StageAsync(JourneyDefinition journey, TicketQuery tickets, CancellationToken cancellationToken) =>
        MappedOpinion.NameIn(Given("stage")) is { } asked && await tickets.IsGoneStageAsync(journey, journey.StageNow(asked), cancellationToken)
            ? asked : Stage(journey);

    public string? Touchpoint() => OneOf("touchpoint", [.. Core.Records.Touchpoint.All]);

    public string? Silo(JourneyDefinition journey) => OneOf("silo", [.. journey.Silos.Select(silo => silo.Id)]);

    public string? Segment(JourneyDefinition journey)
    {
        if (journey.Segments.Count > 0 || Text("segment") is null)
            return OneOf("segment", [.. journey.Segments.Select(segment => segment.Id)]);
        Errors.Add("segment", $"cannot be used: the journey {journey.Id} has no segments");
        return null;
    }

    /// <summary>Which part of a journey's opinions.</summary>
    public MapFilter Map(JourneyDefinition journey) => new(Touchpoint(), Silo(journey), Segment(journey));

    public int Limit()
    {
        if (Text("limit") is not { } text)
            return UsualItems;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostItems)
            return limit;
        Errors.Add("limit", $"must be a whole number from 1 to {MostItems}");
        return UsualItems;
    }

    public FeedbackCursor? Cursor()
    {
        if (Text("cursor") is not { } text)
            return null;
        if (FeedbackCursor.TryParse(text) is { } cursor)
            return cursor;
        Errors.Add("cursor", NotACursor);
        return null;
    }

    /// <summary>A cursor that is the name of the last item of the page before.</summary>
    public string? NameCursor()
    {
        var text = Text("cursor");
        if (text is null || SourceName.IsValid(text))
            return text;
        Errors.Add("cursor", NotACursor);
        return null;
    }

    /// <summary>The period from <c>from</c> to <c>to</c>, in whole hours; the last four weeks when neither is given.</summary>
    public QueryPeriod Period(DateTimeOffset now) => Period(now, QueryPeriod.Usual);

    /// <summary>The same, with another length when <c>from</c> is not given.</summary>
    public QueryPeriod Period(DateTimeOffset now, TimeSpan usual)
    {
        var last = QueryPeriod.Last(usual, now, Calendar);
        var to = Time("to") ?? last.To;
        var from = Time("from") ?? to - usual;
        if (QueryPeriod.Between(from, to, Calendar) is not { } period)
        {
            Errors.Add("from", "must be before \"to\"");
            return last;
        }

        if (period.To - period.From > TimeSpan.FromDays(3660))
        {
            Errors.Add("from", "must be at most ten years before \"to\"");
            return last;
        }

        return period;
    }

    private string? OfTickets(string name, Func<JourneyDefinition, string, string> now, IReadOnlyCollection<string> allowed,
        IReadOnlyList<JourneyDefinition> journeys, IEnumerable<string> gone)
    {
        if (Given(name) is not { } asked || allowed.Contains(asked))
            return OneOf(name, allowed);
        return journeys.Select(journey => now(journey, asked)).FirstOrDefault(allowed.Contains) ?? (gone.Contains(asked) ? asked : OneOf(name, allowed));
    }

    private string? Renamed(string name, Func<string, string> now, IReadOnlyCollection<string> allowed) =>
        Given(name) is { } asked && allowed.Contains(now(asked)) ? now(asked) : OneOf(name, allowed);

    /// <summary>A parameter that is given once.</summary>
    private string? Given(string name) => request.Query[name] is [{ Length: > 0 } value] ? value : null;

    private DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 9000)
            return new(Calendar.StartOf(day));
        // A plus sign in a query that was not escaped arrives as a blank.
        if (Rfc3339.TryParse(text.Replace(' ', '+'), out var time) && time.Year is > 1970 and < 9000)
            return time;
        Errors.Add(name, "must be a day such as 2026-11-20 or an RFC 3339 time such as 2026-11-20T17:00:00Z");
        return null;
    }
}
