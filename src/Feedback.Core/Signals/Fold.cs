using System.Text.Json.Serialization;
using Feedback.Core.Records;

namespace Feedback.Core.Signals;

/// <summary>The counts of one hour, day or month of one journey or of one segment of it. A function of the signals alone; its lists are ordered, so equal
/// counts are equal bytes.</summary>
/// <param name="Journey">The journey, or a segment of it: the partition. See <see cref="FoldPartition"/>.</param>
/// <param name="Period">The id: <see cref="FoldPeriod"/> as text.</param>
/// <param name="Cells">The opinions.</param>
/// <param name="Scores">The ratings.</param>
/// <param name="Customers">The distinct customers, by stage and touchpoint.</param>
/// <param name="Affected">The distinct customers who complained about each theme.</param>
[JsonConverter(typeof(FoldConverter))]
public sealed record Fold(
    string Journey,
    string Period,
    IReadOnlyList<FoldCell> Cells,
    IReadOnlyList<FoldScores> Scores,
    IReadOnlyList<FoldCustomers> Customers,
    IReadOnlyList<FoldAffected> Affected)
{
    /// <summary>The form in which folds are stored: raised when it changes, so that what is stored in an earlier one is counted anew.</summary>
    internal const int Format = 3;

    /// <summary>Whether it was read from an earlier form, and is to be counted anew.</summary>
    internal bool IsOfEarlierForm { get; init; }

    /// <summary>Of a whole journey: the segments that have folds of the same period, in order; <c>null</c> for none.</summary>
    public IReadOnlyList<string>? Segments { get; init; }

    /// <summary>Of a day or a month: the time zone whose it is; <c>null</c> for UTC.</summary>
    public string? Zone { get; init; }
}

/// <summary>The opinions with the same stage, theme, touchpoint and silos.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Theme">The theme; <c>null</c> for none.</param>
/// <param name="Touchpoint">The kind of touchpoint.</param>
/// <param name="HeardBy">The silo that heard them.</param>
/// <param name="OwnedBy">The silo that owns it; <c>null</c> if none does.</param>
/// <param name="Positive">How many were positive.</param>
/// <param name="Neutral">How many were neutral.</param>
/// <param name="Negative">How many were negative.</param>
/// <param name="Sentiment">The sum of their sentiments, in thousandths.</param>
public sealed record FoldCell(
    string Stage,
    string? Theme,
    string Touchpoint,
    string HeardBy,
    string? OwnedBy,
    long Positive,
    long Neutral,
    long Negative,
    long Sentiment)
{
    /// <summary>What it stands for, as a number: given by whoever keeps many folds in memory, and theirs alone.</summary>
    internal int Number { get; init; }

    /// <summary>How many of them are scores without words, and so can have no theme.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Wordless { get; init; }

    /// <summary>How many opinions.</summary>
    public long Volume() => Positive + Neutral + Negative;
}

/// <summary>The ratings given at one stage and touchpoint.</summary>
/// <param name="Stage">The touchpoint's usual stage.</param>
/// <param name="Touchpoint">The kind of touchpoint.</param>
/// <param name="HeardBy">The silo that heard them.</param>
/// <param name="Promoters">NPS answers 9 and 10.</param>
/// <param name="Passives">NPS answers 7 and 8.</param>
/// <param name="Detractors">NPS answers 0 to 6.</param>
/// <param name="CsatAnswers">CSAT answers.</param>
/// <param name="CsatSatisfied">CSAT answers 4 and 5.</param>
/// <param name="CsatSum">The sum of the CSAT answers.</param>
/// <param name="CesAnswers">CES answers.</param>
/// <param name="CesSum">The sum of the CES answers.</param>
public sealed record FoldScores(
    string Stage,
    string Touchpoint,
    string HeardBy,
    long Promoters,
    long Passives,
    long Detractors,
    long CsatAnswers,
    long CsatSatisfied,
    long CsatSum,
    long CesAnswers,
    long CesSum)
{
    /// <inheritdoc cref="FoldCell.Number"/>
    internal int Number { get; init; }

    /// <summary>The same by score.</summary>
    [JsonIgnore]
    public RatingSums Sums => new(new(Promoters, Passives, Detractors), new(CsatAnswers, CsatSatisfied, CsatSum), new(CesAnswers, CesSum));

    /// <summary>The ratings given at one stage and touchpoint, from their sums.</summary>
    public static FoldScores Of(string stage, string touchpoint, string heardBy, RatingSums sums) => new(
        stage, touchpoint, heardBy,
        sums.Nps.Promoters, sums.Nps.Passives, sums.Nps.Detractors,
        sums.Csat.Answers, sums.Csat.Satisfied, sums.Csat.Sum,
        sums.Ces.Answers, sums.Ces.Sum);
}

/// <summary>The distinct customers who were heard at one stage and touchpoint.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Touchpoint">The kind of touchpoint.</param>
/// <param name="Named">Those whom a source named. Not to be changed.</param>
/// <param name="Unnamed">Feedback whose customer no source named; each counts as a customer of its own.</param>
public sealed record FoldCustomers(string Stage, string Touchpoint, CustomerSketch Named, long Unnamed)
{
    /// <summary>How many of the unnamed go beyond the <see cref="UnnamedVoices.MostAnHour"/> of an hour. See there.</summary>
    public long Surplus { get; init; }

    /// <summary>How many customers: the named and the unnamed.</summary>
    public long Count() => Named.Count() + Unnamed;
}

/// <summary>The distinct customers who complained about one theme.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Theme">The theme.</param>
/// <param name="Named">Those whom a source named. Not to be changed.</param>
/// <param name="Unnamed">Feedback whose customer no source named; each counts as a customer of its own.</param>
public sealed record FoldAffected(string Stage, string Theme, CustomerSketch Named, long Unnamed)
{
    private long? _count;

    /// <summary>How many of the unnamed go beyond the <see cref="UnnamedVoices.MostAnHour"/> of a touchpoint and an hour. See there.</summary>
    public long Surplus { get; init; }

    /// <summary>How many customers: the named and the unnamed; counted at the first call.</summary>
    public long Count() => _count ??= Named.Count() + Unnamed;
}
