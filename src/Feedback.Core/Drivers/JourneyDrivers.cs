using System.Text.Json.Serialization;

namespace Feedback.Core.Drivers;

/// <summary>What drives customers' overall score: the stages and themes that customers with a low score complained about. It shows what correlates with the
/// score, not what causes it.</summary>
/// <param name="Journey">The journey's id.</param>
/// <param name="From">The start of the period, a whole hour, UTC.</param>
/// <param name="To">Its end, exclusive.</param>
/// <param name="Score">Which score.</param>
/// <param name="Mean">The mean over the customers: −100…100 for NPS, 1…5 for CSAT. <c>null</c> without a customer.</param>
/// <param name="Customers">The customers who gave such a score. Feedback without a customer counts as a customer of its own.</param>
/// <param name="SampleFrom">When the signals that were read start, UTC: later than <c>from</c> if there were more than the limit.</param>
/// <param name="Stages">The stages with enough data: those that matter first, then by impact.</param>
/// <param name="Themes">The themes, likewise.</param>
/// <param name="LeftOut">What customers complained about, but without enough data.</param>
/// <param name="Warnings">The silos whose own scores rise while the journey's falls.</param>
/// <param name="Method">How it was computed.</param>
public sealed record JourneyDrivers(
    string Journey,
    DateTimeOffset From,
    DateTimeOffset To,
    ScoreKind Score,
    double? Mean,
    int Customers,
    DateTimeOffset SampleFrom,
    IReadOnlyList<Driver> Stages,
    IReadOnlyList<Driver> Themes,
    IReadOnlyList<LeftOut> LeftOut,
    IReadOnlyList<SiloWarning> Warnings,
    string Method);

/// <summary>How the score changes with complaints about one stage or theme, all others being equal.</summary>
/// <param name="Id">The stage's or theme's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Effect">How much the score of customers who complained about it differs, in points of the score.</param>
/// <param name="Low">The lower end of its 95% interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Customers">The customers with a score who complained about it.</param>
/// <param name="Share">Their share of all customers with a score, 0…1.</param>
/// <param name="Impact">What it costs the journey: effect times share, in points of the journey's score.</param>
/// <param name="Matters">Whether it is a moment that matters: one that lowers the score significantly.</param>
/// <param name="OwnedBy">The silo that owns the stage or theme; <c>null</c> if none does.</param>
public sealed record Driver(string Id, string Title, double Effect, double Low, double High, int Customers, double Share, double Impact, bool Matters,
    string? OwnedBy);

/// <summary>A stage or theme without enough data.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Customers">The customers with a score who complained about it.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftOut(DriverKind Kind, string Id, string Title, int Customers, LeftOutReason Reason);

/// <summary>What a driver is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriverKind>))]
public enum DriverKind
{
    /// <summary>A stage of the journey.</summary>
    [JsonStringEnumMemberName("stage")] Stage,

    /// <summary>A theme.</summary>
    [JsonStringEnumMemberName("theme")] Theme,
}

/// <summary>Why a stage or theme has no result.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeftOutReason>))]
public enum LeftOutReason
{
    /// <summary>Too few customers complained about it, or too few did not.</summary>
    [JsonStringEnumMemberName("too-few")] TooFew,

    /// <summary>Customers complained about it together with others, or where it was asked, so regularly that it cannot be told apart.</summary>
    [JsonStringEnumMemberName("inseparable")] Inseparable,
}
