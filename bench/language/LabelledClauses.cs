using System.Globalization;
using Feedback.Core.Language;
using Feedback.Core.Records;

namespace Feedback.Bench.Language;

/// <summary>Measures opinions, targets and false complaints against the clauses and facts of <c>data/labelled</c>.</summary>
internal static class LabelledClauses
{
    private const string None = "none";
    private static readonly string[] Labels = [None, "negative", "neutral", "positive"];
    private static readonly HashSet<string> Joining = new(StringComparer.OrdinalIgnoreCase) { "of", "the", "and", "a", "on", "in" };

    /// <summary>Prints the tables of one half, <c>tuning</c> or <c>held-out</c>.</summary>
    public static void Print(string directory, string half, BuiltInLanguageAnalysis analysis)
    {
        var rows = Rows(Path.Combine(directory, half + ".tsv"))
            .Select(row => (Id: row[0], Source: row[1], Label: row[2], Target: row[3], Clause: row[5])).ToArray();
        var clauses = rows.GroupBy(row => row.Id).Select(group =>
        {
            var (source, clause) = (group.First().Source, group.First().Clause);
            var opinions = Read(analysis, clause).Opinions;
            return new Scored(
                source,
                group.First().Label,
                opinions.Count == 0 ? None : Word(opinions[0].Sentiment.Label),
                Matched([.. group.Where(row => row.Target.Length > 0).Select(row => (row.Target, row.Label)).Distinct()],
                    [.. opinions.Where(o => o.Target is not null).Select(o => (o.Target!.Value.Of(clause), Word(o.Sentiment.Label))).Distinct()]));
        }).ToArray();

        Console.WriteLine();
        Console.WriteLine($"Clauses labelled by hand, {half}. Targets (right when they share a word and the sign agrees), and labels:");
        Console.WriteLine();
        Console.WriteLine("| clauses | rows | target precision | recall | F1 | opinion or none, F1 | negative F1 | neutral F1 | positive F1 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        Row("all but middling", [.. clauses.Where(c => c.Source != "middling")]);
        foreach (var source in clauses.Select(c => c.Source).Distinct()) Row(source, [.. clauses.Where(c => c.Source == source)]);

        var facts = Rows(Path.Combine(directory, "facts.tsv")).Where(row => row[1] == half).Select(row => Read(analysis, row[3])).ToArray();
        var negative = facts.Count(fact =>
            fact.Opinions.Select(o => o.Sentiment).Append(fact.Sentiment).Any(sentiment => sentiment.Label == SentimentLabel.Negative));
        var assessed = facts.Count(fact => fact.Opinions.Any(o => o.Sentiment.Label != SentimentLabel.Neutral));
        Console.WriteLine();
        Console.WriteLine($"Facts without a fault, {half}: {negative} of {facts.Length} count as negative, {assessed} give an opinion.");
    }

    private static void Row(string name, Scored[] scored)
    {
        var (both, ours, theirs) = (scored.Sum(c => c.Targets.Both), scored.Sum(c => c.Targets.Ours), scored.Sum(c => c.Targets.Theirs));
        var labels = Labels[1..].Select(label => F1(scored, c => c.Gold == label, c => c.Predicted == label));
        Console.WriteLine($"| {name} | {scored.Length} | {both / (double)ours:F3} | {both / (double)theirs:F3} | "
            + $"{2.0 * both / (ours + theirs):F3} | {F1(scored, c => c.Gold != None, c => c.Predicted != None):F3} "
            + $"| {string.Join(" | ", labels.Select(Text))} |");
    }

    private static string Text(double f1) => double.IsNaN(f1) ? "–" : f1.ToString("F3", CultureInfo.InvariantCulture);

    private static double F1(Scored[] scored, Func<Scored, bool> gold, Func<Scored, bool> predicted) =>
        2.0 * scored.Count(c => gold(c) && predicted(c)) / (scored.Count(gold) + scored.Count(predicted));

    private static (int Both, int Ours, int Theirs) Matched(List<(string Target, string Label)> gold, List<(string Target, string Label)> found)
    {
        var left = gold.ToList();
        foreach (var (target, label) in found)
        {
            var match = left.FindIndex(wanted => wanted.Label == label && SharesWord(wanted.Target, target));
            if (match >= 0) left.RemoveAt(match);
        }
        return (gold.Count - left.Count, found.Count, gold.Count);
    }

    private static bool SharesWord(string a, string b) =>
        a.Split(' ').Intersect(b.Split(' '), StringComparer.OrdinalIgnoreCase).Any(word => !Joining.Contains(word));

    internal static TextAnalysis Read(BuiltInLanguageAnalysis analysis, string text) => analysis.AnalyseAsync([new(text, "en")]).Result[0].Analysis!;

    internal static string Word(SentimentLabel label) => Labels[label switch { SentimentLabel.Negative => 1, SentimentLabel.Positive => 3, _ => 2 }];

    internal static IEnumerable<string[]> Rows(string file) => File.ReadLines(file).Skip(1).Select(line => line.Split('\t'));

    private sealed record Scored(string Source, string Gold, string Predicted, (int Both, int Ours, int Theirs) Targets);
}
