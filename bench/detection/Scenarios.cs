using Feedback.Core.Detection;

namespace Feedback.Bench.Detection;

/// <summary>What methods make of simulated journeys.</summary>
internal static class Scenarios
{
    public const int Day = 24, Week = 7 * Day;

    /// <summary>When looking begins: half a year is known.</summary>
    public const int Begin = 182 * Day;

    /// <summary>Tickets, by method and kind, in journeys in which nothing is wrong.</summary>
    public static int[,] Quiet(IReadOnlyList<Method> methods, IEnumerable<int> seeds, int weeks, int step) =>
        Count(methods, seeds.Select(seed => new Plan(seed, Plan.Mixed, [])), Begin, weeks * Week, step, _ => true);

    /// <summary>Tickets, by method and kind, over a stretch of some journeys, for those topics that are asked about.</summary>
    public static int[,] Count(IReadOnlyList<Method> methods, IEnumerable<Plan> plans, int begin, int hours, int step, Func<int, bool> topics)
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
                        if (topics(topic) && tickets[method].Note(topic, hour))
                            raised[method, (int)kind]++;
                    }
                }
            }
        }

        return raised;
    }

    /// <summary>The delays in hours until each trouble of a plan's topics is found, by method; <c>null</c> when it is not found in time.</summary>
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
        return new(seed, Plan.Mixed, [.. Enumerable.Range(0, 26).Select(i => new MoreCustomers((i % 2 * 13) + (i / 2), 3, Begin + (i * 2 * Week) + random.Next(Week), Week))]);
    }
}
