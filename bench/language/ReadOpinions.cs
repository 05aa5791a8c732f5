using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Language.Meaning;

namespace Feedback.Bench.Language;

/// <summary>Measures what the demo says against <c>data/labelled/opinions.tsv</c>: opinions in whole texts, with what a reader holds right.
/// <c>WRONG=yes</c> prints those that are wrong.</summary>
internal static class ReadOpinions
{
    private const string None = "-";

    /// <summary>Prints how many opinions are wholly right, and how many have each part right.</summary>
    /// <param name="file">The labels.</param>
    /// <param name="half"><c>tuning</c> or <c>check</c>.</param>
    /// <param name="journey">The journey that opinions are mapped to.</param>
    /// <param name="analysis">What reads the texts.</param>
    public static void Print(string file, string half, string journey, BuiltInLanguageAnalysis analysis)
    {
        var mapper = new OpinionMapper(JourneyDefinitionReader.Read(File.ReadAllBytes(journey), Path.GetFileName(journey)), StaticEmbedding.Instance);
        var rows = LabelledClauses.Rows(file).Where(row => row[1] == half)
            .Select(row => new Row(row[0], row[2], row[3], row[4], row[5], row[6], row[7])).ToArray();
        var scored = rows.GroupBy(row => (row.Text, row.Clause)).Select(group => Best(group.First(), Find(group.First(), mapper, analysis))).ToArray();

        Console.WriteLine();
        Console.WriteLine($"Opinions of the demo, read in their texts, {half} ({scored.Length}; of several in a clause the best):");
        Console.WriteLine();
        Console.WriteLine("| touchpoint | found | wholly right | sentiment | target | theme | opinions that are not found |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var touchpoint in scored.Select(one => one.Row.Touchpoint).Distinct().Order(StringComparer.Ordinal).Prepend("all"))
        {
            var its = scored.Where(one => touchpoint == "all" || one.Row.Touchpoint == touchpoint).ToArray();
            var here = its.Where(one => one.Said is not null).ToArray();
            Console.WriteLine($"| {touchpoint} | {here.Length} | {Share(one => one.Whole)} | {Share(one => one.Sentiment)} | {Share(one => one.Target)} "
                + $"| {Share(one => one.Theme)} | {its.Count(one => one.IsMissed)} |");

            string Share(Func<Scored, bool> right) => $"{here.Count(right) / (double)here.Length:P1}";
        }
        if (Environment.GetEnvironmentVariable("WRONG") is null) return;
        foreach (var one in scored.Where(one => one.Said is not null ? !one.Whole : one.IsMissed))
        {
            Console.WriteLine();
            Console.WriteLine($"[{one.Row.Id} {one.Row.Touchpoint}] {one.Row.Text}");
            Console.WriteLine($"  clause: {one.Row.Clause}");
            Console.WriteLine($"  right:  {one.Row.Sentiment} <{one.Row.Target}> {one.Row.Theme}");
            Console.WriteLine(one.Said is { } said
                ? $"  said:   {said.Sentiment} <{said.Target}> {said.Theme} ({said.Reason}) | {said.Clause}" : "  said:   nothing");
        }
    }

    // What is not sure counts as no theme: it speaks nowhere.
    private static IEnumerable<Finding> Find(Row row, OpinionMapper mapper, BuiltInLanguageAnalysis analysis)
    {
        var read = LabelledClauses.Read(analysis, row.Text);
        var at = row.Text.IndexOf(row.Clause, StringComparison.Ordinal);
        foreach (var opinion in FeedbackUnderstanding.OpinionsOf(read, row.Text))
        {
            var shared = Math.Min(at + row.Clause.Length, opinion.Clause.End) - Math.Max(at, opinion.Clause.Start);
            if (shared * 2 <= Math.Min(row.Clause.Length, opinion.Clause.Length)) continue;
            var place = mapper.Map(row.Text, opinion, row.Touchpoint);
            yield return new(LabelledClauses.Word(opinion.Sentiment.Label), opinion.Target?.Of(row.Text) ?? None,
                place.IsWeak ? None : place.Theme ?? None, place.Reason.ToString(), opinion.Clause.Of(row.Text));
        }
    }

    private static Scored Best(Row row, IEnumerable<Finding> said) =>
        said.Select(one => new Scored(row, one, row.Sentiment.Split('|').Contains(one.Sentiment), IsTarget(row.Target, one.Target),
            row.Theme.Split('|').Contains(one.Theme))).MaxBy(one => one.Right) ?? new(row, null, false, false, false);

    // "side zipper" and "zipper" are the same.
    private static bool IsTarget(string right, string said) => right.Split('|').Any(one => one == None || said == None ? one == said
        : Words(one).Last() == Words(said).Last() || Words(one).Intersect(Words(said)).Any(word => word.Length > 3));

    private static string[] Words(string phrase) => [.. phrase.ToLowerInvariant().Split([' ', '-', '/'], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word is not ("of" or "the" or "and" or "a" or "on" or "in")).Select(word => word.TrimEnd('s')).DefaultIfEmpty("")];

    private sealed record Row(string Id, string Touchpoint, string Sentiment, string Target, string Theme, string Clause, string Text);

    private sealed record Finding(string Sentiment, string Target, string Theme, string Reason, string Clause);

    private sealed record Scored(Row Row, Finding? Said, bool Sentiment, bool Target, bool Theme)
    {
        public int Right => (Sentiment ? 1 : 0) + (Target ? 1 : 0) + (Theme ? 1 : 0);

        public bool Whole => Sentiment && Target && Theme;

        public bool IsMissed => Said is null && !Row.Sentiment.Split('|').Contains("none");
    }
}
