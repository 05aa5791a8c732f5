using System.Globalization;
using Feedback.Core.Language;
using Feedback.Core.Records;

namespace Feedback.Bench.Language;

/// <summary>Prints texts with the opinions that are found in them, to read: <c>SHOW=clothing:50</c>, or <c>clothing:50:7</c> for another draw.</summary>
internal static class Reader
{
    public static void Print(IEnumerable<LabelledText> texts, string shown)
    {
        var parts = shown.Split(':');
        var (count, seed) = (int.Parse(parts[1], CultureInfo.InvariantCulture), parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : 1);
        var pool = texts.Where(text => text.Set.StartsWith(parts[0], StringComparison.Ordinal))
            .Where(text => !text.HeldOut && !TrainingRows.IsLabelledApart(text.Text)).ToArray();
        new Random(seed).Shuffle(pool);
        foreach (var text in pool.Take(count))
        {
            var read = new BuiltInLanguageAnalysis().AnalyseAsync([new(text.Text, null)]).Result[0].Analysis!;
            Console.WriteLine($"[{read.Language} {read.Sentiment.Score:F2}] {text.Text}");
            foreach (var opinion in read.Opinions)
                Console.WriteLine($"    {opinion.Sentiment.Score,6:F2} <{Of(opinion.Target)}> {{{Of(opinion.Assessment)}}} | {opinion.Clause.Of(text.Text)}");

            string Of(TextSpan? span) => span?.Of(text.Text) ?? "";
        }
    }
}
