using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Detection;

/// <summary>
/// Finds the topics of a journey that hurt more customers than they should: those that rose beyond what the past, the volume and the weekday lead one to
/// expect, within days or slowly, and those that cost many customers all the time. Works from the folds of days alone, so it costs the same at any volume.
/// </summary>
/// <remarks>
/// Running windows of several lengths are compared with what the days before each lead one to expect: a window-limited scan in the sense of Lai, "Sequential
/// changepoint detection in quality control and dynamical systems", JRSS B 57, 1995; as a CUSUM of counts does (Lucas, Technometrics 27, 1985; Höhle and Paul,
/// CSDA 52, 2008), it finds small rises late and large ones early, but each finding can be explained by two numbers. How often chance alone would raise a
/// ticket is set: each tail probability is multiplied by how many such windows four weeks hold, the windows divide what is put up with, and the topics of one
/// look are judged together (<see cref="FalseDiscovery"/>). Topics of which too few were heard to be found at all are no hypotheses (Tarone, "A modified
/// Bonferroni method for discrete data", Biometrics 46, 1990).
/// </remarks>
/// <param name="settings">How it judges.</param>
/// <param name="calendar">The company's days; <c>null</c> for those of UTC.</param>
public sealed class TopicDetector(DetectionSettings settings, CompanyCalendar? calendar = null)
{
    // With fewer topics than these, fewer false tickets are put up with.
    private const double ManyTopics = 50;

    // Windows more probable than this cannot become a finding, so their customers need not be told apart.
    private const double Promising = 0.01;

    /// <summary>Looks at one journey.</summary>
    /// <param name="days">The folds of its days up to and with today's, in any order; days on which nothing was heard are missing.</param>
    /// <param name="now">The present.</param>
    /// <param name="pasts">Of topics that a ticket stands for or stood for, with what they are compared.</param>
    /// <returns>At most one finding for each topic, the one that chance explains least; a chronic one when it has not risen. In the order of themes and
    /// stages.</returns>
    /// <exception cref="ArgumentException">A fold is not one of a day.</exception>
    public IReadOnlyList<Finding> Find(IReadOnlyList<Fold> days, DateTimeOffset now, IReadOnlyDictionary<Topic, TopicPast>? pasts = null)
    {
        if (JourneyHistory.Read(days, now, settings, calendar ?? CompanyCalendar.Utc) is not { } history)
            return [];
        var customers = new Dictionary<int, long>();
        var known = new TopicPasts(pasts, history);
        var rises = Rises(history, known);
        var findings = new List<Finding>();
        foreach (var topic in history.Topics)
        {
            if (rises.TryGetValue(topic, out var rise))
                findings.Add(ToFinding(rise, topic, history, now, ShareOf(rise.Customers, rise.Start)));
            else if (Chronic(topic) is { } chronic)
                findings.Add(chronic);
        }

        return findings;

        long CustomersSince(int start)
        {
            if (!customers.TryGetValue(start, out var all))
                customers[start] = all = history.Customers(start);
            return all;
        }

        double ShareOf(long affected, int start) => CustomersSince(start) is > 0 and var all ? Math.Min(1, (double)affected / all) : 0;

        Finding? Chronic(TopicHistory topic)
        {
            var start = history.Today + 1 - settings.ChronicDays;
            var first = Math.Max(0, start);
            if (!known.IsOpen(topic, start) || !IsChronic(topic.CustomerDays(first, history.Days), start))
                return null;
            var affected = topic.Distinct(first, history.Days);
            return IsChronic(affected, start) ? new(topic.Topic, FindingKind.Chronic, history.StartOf(start), now, affected, null, null,
                ShareOf(affected, start)) : null;
        }

        bool IsChronic(double affected, int start) => affected >= settings.LeastCustomers
            && WilsonInterval.Lower(affected, CustomersSince(start)) > settings.ChronicShare;
    }

    /// <summary>The day from which on it can tell whether anything has risen: until then too few days were heard to say what is usual.</summary>
    /// <param name="days">The folds of a journey's days.</param>
    /// <param name="now">The present.</param>
    /// <returns><c>null</c> when it can, or when nothing was heard. Later, if there are days to come on which nothing is heard.</returns>
    public DateOnly? ComparesFrom(IReadOnlyList<Fold> days, DateTimeOffset now)
    {
        var today = (calendar ?? CompanyCalendar.Utc).DateOf(now);
        var heard = days.Where(day => day.Cells.Count > 0).Select(day => FoldPeriod.Parse(day.Period).Date).Where(day => day <= today).ToHashSet();
        var missing = settings.LeastBaselineDays - heard.Count(day => day < today);
        return heard.Count > 0 && missing > 0 ? today.AddDays(missing) : null;
    }

    private Finding ToFinding(Rise rise, TopicHistory topic, JourneyHistory history, DateTimeOffset now, double share) => new(
        topic.Topic, history.Days - rise.Start >= settings.DriftDays ? FindingKind.Drift : FindingKind.Jump, history.StartOf(rise.Start), now, rise.Customers,
            rise.Expected, rise.Probability, share);

    /// <summary>Each topic's least probable rise, of those topics that chance does not explain.</summary>
    private Dictionary<TopicHistory, Rise> Rises(JourneyHistory history, TopicPasts pasts)
    {
        var least = new Dictionary<TopicHistory, Rise>();
        foreach (var window in settings.Windows)
        {
            var start = history.Today - window.WholeDays;
            if (history.DaysHeard(0, start) < settings.LeastBaselineDays)
                continue;
            foreach (var (topic, rise) in new WindowScan(settings, history, window, start).Run(pasts, Promising))
            {
                if (!least.TryGetValue(topic, out var before) || rise.FalseTickets < before.FalseTickets)
                    least[topic] = rise;
            }
        }

        var longest = settings.Windows.Max(window => window.WholeDays);
        var hypotheses = history.Topics.Count(topic => topic.CustomerDays(Math.Max(0, history.Today - longest), history.Days) >= settings.LeastCustomers);
        var level = settings.FalseTicketsPerFourWeeks * Math.Min(1, hypotheses / ManyTopics);
        var threshold = FalseDiscovery.Threshold(least.Values.Select(rise => rise.FalseTickets), hypotheses, level);
        return least.Where(pair => pair.Value.FalseTickets <= threshold).ToDictionary();
    }
}
