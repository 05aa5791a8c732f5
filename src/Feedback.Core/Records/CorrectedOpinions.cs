namespace Feedback.Core.Records;

/// <summary>
/// The opinions of a feedback as they hold: what the analysis found, with the corrections on top. A function of the record alone, so analysing, mapping or
/// delivering again keeps every correction.
/// </summary>
/// <remarks>
/// A correction applies to the very opinion that was corrected. Where the analysis has it no more, it applies to the one whose clause overlaps most; of
/// several, the one whose target overlaps most, then the shortest clause, then the first. Where no clause overlaps, the corrected opinion stays as one of its
/// own, behind the others.
/// </remarks>
public static class CorrectedOpinions
{
    /// <summary>All opinions: first those of the analysis in its order, then those that only corrections keep.</summary>
    /// <param name="record">A feedback that was analysed.</param>
    public static IReadOnlyList<CorrectedOpinion> Of(FeedbackRecord record)
    {
        List<Opinion> opinions = [.. record.Analysis!.Opinions];
        var found = opinions.Count;
        var corrections = opinions.ConvertAll(_ => new List<Correction>());
        foreach (var correction in record.Corrections ?? [])
        {
            var index = IndexOf(correction.Opinion, opinions);
            if (index < 0)
            {
                index = opinions.Count;
                opinions.Add(correction.Opinion);
                corrections.Add([]);
            }

            corrections[index].Add(correction);
        }

        return [.. opinions.Select((opinion, index) => new CorrectedOpinion(opinion, index < found, corrections[index]))];
    }

    /// <summary>The same without what was corrected: mapped opinions and signals stand in this order.</summary>
    /// <param name="record">A feedback that was analysed.</param>
    public static IReadOnlyList<Opinion> Opinions(this FeedbackRecord record) =>
        record.Corrections is null ? record.Analysis!.Opinions : [.. Of(record).Select(opinion => opinion.Opinion)];

    /// <summary>How the whole feels: as the analysis says; the mean of its opinions when the sentiment of one was corrected. <c>null</c> before it is
    /// analysed.</summary>
    /// <param name="record">Any feedback.</param>
    public static Sentiment? Sentiment(this FeedbackRecord record) =>
        record.Analysis is not null && record.Corrections?.Any(correction => correction.Field == CorrectedField.Sentiment) == true
            ? Records.Sentiment.FromScore(record.Opinions().Average(opinion => opinion.Sentiment.Score))
            : record.Analysis?.Sentiment;

    private static int IndexOf(Opinion meant, List<Opinion> opinions)
    {
        var same = opinions.FindIndex(opinion => (opinion.Target, opinion.Assessment, opinion.Clause) == (meant.Target, meant.Assessment, meant.Clause));
        if (same >= 0)
            return same;
        var best = opinions.Index()
            .Select(entry => (entry.Index, entry.Item, Overlap: Overlap(entry.Item.Clause, meant.Clause)))
            .Where(entry => entry.Overlap > 0)
            .OrderByDescending(entry => entry.Overlap)
            .ThenByDescending(entry => entry.Item.Target is { } target && meant.Target is { } wanted ? Overlap(target, wanted) : 0)
            .ThenBy(entry => entry.Item.Clause.Length)
            .ThenBy(entry => entry.Index)
            .Select(entry => (int?)entry.Index)
            .FirstOrDefault();
        return best ?? -1;
    }

    /// <summary>How many characters two clauses share; an empty one stands for the whole, which any other lies in.</summary>
    private static int Overlap(TextSpan a, TextSpan b) =>
        a.Length == 0 || b.Length == 0 ? Math.Max(1, Math.Max(a.Length, b.Length)) : Math.Max(0, Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start));
}
