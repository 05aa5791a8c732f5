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
        foreach (var row in Rows(Path.Combine(directory, "uci_sentiment_sentences.tsv"), '\t'))
            yield return new("uci " + row["source"], IsHeldOut(row["text"]), row["label"] == "1" ? 1 : -1, row["text"]);
        foreach (var row in Rows(Path.Combine(directory, "goemotions_sentiment.tsv"), '\t'))
        {
            if (row["split"] != "train")
                yield return new("goemotions " + row["split"], row["split"] == "test", row["label"] switch { "positive" => 1, "negative" => -1, _ => 0 },
                    row["text"]);
        }
        foreach (var row in Rows(Path.Combine(directory, "womens_clothing_reviews.csv"), ','))
        {
            var stars = int.Parse(row["Rating"], CultureInfo.InvariantCulture);
            yield return new("clothing", IsHeldOut(row["Review Text"]), stars.CompareTo(3), row["Review Text"]);
        }
        foreach (var row in Rows(Path.Combine(directory, "cfpb_complaints.csv"), ','))
            yield return new("cfpb", IsHeldOut(row["Consumer complaint narrative"]), -1, row["Consumer complaint narrative"]);
    }

    // FNV-1a of the UTF-8 text: even rows were tuned on, odd rows were not.
    private static bool IsHeldOut(string text)
    {
        var hash = 2166136261;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ b) * 16777619);
        return hash % 2 == 1;
    }

    // Every record of these files stands on one line.
    private static IEnumerable<Dictionary<string, string>> Rows(string file, char delimiter)
    {
        var lines = File.ReadLines(file);
        var header = Fields(lines.First(), delimiter);
        return lines.Skip(1).Select(line => header.Zip(Fields(line, delimiter)).ToDictionary(f => f.First, f => f.Second));
    }

    private static List<string> Fields(string line, char delimiter)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(c);
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == delimiter && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }
        fields.Add(field.ToString());
        return fields;
    }
}
