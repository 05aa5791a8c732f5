using Feedback.Core.Detection;

namespace Feedback.Bench.Detection;

/// <summary>What methods make of simulated journeys.</summary>
internal static class Scenarios
{
    public const int Day = 24, Week = 7 * Day, FourWeeks = 4 * Week;

    /// <summary>When looking begins: half a year is known.</summary>
    public const int Begin = 182 * Day;

    /// <summary>Tickets over a stretch of some journeys for those topics that are asked about, by method and kind.</summary>
    public static int[,] Tickets(IReadOnlyList<Method> methods, IEnumerable<Plan> plans, int begin, int hours, int step, Func<int, bool> asked)
    {
        var raised = new int[methods.Count, Enum.GetValues<FindingKind>().Length];
        foreach (var plan in plans)
        {
            var journey = new Journey(plan);
            var tickets = methods.Select(_ => new Tickets()).ToArray();
            for (var hour = begin; hour <= begin + hours; hour += step)
            {
                var folds = journey.FoldsAt(hour);
                for (var method = 0; method < methods.Count; method++)
                {
                    foreach (var (topic, kind) in methods[method].Find(journey, folds, hour))
                    {
                        if (asked(topic) && tickets[method].Note(topic, hour))
                            raised[method, (int)kind]++;
                    }
                }
            }
        }

        return raised;
    }

    /// <summary>The delays in hours until the troubles that are asked about are found, by method; <c>null</c> for one that is not found in time.</summary>
    public static List<int?>[] Delays(IReadOnlyList<Method> methods, IEnumerable<Plan> plans, int patience, int step, Func<Plan, MoreCustomers, bool> asked)
    {
        var delays = methods.Select(_ => new List<int?>()).ToArray();
        foreach (var plan in plans)
        {
            var journey = new Journey(plan);
            foreach (var trouble in plan.Troubles.OfType<MoreCustomers>().Where(trouble => asked(plan, trouble)).OrderBy(trouble => trouble.Onset))
            {
                var found = new int?[methods.Count];
                for (var delay = step; delay <= patience && Array.Exists(found, hours => hours is null); delay += step)
                {
                    var hour = trouble.Onset + delay;
                    var folds = journey.FoldsAt(hour);
                    for (var method = 0; method < methods.Count; method++)
                    {
                        if (found[method] is null && methods[method].Find(journey, folds, hour).Any(finding => finding.Topic == trouble.Topic))
                            found[method] = delay;
                    }
                }

                for (var method = 0; method < methods.Count; method++)
                    delays[method].Add(found[method]);
            }
        }

        return delays;
    }

    /// <summary>Sudden rises of a week, one after the other, each of another topic of 20 or 50 a week, beginning at random hours.</summary>
    public static Plan Sudden(int seed)
    {
        var random = new Random(seed);
        return new(seed, Plan.Mixed,
            [.. Enumerable.Range(0, 26).Select(i => new MoreCustomers((i % 2 * 13) + (i / 2), 3, Begin + (i * 2 * Week) + random.Next(Week), Week))]);
    }

    /// <summary>One topic of 20 and one of 50 a week double within eight weeks, and stay there.</summary>
    public static Plan Slow(int seed) =>
        new(seed, Plan.Mixed, [new MoreCustomers(3, 2, Begin, 20 * Week, Rising: 8 * Week),
            new MoreCustomers(17, 2, Begin + (24 * Week), 20 * Week, Rising: 8 * Week)]);

    /// <summary>One topic hurts 400 customers a week from the first day on: about 6 % of all.</summary>
    public static Plan Chronic(int seed) => new(seed, [.. Plan.Mixed[..49], 400], [new MoreCustomers(49, 1, 0, int.MaxValue / 2)]);

    /// <summary>For two weeks one customer sends 30 messages a day of a topic of 5, of one of 20 and of one of 50 a week.</summary>
    public static Plan Loud(int seed) => new(seed, Plan.Mixed, [.. new[] { 26, 3, 17 }.Select(topic => new LoudCustomer(topic, 30, Begin, 2 * Week))]);

    /// <summary>
    /// The same sudden rises, with and without a customer who sends 60 messages a day while they last, at a touchpoint of the topic that rises, of it and of
    /// other things.
    /// </summary>
    public static Plan Beside(int seed, bool loud)
    {
        var sudden = Sudden(seed);
        return loud ? sudden with
        {
            Troubles = [.. sudden.Troubles,
                .. sudden.Troubles.OfType<MoreCustomers>().Select(more => new LoudCustomer(more.Topic, 60, more.Onset, more.Hours, Beside: true))],
        } : sudden;
    }

    /// <summary>For a week every message comes twice, with the same customer or with none.</summary>
    public static Plan Duplicates(int seed) => new(seed, Plan.Mixed, [new DuplicateImport(Begin + Day + (seed % 24), Week)]);

    /// <summary>For a week everything is heard five times as often: at the largest touchpoint when the seed is odd, at all of them when it is even.</summary>
    public static Plan Campaign(int seed) => new(seed, Plan.Mixed, [new Campaign(seed % 2 == 1 ? 0 : -1, 5, Begin + Day + (seed % 24), Week)]);

    /// <summary>For three days a quarter is heard of everything, and on the day after half as much again as usual.</summary>
    public static Plan Holiday(int seed) => new(seed, Plan.Mixed,
        [new Campaign(-1, 0.25, Begin + (Day * (1 + (seed % 7))), 3 * Day), new Campaign(-1, 1.5, Begin + (Day * (4 + (seed % 7))), Day)]);

    /// <summary>Four topics of 20 and four of 50 a week are three times as many for good, and from five weeks later on three times as many as that, for a week
    /// each, one after the other.</summary>
    public static Plan Surges(int seed) => new(seed, Plan.Mixed, [.. Enumerable.Range(0, SurgingTopics).Select(TopicThatSurges).SelectMany((topic, i) => new[]
    {
        new MoreCustomers(topic, 3, Begin, 40 * Week), new MoreCustomers(topic, 3, SurgeOf(seed, i), Week),
    })]);

    /// <summary>How many topics surge in a journey.</summary>
    public const int SurgingTopics = 8;

    /// <summary>One of them: of 20 a week if even, of 50 if odd.</summary>
    public static int TopicThatSurges(int i) => (i % 2 * 13) + (i / 2);

    /// <summary>When it surges.</summary>
    public static int SurgeOf(int seed, int i) => Begin + (5 * Week) + (i * 2 * Week) + ((seed * 7) + (i * 31)) % Week;

    /// <summary>A touchpoint is connected at which a fifth of the topics is heard far more often than elsewhere, and the others not at all.</summary>
    public static Plan Source(int seed) => new(seed, Plan.Mixed, [new NewSource(1, Begin + (seed % 24))], SkewedTouchpoint: 1);
}
