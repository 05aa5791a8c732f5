using Feedback.Core.Detection;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Core.Outcomes;

/// <summary>
/// Says whether a change helped, from day folds alone. Difference in differences on log rates: how the treated topics' rate changed from before shipping to
/// since, against how the rates of comparable topics changed over the same days. What is estimated is the ratio of the two ratios: 0.7 is 30% fewer customers
/// than without the change.
/// </summary>
/// <remarks>
/// <para>
/// The estimate's variance adds up what the counts scatter (quasi-Poisson, <see cref="Overdispersion"/>) and how differently topics change with nobody's doing
/// (<see cref="ExpectedChange"/>), so that an ordinary difference between themes is no effect. It is looked at once a week and judged by repeated confidence
/// intervals, <see cref="PlannedLooks"/>.
/// </para>
/// <para>
/// Where days that led to the ticket must be compared with (see <see cref="ComparedDays"/>), nobody can know how much of their surplus was chance. They are
/// then read twice: as they were heard, and with the surplus taken out that chance could have made. The interval spans both readings, so it has helped only if
/// it has by the second, and has not only if it has not by the first.
/// </para>
/// <para>A function of the folds up to the look's end, whatever else is given: their order does not matter, later ones are not read, and it answers the same
/// all week.</para>
/// </remarks>
/// <param name="settings">How it judges.</param>
/// <param name="calendar">The company's days; <c>null</c> for those of UTC.</param>
public sealed class OutcomeAnalysis(OutcomeSettings settings, CompanyCalendar? calendar = null)
{
    // The standard normal quantile of 80 % power.
    private const double Power = 0.8416;

    /// <summary>The company's days.</summary>
    public CompanyCalendar Calendar { get; } = calendar ?? CompanyCalendar.Utc;

    /// <summary>How long before shipping something may have changed another topic and so spoil the comparison with it.</summary>
    public TimeSpan Reach => TimeSpan.FromDays(7 * settings.MostWeeksBefore);

    /// <summary>The days whose folds the present look reads; <c>null</c> before the first look.</summary>
    public QueryPeriod? Needs(ShippedChange change, DateTimeOffset now) =>
        ComparedDays.Of(change, now, settings, Calendar) is { } days
            ? QueryPeriod.Between(Start(days.Before.Count > 0 ? days.Before[0] : days.After[0]), End(days), Calendar)
            : null;

    /// <summary>The outcome at the present look; <c>null</c> before the first, a week after shipping.</summary>
    /// <param name="folds">Folds of the days that it <see cref="Needs"/>; days in which nothing was heard may be left out.</param>
    /// <param name="change">What was shipped.</param>
    /// <param name="excluded">Topics that change for reasons of their own, such as those that somebody works on: nothing is compared with them.</param>
    /// <param name="now">The present, UTC.</param>
    public TicketOutcome? Of(IReadOnlyList<Fold> folds, ShippedChange change, IReadOnlySet<Topic> excluded, DateTimeOffset now)
    {
        if (ComparedDays.Of(change, now, settings, Calendar) is not { } days)
            return null;

        var counts = TopicCounts.Of(folds, days);
        var ours = counts.Sum(change.Topics.Distinct());
        var topics = ControlTopics.Choose(counts, change.Topics, excluded, settings);
        var byVolume = topics.Count < settings.FewestControls;
        IReadOnlyList<DailyCounts> compared = byVolume ? [counts.Heard] : [.. topics.Select(topic => topic.Counts)];
        var dispersion = Overdispersion.Of(ours, compared);
        var expected = byVolume ? ByVolume(counts.Heard, dispersion) : ExpectedChange.Of(topics, counts.HeardAt(change.Topics), dispersion);

        var heard = ours.TotalBefore;
        var strict = heard - Surplus(counts, change.Cause, days, dispersion.Ours);
        var reading = new Reading(
            EffectEstimate.Of(heard, ours.TotalAfter, dispersion.Ours, expected),
            EffectEstimate.Of(strict, ours.TotalAfter, dispersion.Ours, expected));
        var measured = heard > 0 && compared.Sum(topic => topic.TotalBefore) > 0 ? Judge(reading, days.Look) : new(OutcomeVerdict.NotEnoughYet, null);

        var outcome = new TicketOutcome(
            measured.Verdict,
            change.ShippedAt,
            now,
            days.Look,
            new(Start(days.Before.Count > 0 ? days.Before[0] : days.After[0].AddDays(-1)), Start(days.After[0].AddDays(-1)), heard,
                compared.Sum(topic => topic.TotalBefore)),
            new(Start(days.After[0]), End(days), ours.TotalAfter, compared.Sum(topic => topic.TotalAfter)),
            heard > 0 ? Ratio(reading.Middle) : null,
            heard > 0 ? Ratio(reading.Low()) : null,
            heard > 0 ? Ratio(reading.High()) : null,
            measured.WeeksMore,
            OutcomeWords.Method(byVolume ? 0 : topics.Count, dispersion.Ours, expected, days),
            "");
        return outcome with { Words = OutcomeWords.Of(outcome, days, settings) };
    }

    private ExpectedChange ByVolume(DailyCounts heard, Overdispersion dispersion)
    {
        var own = settings.AssumedSpread * settings.AssumedSpread;
        var counted = EffectEstimate.Variance(heard.TotalBefore, heard.TotalAfter, dispersion.Of(heard));
        return new(EffectEstimate.LogRatio(heard.TotalBefore, heard.TotalAfter), own + counted, own, double.PositiveInfinity);
    }

    /// <summary>What chance could have added to the days that led to the ticket: no more than lies over the expected count, and no more than a chosen peak's
    /// deviation.</summary>
    private double Surplus(TopicCounts counts, Finding cause, ComparedDays days, double overdispersion)
    {
        var heard = counts.Sum([cause.Topic]).Before.Where((_, index) => days.Selected.Contains(days.Before[index])).Sum();
        var expected = (cause.Expected ?? 0) * days.Selected.Count / Math.Max((cause.To - cause.From).TotalDays, 1);
        return Math.Clamp(heard - expected, 0, Math.Min(heard, settings.SelectionDeviations * Math.Sqrt(overdispersion * heard)));
    }

    private Judgement Judge(Reading reading, int look)
    {
        if (VerdictOf(reading, look, 1) is var verdict && verdict != OutcomeVerdict.NotEnoughYet)
            return new(verdict, null);
        for (var more = 1; look + more <= PlannedLooks.Most; more++)
        {
            if (VerdictOf(reading, look + more, (look + more) / (double)look) != OutcomeVerdict.NotEnoughYet)
                return new(OutcomeVerdict.NotEnoughYet, more);
        }

        return new(OutcomeVerdict.NotEnoughYet, null);
    }

    /// <summary>The verdict at a look, if as much more is heard until then as was heard so far.</summary>
    private OutcomeVerdict VerdictOf(Reading reading, int look, double times)
    {
        if (reading.High(times) < 0)
            return OutcomeVerdict.Verified;
        var wouldHaveShown = reading.Strict.Reach(times) + (Power * reading.Strict.Error(times)) <= -Math.Log(settings.PlainEffect);
        return reading.Low(times) > Math.Log(settings.WorthwhileEffect) || (look == PlannedLooks.Most && wouldHaveShown)
            ? OutcomeVerdict.Ineffective
            : OutcomeVerdict.NotEnoughYet;
    }

    private static double Ratio(double log) => Math.Round(Math.Exp(log), 4);

    private DateTimeOffset Start(DateOnly day) => new(Calendar.StartOf(day));

    private DateTimeOffset End(ComparedDays days) => Start(days.After[^1].AddDays(1));

    private readonly record struct Judgement(OutcomeVerdict Verdict, double? WeeksMore);

    /// <summary>The estimate with the days before as they were heard, and with a surplus taken out; the same where there is none.</summary>
    private readonly record struct Reading(EffectEstimate AsHeard, EffectEstimate Strict)
    {
        public double Middle => (AsHeard.Log + Strict.Log) / 2;

        public double Low(double times = 1) => AsHeard.Log - AsHeard.Reach(times);

        public double High(double times = 1) => Strict.Log + Strict.Reach(times);
    }
}
