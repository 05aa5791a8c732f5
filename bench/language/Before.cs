namespace Feedback.Bench.Language;

/// <summary>What built-in/1 reached on the same rows (commit 9a2b1ad).</summary>
internal static class Before
{
    public static readonly IReadOnlyDictionary<string, double> MacroF1 = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["uci"] = 0.840,
        ["uci, held out"] = 0.843,
        ["uci amazon, held out"] = 0.874,
        ["uci imdb, held out"] = 0.817,
        ["uci yelp, held out"] = 0.838,
        ["goemotions dev"] = 0.646,
        ["goemotions test, held out"] = 0.649,
        ["clothing"] = 0.602,
        ["clothing, held out"] = 0.591,
        ["clothing without 3 stars"] = 0.841,
        ["clothing without 3 stars, held out"] = 0.830,
        ["cfpb (all complaints)"] = 0.895,
        ["cfpb (all complaints), held out"] = 0.896,
    };
}
