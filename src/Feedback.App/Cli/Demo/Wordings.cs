using System.Globalization;
using System.Text.RegularExpressions;

namespace Feedback.App.Cli.Demo;

/// <summary>What a customer may say.</summary>
/// <param name="Strand">The strand that it belongs to.</param>
/// <param name="Sources">The sources at which it may be said.</param>
/// <param name="Mood">How the customer is who says so.</param>
/// <param name="Group">What it paraphrases: texts of one group say nearly the same.</param>
/// <param name="Dataset">Where it comes from.</param>
/// <param name="Label">What its publisher calls it.</param>
/// <param name="Text">The publisher's text, or whole sentences or clauses of it.</param>
/// <param name="Said">What is said instead, where a word was exchanged; <c>null</c> for the text itself.</param>
internal sealed record Wording(
    string Strand, IReadOnlyList<string> Sources, Mood Mood, string Group, string Dataset, string Label, string Text, string? Said)
{
    /// <summary>The sentences of reviews: such a review is not posted as a whole too.</summary>
    public const string OfReviews = "womens-clothing-reviews";

    /// <summary>What the demo changed.</summary>
    public string? Changed => Said is not null ? "a word was exchanged" : Dataset == OfReviews ? "a sentence of a review" : null;
}

/// <summary>
/// What the customers of a retailer may say, besides the reviews: <c>demo-wordings.tsv</c>, texts of public data sets that were read one by one and kept where
/// a customer could say so at that touchpoint.
/// </summary>
internal sealed partial class Wordings
{
    private const string Ordered = "{ordered}";
    private const string Garment = "{garment}";
    private readonly ILookup<string, Wording> _strands;

    private Wordings(IReadOnlyList<Wording> all) => (All, _strands) = (all, all.ToLookup(wording => wording.Strand));

    /// <summary>What is ordered.</summary>
    public static IReadOnlyList<string> Garments { get; } = ["coat", "dress", "jacket", "skirt", "sweater", "blouse"];

    /// <summary>All of them.</summary>
    public IReadOnlyList<Wording> All { get; }

    public static async Task<Wordings> ReadAsync() => new([.. (await SampleFile.ReadAsync("demo-wordings.tsv")).Select(row => new Wording(
        row["strand"], row["touchpoints"].Split(' '), Enum.Parse<Mood>(row["tone"], ignoreCase: true), row["group"], row["dataset"], row["label"], row["text"],
        row["said"] is { Length: > 0 } said ? said : null))]);

    /// <summary>What is said in a strand, the paraphrases of one thing as far from each other as their number allows.</summary>
    public IReadOnlyList<Wording> Of(string strand) => [.. _strands[strand].GroupBy(wording => wording.Group)
        .SelectMany(group => group.OrderBy(wording => Chance.Of(wording.Text))
            .Select((wording, index) => (Wording: wording, Place: (index + Chance.Of(group.Key)) / group.Count())))
        .OrderBy(placed => placed.Place).Select(placed => placed.Wording)];

    /// <summary>A text as this customer says it: about what they ordered, with their own numbers and amounts, of which the publishers repeat a few.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of what is said.</param>
    /// <param name="garment">What the customer ordered.</param>
    public static string Filled(string text, string name, string garment) =>
        WithNumbers(text.Replace(Garment, garment, StringComparison.Ordinal).Replace(
            Ordered, Chance.Pick(name + " word", (garment, 6), ("order", 3), ("package", 1)), StringComparison.Ordinal), name);

    private static string WithNumbers(string text, string name) => Number().Replace(text, match =>
        match.Groups["amount"] is { Success: true } amount
            ? match.Value.Replace(amount.Value, string.Create(CultureInfo.InvariantCulture, $"{15 + (int)(Chance.Of(name + "$") * 160)}"),
                StringComparison.Ordinal)
        : match.Value[0] == '#' ? string.Create(CultureInfo.InvariantCulture, $"#{10_000 + (int)(Chance.Of(name + "#") * 89_999)}")
            : string.Create(CultureInfo.InvariantCulture, $"{40_000_000 + (int)(Chance.Of(name + "n") * 9_999_999)}"));

    [GeneratedRegex(@"#\d{4,6}\b|\b\d{8,16}\b|\$(?<amount>\d{2,4})\b|\b(?<amount>\d{2,4}) dollars\b", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
