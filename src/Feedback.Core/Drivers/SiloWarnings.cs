using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Signals;

namespace Feedback.Core.Drivers;

/// <summary>
/// Holds the parts against the whole, from folds alone: warns of silos whose own scores rise while the journey's falls. The whole is all silos, the one in
/// question among them: that is the outcome that the customer knows, and a fall that the silo's own rise could not hold up is the more certain for it.
/// </summary>
/// <remarks>
/// Parts and whole can part company for no better reason than arithmetic (E. H. Simpson, J. Royal Statistical Society B 13, 1951): when more is asked at a
/// touchpoint where scores are always low, the whole falls though nobody does worse. So a fall of the journey's score counts only when it is there at an
/// unchanged mix too: the changes at the single touchpoints, weighted by their answers in both periods together (direct standardisation).
/// </remarks>
public static class SiloWarnings
{
    /// <summary>How many answers a score needs in each of the two periods.</summary>
    public const int LeastAnswers = 30;

    // One-sided 5 % of the normal distribution, at both tests. A warning needs both, so it is false in fewer cases than that.
    private const double Critical = 1.6449;

    /// <summary>The warnings, in the order of the journey's silos.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="score">The score by which the journey is judged. A silo is judged by its NPS where it has one, else by its CSAT.</param>
    /// <param name="before">The folds of the period before.</param>
    /// <param name="now">The folds of the period.</param>
    public static IReadOnlyList<SiloWarning> Of(JourneyDefinition journey, ScoreKind score, IReadOnlyList<Fold> before, IReadOnlyList<Fold> now)
    {
        var whole = Of(before, now, score);
        var (then, present) = (ScoreSum.Total(whole.Select(part => part.Before)), ScoreSum.Total(whole.Select(part => part.Now)));
        if (!IsEnough(then, present) || Deviation([(then, present)]) > -Critical || Deviation([.. whole.Where(IsEnough)]) > -Critical)
            return [];

        var fall = Change(score, then, present);
        return [.. journey.Silos.Select(silo => RiseOf(silo.Id, before, now) is { } rise
            ? new SiloWarning(silo.Id, silo.Title, rise, fall, Words(silo.Title, rise, fall)) : null).OfType<SiloWarning>()];
    }

    private static ScoreChange? RiseOf(string silo, IReadOnlyList<Fold> before, IReadOnlyList<Fold> now)
    {
        foreach (var kind in new[] { ScoreKind.Nps, ScoreKind.Csat })
        {
            var own = Of(before, now, kind).Where(part => part.HeardBy == silo).ToList();
            var (then, present) = (ScoreSum.Total(own.Select(part => part.Before)), ScoreSum.Total(own.Select(part => part.Now)));
            if (IsEnough(then, present))
                return Deviation([(then, present)]) >= Critical ? Change(kind, then, present) : null;
        }

        return null;
    }

    /// <summary>The answers by the silo that hears them and the touchpoint, before and now.</summary>
    private static List<Part> Of(IReadOnlyList<Fold> before, IReadOnlyList<Fold> now, ScoreKind kind)
    {
        var (then, present) = (Sums(before, kind), Sums(now, kind));
        return [.. then.Keys.Union(present.Keys).Order().Select(key => new Part(key.HeardBy, then.GetValueOrDefault(key), present.GetValueOrDefault(key)))];
    }

    private static Dictionary<(string HeardBy, string Touchpoint), ScoreSum> Sums(IReadOnlyList<Fold> folds, ScoreKind kind) => folds
        .SelectMany(fold => fold.Scores)
        .GroupBy(scores => (scores.HeardBy, scores.Touchpoint))
        .ToDictionary(group => group.Key, group => ScoreSum.Total(group.Select(scores => ScoreSum.Of(scores.Sums, kind))));

    private static bool IsEnough(Part part) => IsEnough(part.Before, part.Now);

    private static bool IsEnough(ScoreSum before, ScoreSum now) => before.Answers >= LeastAnswers && now.Answers >= LeastAnswers;

    private static double Deviation(List<Part> parts) => Deviation([.. parts.Select(part => (part.Before, part.Now))]);

    /// <summary>By how many standard errors the mean rose; the parts weighted by their answers. 0 without a part.</summary>
    private static double Deviation(IReadOnlyList<(ScoreSum Before, ScoreSum Now)> parts)
    {
        var all = (double)parts.Sum(part => part.Before.Answers + part.Now.Answers);
        var (rise, variance) = (0.0, 0.0);
        foreach (var (before, now) in parts)
        {
            var weight = (before.Answers + now.Answers) / all;
            rise += weight * (now.Mean - before.Mean);
            variance += weight * weight * (now.Variance + before.Variance);
        }

        return rise == 0 ? 0 : rise / Math.Sqrt(variance);
    }

    private static ScoreChange Change(ScoreKind kind, ScoreSum before, ScoreSum now)
    {
        var decimals = kind == ScoreKind.Nps ? 1 : 3;
        return new(kind, Math.Round(before.Mean, decimals), Math.Round(now.Mean, decimals), before.Answers, now.Answers);
    }

    private static string Words(string title, ScoreChange rise, ScoreChange fall) =>
        $"{title}{(title.EndsWith('s') ? "'" : "'s")} own {Words(rise, "rose")} while the journey's {Words(fall, "fell")}, also with the mix of "
            + $"touchpoints held constant.";

    private static string Words(ScoreChange change, string verb) => change.Score == ScoreKind.Nps
        ? string.Create(CultureInfo.InvariantCulture, $"NPS {verb} from {change.Before:0.#} to {change.Now:0.#} ({Base(change)})")
        : string.Create(CultureInfo.InvariantCulture, $"CSAT {verb} from {100 * change.Before:0.#}% to {100 * change.Now:0.#}% satisfied ({Base(change)})");

    private static string Base(ScoreChange change) =>
        string.Create(CultureInfo.InvariantCulture, $"{change.AnswersBefore:#,0} and {change.AnswersNow:#,0} responses");

    private sealed record Part(string HeardBy, ScoreSum Before, ScoreSum Now);
}
