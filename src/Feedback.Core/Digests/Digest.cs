using System.Text.Json.Serialization;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Tickets;

namespace Feedback.Core.Digests;

/// <summary>
/// The facts of one week of one journey for one audience. Holds ids and numbers, never what a customer said, so that an erasure has one place to go.
/// </summary>
public sealed record Digest
{
    /// <summary>The week, <c>yyyy-Www</c>.</summary>
    public required string Week { get; init; }

    /// <summary>The journey.</summary>
    public required string Journey { get; init; }

    /// <summary><c>all</c>, or a silo.</summary>
    public required string Audience { get; init; }

    /// <summary>The week's start, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The end of the period it covers, UTC: the end of the week, or the hour it was made if the week was not over.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Whether the week was over.</summary>
    public required bool Finished { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The journey's figures.</summary>
    public required DigestFigures Figures { get; init; }

    /// <summary>The stages with feedback, in the customer's order.</summary>
    public required IReadOnlyList<DigestStage> Stages { get; init; }

    /// <summary>What rose or fell significantly, the most important first.</summary>
    public required IReadOnlyList<DigestMove> Moves { get; init; }

    /// <summary>What a silo hears and owns; <c>null</c> for everyone.</summary>
    public DigestSilo? Silo { get; init; }

    /// <summary>What happened to tickets.</summary>
    public required DigestTickets Tickets { get; init; }

    /// <summary>Feedback in which customers ask for something that concerns a ticket.</summary>
    public required IReadOnlyList<DigestAsk> Asks { get; init; }

    /// <summary>Where the quotes are.</summary>
    public required IReadOnlyList<DigestQuote> Quotes { get; init; }

    /// <summary>Complaints without an owner.</summary>
    public required DigestUnowned Unowned { get; init; }

    /// <summary>Whether nothing happened that somebody must know of.</summary>
    [JsonIgnore]
    public bool IsQuiet => Moves.Count == 0 && Tickets is { New.Count: 0, Surged.Count: 0, Ageing.Count: 0, Outcomes.Count: 0, Shipped.Count: 0 }
        && Figures.Trend is DigestTrend.AsUsual or DigestTrend.TooFew or DigestTrend.NoPast;
}

/// <summary>A journey's figures for a week, compared with the weeks before.</summary>
/// <param name="Volume">Opinions.</param>
/// <param name="Positive">Positive ones.</param>
/// <param name="Negative">Negative ones: complaints.</param>
/// <param name="WeeksBefore">How many of the four weeks before are in the comparison: those since the first feedback.</param>
/// <param name="VolumeBefore">Opinions in these.</param>
/// <param name="NegativeBefore">Complaints in these.</param>
/// <param name="Trend">Whether the share of complaints changed significantly.</param>
/// <param name="Nps">Net promoter score; <c>null</c> without an answer.</param>
/// <param name="NpsBefore">In the weeks before.</param>
/// <param name="Csat">Satisfaction; <c>null</c> without an answer.</param>
/// <param name="CsatBefore">In the weeks before.</param>
public sealed record DigestFigures(
    long Volume, long Positive, long Negative, int WeeksBefore, long VolumeBefore, long NegativeBefore, DigestTrend Trend, NpsScore? Nps, NpsScore? NpsBefore,
        CsatScore? Csat, CsatScore? CsatBefore);

/// <summary>Whether a journey did better or worse than in the weeks before, or as usual.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DigestTrend>))]
public enum DigestTrend
{
    /// <summary>Too little was heard to say.</summary>
    [JsonStringEnumMemberName("too-few")] TooFew,

    /// <summary>There are not two weeks before it to compare with.</summary>
    [JsonStringEnumMemberName("no-past")] NoPast,

    /// <summary>No change that chance does not explain.</summary>
    [JsonStringEnumMemberName("as-usual")] AsUsual,

    /// <summary>Fewer of the opinions are complaints.</summary>
    [JsonStringEnumMemberName("better")] Better,

    /// <summary>More of the opinions are complaints.</summary>
    [JsonStringEnumMemberName("worse")] Worse,
}

/// <summary>One stage in a week.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Volume">Opinions.</param>
/// <param name="Positive">Positive ones.</param>
/// <param name="Negative">Negative ones.</param>
public sealed record DigestStage(string Stage, long Volume, long Positive, long Negative);

/// <summary>Something that rose or fell significantly.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Kind">What is counted.</param>
/// <param name="Count">How many in the week.</param>
/// <param name="Usual">The weekly average before.</param>
/// <param name="OwnedBy">The silo that owns it; <c>null</c> if none does.</param>
public sealed record DigestMove(Topic Topic, MoveKind Kind, long Count, double Usual, string? OwnedBy)
{
    /// <summary>Whether it rose.</summary>
    [JsonIgnore]
    public bool Rose => Count > Usual;

    /// <summary>Whether that is good news.</summary>
    [JsonIgnore]
    public bool Good => Rose == (Kind == MoveKind.Praise);
}

/// <summary>What is counted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MoveKind>))]
public enum MoveKind
{
    /// <summary>Negative opinions.</summary>
    [JsonStringEnumMemberName("complaints")] Complaints,

    /// <summary>Positive opinions.</summary>
    [JsonStringEnumMemberName("praise")] Praise,
}

/// <summary>What a silo hears, what it owns, and what others hear of it.</summary>
/// <param name="Hears">Complaints that it hears.</param>
/// <param name="OfOthers">Of these, the ones that other silos own.</param>
/// <param name="Owns">Complaints about what it owns.</param>
/// <param name="Elsewhere">Of these, the ones that other silos hear.</param>
/// <param name="TopOfOthers">What it hears most about other silos.</param>
/// <param name="TopElsewhere">What other silos hear most about it.</param>
public sealed record DigestSilo(long Hears, long OfOthers, long Owns, long Elsewhere, IReadOnlyList<DigestCrossing> TopOfOthers,
    IReadOnlyList<DigestCrossing> TopElsewhere);

/// <summary>Complaints heard by one silo and caused by another.</summary>
/// <param name="Topic">What they are about.</param>
/// <param name="Other">The other silo: the one that owns it, or the one that hears it.</param>
/// <param name="Count">The number of complaints.</param>
public sealed record DigestCrossing(Topic Topic, string Other, long Count);

/// <summary>What became of tickets in a week. Of each list only the ids, with the figures of that time.</summary>
/// <param name="New">Raised or raised again, most important first.</param>
/// <param name="Ageing">Past their due date, or not accepted within a week; oldest first.</param>
/// <param name="Shipped">Shipped changes whose effect is not known yet.</param>
/// <param name="Outcomes">What customers' later feedback says about changes shipped earlier.</param>
/// <param name="Live">How many were live at the end of the week.</param>
/// <param name="NobodyNamed">How many of these have no assignee.</param>
public sealed record DigestTickets(
    IReadOnlyList<string> New, IReadOnlyList<DigestAgeing> Ageing, IReadOnlyList<string> Shipped, IReadOnlyList<DigestOutcome> Outcomes, int Live,
        int NobodyNamed)
{
    /// <summary>Tickets that surged, the latest first.</summary>
    public IReadOnlyList<DigestSurge> Surged { get => field ?? []; init; }
}

/// <summary>A ticket that surged: more customers complained about it than at its own level.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="At">When the surge was found, UTC.</param>
/// <param name="Words">Its figures, in words.</param>
public sealed record DigestSurge(string Ticket, DateTimeOffset At, string? Words);

/// <summary>A ticket that waits too long.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="DueAt">When it was due, UTC; <c>null</c> if it is open and nobody has accepted it.</param>
/// <param name="OpenDays">How many days it was open at the end of the week.</param>
public sealed record DigestAgeing(string Ticket, DateTimeOffset? DueAt, int OpenDays);

/// <summary>What customers' later feedback says about a change.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Verdict">Whether it helped.</param>
/// <param name="Effect">How many customers complain for each one that would have without the change; <c>null</c> if unknown.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="WeeksMore">About how many more weeks a verdict takes.</param>
public sealed record DigestOutcome(string Ticket, OutcomeVerdict Verdict, double? Effect, double? Low, double? High, double? WeeksMore);

/// <summary>A customer's ask.</summary>
/// <param name="Ticket">The ticket it concerns.</param>
/// <param name="Feedback">The feedback.</param>
public sealed record DigestAsk(string Ticket, string Feedback);

/// <summary>Where a quote is.</summary>
/// <param name="Feedback">The feedback.</param>
/// <param name="Stage">The stage it is about.</param>
/// <param name="Theme">The theme.</param>
/// <param name="Good">Whether it is positive.</param>
/// <param name="Start">The first character in the text, in UTF-16 code units.</param>
/// <param name="Length">The length, in UTF-16 code units.</param>
public sealed record DigestQuote(string Feedback, string Stage, string? Theme, bool Good, int Start, int Length);

/// <summary>Complaints without an owner.</summary>
/// <param name="Complaints">How many belong to no silo.</param>
/// <param name="Unmapped">How many are mapped to no stage.</param>
/// <param name="HeardBy">The silo that hears most of them; <c>null</c> if there are none.</param>
public sealed record DigestUnowned(long Complaints, long Unmapped, string? HeardBy);
