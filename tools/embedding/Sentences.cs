using System.Text.RegularExpressions;
using Feedback.Bench;

namespace Feedback.Tools.Embedding;

/// <summary>The sentences that the table learns from: what customers write, from the repository's data. Labels are not used, and what bench/themes tests with
/// is left out.</summary>
internal static partial class Sentences
{
    private const int Shortest = 8;
    private const int Longest = 400;

    public static IReadOnlyList<string> Read(string data)
    {
        var texts = Rows(data, "banking77.csv", ',').Where(row => row["split"] == "train").Select(row => row["text"])
            .Concat(Rows(data, "bitext_customer_service.csv", ',').Where(row => row["split"] == "train").Select(row => row["text"]))
            .Concat(Rows(data, "uci_sentiment_sentences.tsv", '\t').Select(row => row["text"]))
            .Concat(Rows(data, "product-reviews.csv", ',').SelectMany(row => Ends().Split(row["Review Text"]).Prepend(row["Title"])))
            .Concat(Rows(data, "complaints.csv", ',').Where(row => !IsTest(row["Complaint ID"]))
                .SelectMany(row => Ends().Split(row["Consumer complaint narrative"])));
        return [.. texts.Select(Cleaned).Where(text => text.Length is >= Shortest and <= Longest).DistinctBy(text => text.ToLowerInvariant())];
    }

    // As bench/themes parts them.
    private static bool IsTest(string complaint) => complaint.Length > 0 && complaint[^1] % 2 == 0;

    private static string Cleaned(string text) => Blanks().Replace(Masks().Replace(text, ""), " ").Trim();

    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string data, string file, char separator) =>
        CsvTable.Rows(Path.Combine(data, file), separator);

    [GeneratedRegex(@"(?<=[.!?])\s+")]
    private static partial Regex Ends();

    [GeneratedRegex(@"X{2,}[/X0-9]*|\{\$[^}]*\}|\[[A-Z]+\]|https?://\S+|@\w+")]
    private static partial Regex Masks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
