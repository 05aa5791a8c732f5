using System.Globalization;
using System.Text;

namespace Feedback.Bench.Language;

/// <summary>A text with the sentiment that people gave it.</summary>
/// <param name="Set">The set that it is reported under.</param>
/// <param name="HeldOut">Whether it was kept out of the tuning of the lexicon and the rules.</param>
/// <param name="Label">−1 negative, 0 neutral, 1 positive.</param>
/// <param name="Text">The text.</param>
internal sealed record LabelledText(string Set, bool HeldOut, int Label, string Text)
{
    public static IEnumerable<LabelledText> ReadAll(string directory)
    {
        foreach (var row in CsvTable.Rows(Path.Combine(directory, "uci_sentiment_sentences.tsv"), '\t'))
            yield return new("uci " + row["source"], IsHeldOut(row["text"]), row["label"] == "1" ? 1 : -1, row["text"]);
        foreach (var row in CsvTable.Rows(Path.Combine(directory, "goemotions_sentiment.tsv"), '\t'))
        {
            if (row["split"] != "train")
                yield return new("goemotions " + row["split"], row["split"] == "test", row["label"] switch { "positive" => 1, "negative" => -1, _ => 0 },
                    row["text"]);
        }
        foreach (var row in CsvTable.Rows(Path.Combine(directory, "womens_clothing_reviews.csv")))
        {
            var stars = int.Parse(row["Rating"], CultureInfo.InvariantCulture);
            yield return new("clothing", IsHeldOut(row["Review Text"]), stars.CompareTo(3), row["Review Text"]);
        }
        foreach (var row in CsvTable.Rows(Path.Combine(directory, "cfpb_complaints.csv")))
            yield return new("cfpb", IsHeldOut(row["Consumer complaint narrative"]), -1, row["Consumer complaint narrative"]);
    }

    // FNV-1a of the UTF-8 text: even rows were tuned on, odd rows were not.
    private static bool IsHeldOut(string text)
    {
        var hash = 2166136261;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ b) * 16777619);
        return hash % 2 == 1;
    }
}
