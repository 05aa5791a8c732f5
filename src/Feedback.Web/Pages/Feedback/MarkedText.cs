using Feedback.Core.Privacy;
using Feedback.Core.Records;

namespace Feedback.Web.Pages;

/// <summary>A text cut into runs that the same opinions cover, with what tells who the customer is hidden. The runs in their order are the whole
/// text.</summary>
/// <param name="Opinions">The opinions whose clauses cover the run, by number.</param>
/// <param name="Parts">The run's parts.</param>
/// <param name="Ends">The opinions whose clauses end with the run.</param>
public sealed record MarkedRun(IReadOnlyList<int> Opinions, IReadOnlyList<MarkedPart> Parts, IReadOnlyList<int> Ends);

/// <summary>A stretch of a text of one kind.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="IsTarget">Whether an opinion is about it.</param>
/// <param name="IsAssessment">Whether it says something of a target.</param>
public sealed record MarkedPart(string Text, bool IsTarget, bool IsAssessment);

/// <summary>Marks opinions in a text.</summary>
public static class MarkedText
{
    /// <summary>The runs of a text. Stretches that overlap make runs with several opinions; one that reaches into something hidden covers all of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="opinions">What it says of what.</param>
    /// <param name="personal">What the language service found in it that tells who somebody is.</param>
    /// <param name="language">The text's language; <c>null</c> when nobody knows.</param>
    public static IReadOnlyList<MarkedRun> Of(string text, IReadOnlyList<CorrectedOpinion> opinions, IReadOnlyList<PersonalSpan>? personal = null,
        string? language = null)
    {
        var hidden = PersonalData.Find(text, personal, language).ToList();
        var clauses = opinions.Select(opinion => Around(opinion.Analysed.Clause)).ToList();
        var targets = opinions.Select(opinion => Around(opinion.Analysed.Target ?? default)).ToList();
        var assessments = opinions.Select(opinion => Around(opinion.Analysed.Assessment ?? default)).ToList();
        var cuts = new SortedSet<int> { 0, text.Length };
        foreach (var span in clauses.Concat(targets).Concat(assessments).Concat(hidden.Select(entry => entry.Span)))
            cuts.UnionWith([span.Start, span.End]);

        var runs = new List<MarkedRun>();
        foreach (var (start, end) in cuts.Zip(cuts.Skip(1)))
        {
            var mask = hidden.Find(entry => entry.Span.Start == start && entry.Span.End == end).Mask;
            var part = new MarkedPart(mask ?? text[start..end], targets.Exists(Covers), assessments.Exists(Covers));
            int[] covering = [.. clauses.Index().Where(clause => Covers(clause.Item)).Select(clause => clause.Index)];
            int[] ends = [.. covering.Where(number => clauses[number].End == end)];
            if (runs.Count > 0 && runs[^1].Ends.Count == 0 && runs[^1].Opinions.SequenceEqual(covering))
                runs[^1] = new(covering, [.. runs[^1].Parts, part], ends);
            else
                runs.Add(new(covering, [part], ends));

            bool Covers(TextSpan span) => span.Start <= start && end <= span.End && span.Length > 0;
        }

        return runs;

        TextSpan Around(TextSpan span)
        {
            var (start, end) = (Math.Clamp(span.Start, 0, text.Length), Math.Clamp(span.End, 0, text.Length));
            if (start >= end)
                return default;
            foreach (var (secret, _) in hidden.Where(entry => entry.Span.Overlaps(new(start, end - start))).ToList())
                (start, end) = (Math.Min(start, secret.Start), Math.Max(end, secret.End));
            return new(start, end - start);
        }
    }
}
