using Feedback.Core.Customers;
using Feedback.Core.Records;

namespace Feedback.Core.Tickets;

/// <summary>Finds the chains on which customers were passed from silo to silo about a ticket's topic: late delivery, call to the service desk, disputed
/// invoice.</summary>
/// <remarks>
/// <para>A customer's way is what they complained about, in the order of time: a step is a theme at a stage heard by a silo, and equal steps in a row are one.
/// What was said at one moment makes no way by itself: of the steps of one moment (at most <see cref="MostSteps"/>, the worst), a way takes one. A step follows
/// the one before within <see cref="LongestGap"/>.</para>
/// <para>A chain is such a way, or an unbroken part of one, of 2 to <see cref="Longest"/> steps that holds a topic of the ticket and leads from silo to silo:
/// two silos hear it, or a silo other than the one that owns a step hears the next. It is shown when at least <see cref="LeastCustomers"/> customers went
/// that way, each counted once.</para>
/// <para>A chain that is part of a longer shown one is left out when at least two thirds of its customers went all of the longer way. Of what is left, the
/// <see cref="Most"/> with the most customers are shown; of those with as many, the longer first.</para>
/// </remarks>
public static class ChainFinder
{
    /// <summary>How many chains a ticket shows.</summary>
    public const int Most = 3;

    /// <summary>How many customers must have gone a way.</summary>
    public const int LeastCustomers = 3;

    /// <summary>How many steps a chain has at most.</summary>
    public const int Longest = 4;

    /// <summary>How many steps of one moment are followed up: those with the worst sentiment.</summary>
    public const int MostSteps = 4;

    /// <summary>How many single customers' ways a chain names.</summary>
    public const int MostExamples = 3;

    /// <summary>How long a step may come after the one before.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromDays(21);

    /// <summary>The chains of a ticket, the commonest first.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="topics">The ticket's topics.</param>
    /// <param name="timelines">Timelines of customers who are hurt. Feedback that is not mapped to the journey is passed over.</param>
    public static IReadOnlyList<TicketChain> Find(string journey, IReadOnlyCollection<Topic> topics, IReadOnlyList<CustomerHistory> timelines)
    {
        var ways = new Dictionary<Way, List<IReadOnlyList<string>>>();
        foreach (var timeline in timelines)
        {
            foreach (var (way, feedback) in WaysOf(MomentsOf(journey, timeline)))
            {
                if (!way.Steps.Any(step => topics.Contains(new(step.Theme, step.Stage))) || !LeadsOn(way.Steps))
                    continue;
                if (!ways.TryGetValue(way, out var customers))
                    ways[way] = customers = [];
                customers.Add(feedback);
            }
        }

        return Choose(ways.Where(way => way.Value.Count >= LeastCustomers)
            .Select(way => new TicketChain(way.Key.Steps, way.Value.Count, [.. way.Value.Take(MostExamples)])));
    }

    private static List<Moment> MomentsOf(string journey, CustomerHistory timeline) =>
    [
        .. timeline.Feedback
            .SelectMany(record => StepsOf(journey, record))
            .GroupBy(said => said.At)
            .OrderBy(moment => moment.Key)
            .Select(moment => new Moment(moment.Key, [.. moment.OrderBy(said => said.Sentiment).ThenBy(said => said.Feedback, StringComparer.Ordinal)
                .DistinctBy(said => said.Step).Take(MostSteps)])),
    ];

    private static IEnumerable<Said> StepsOf(string journey, FeedbackRecord record)
    {
        var mapping = record.MappingOn(journey);
        if (mapping is null || record.Analysis is null)
            return [];
        return mapping.Opinions.Zip(record.Opinions())
            .Where(pair => pair.First.Theme is not null && pair.Second.Sentiment.Label == SentimentLabel.Negative)
            .Select(pair => new Said(
                new(pair.First.Theme!, pair.First.Stage, mapping.HeardBy, pair.First.Owner), record.Id, record.OccurredAt, pair.Second.Sentiment.Score));
    }

    /// <summary>Every chain of one customer, once, with the feedback of its steps.</summary>
    private static Dictionary<Way, IReadOnlyList<string>> WaysOf(List<Moment> moments)
    {
        var found = new Dictionary<Way, IReadOnlyList<string>>();
        for (var start = 0; start < moments.Count; start++)
        {
            // What is begun at one moment and goes on at the next, each way once: a step that is repeated prolongs its way without another step,
            // so a step of the moment before need not be begun again.
            var before = start > 0 && Follows(moments[start], moments[start - 1]) ? moments[start - 1].Said : [];
            var begun = moments[start].Said
                .Where(said => !before.Any(earlier => earlier.Step == said.Step))
                .ToDictionary(said => new Way([said.Step]), said => (IReadOnlyList<string>)[said.Feedback]);
            for (var next = start + 1; next < moments.Count && begun.Count > 0 && Follows(moments[next], moments[next - 1]); next++)
            {
                var goesOn = new Dictionary<Way, IReadOnlyList<string>>();
                foreach (var (way, feedback) in begun)
                {
                    foreach (var said in moments[next].Said)
                    {
                        if (said.Step == way.Steps[^1])
                        {
                            goesOn.TryAdd(way, feedback);
                        }
                        else
                        {
                            Way longer = new([.. way.Steps, said.Step]);
                            IReadOnlyList<string> all = [.. feedback, said.Feedback];
                            found.TryAdd(longer, all);
                            if (longer.Steps.Count < Longest)
                                goesOn.TryAdd(longer, all);
                        }
                    }
                }

                begun = goesOn;
            }
        }

        return found;
    }

    private static bool Follows(Moment later, Moment earlier) => later.At - earlier.At <= LongestGap;

    private static bool LeadsOn(IReadOnlyList<ChainStep> steps) =>
        steps.DistinctBy(step => step.HeardBy).Skip(1).Any()
        || steps.Zip(steps.Skip(1)).Any(pair => pair.First.OwnedBy is { } owner && owner != pair.Second.HeardBy);

    private static IReadOnlyList<TicketChain> Choose(IEnumerable<TicketChain> chains)
    {
        var kept = new List<TicketChain>();
        foreach (var chain in chains.OrderByDescending(chain => chain.Steps.Count))
        {
            if (!kept.Exists(longer => 3 * longer.Customers >= 2 * chain.Customers && IsPart(chain.Steps, longer.Steps)))
                kept.Add(chain);
        }

        return [.. kept
            .OrderByDescending(chain => chain.Customers)
            .ThenByDescending(chain => chain.Steps.Count)
            .ThenBy(chain => string.Join('|', chain.Steps.Select(step => $"{step.Theme} {step.Stage} {step.HeardBy}")), StringComparer.Ordinal)
            .Take(Most)];
    }

    private static bool IsPart(IReadOnlyList<ChainStep> part, IReadOnlyList<ChainStep> whole) =>
        part.Count < whole.Count && Enumerable.Range(0, whole.Count - part.Count + 1).Any(from => whole.Skip(from).Take(part.Count).SequenceEqual(part));

    private sealed record Said(ChainStep Step, string Feedback, DateTimeOffset At, double Sentiment);

    private sealed record Moment(DateTimeOffset At, IReadOnlyList<Said> Said);

    /// <summary>Steps that are equal when each of them is.</summary>
    private sealed record Way(IReadOnlyList<ChainStep> Steps)
    {
        public bool Equals(Way? other) => other is not null && Steps.SequenceEqual(other.Steps);

        public override int GetHashCode() => Steps.Aggregate(0, HashCode.Combine);
    }
}
