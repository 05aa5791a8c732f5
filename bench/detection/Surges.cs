using Feedback.Core.Detection;
using Feedback.Core.Records;

namespace Feedback.Bench.Detection;

/// <summary>What is found on topics that have a ticket: their surges, and what is taken for one.</summary>
internal sealed class Surges
{
    private readonly TopicDetector _detector = new(DetectionSettings.Default);

    /// <summary>For each surge how many hours until it was found, <c>null</c> when not within a week, by the topic's base.</summary>
    public List<(int Base, int? Delay)> Delays { get; } = [];

    /// <summary>Topics that had no ticket when they surged, as their first rise was not found.</summary>
    public int WithoutTicket { get; private set; }

    /// <summary>Surges that were told in the weeks in which a ticket's topic stayed at its level, and how many such weeks there were.</summary>
    public (int False, double Weeks) Quiet { get; private set; }

    /// <summary>Lives through a journey. A ticket's topic is compared as the product does: since its rise began, and after a surge since that began.</summary>
    public void Run(int seed)
    {
        var plan = Scenarios.Surges(seed);
        var journey = new Journey(plan);
        var pasts = new Dictionary<Topic, TopicPast>();
        var found = new int?[Scenarios.SurgingTopics];
        for (var hour = Scenarios.Begin; hour < Scenarios.SurgeOf(seed, Scenarios.SurgingTopics - 1) + Scenarios.Week; hour += 3)
        {
            var findings = _detector.Find(journey.FoldsAt(hour), Journey.TimeOf(hour), pasts).Where(finding => finding.Kind != FindingKind.Chronic)
                .ToDictionary(finding => Journey.TopicOf(finding.Topic.Theme));
            for (var i = 0; i < Scenarios.SurgingTopics; i++)
            {
                var since = hour - Scenarios.SurgeOf(seed, i);
                var (topic, rise) = (Scenarios.TopicThatSurges(i), findings.GetValueOrDefault(Scenarios.TopicThatSurges(i)));
                var hasTicket = pasts.Keys.Any(known => Journey.TopicOf(known.Theme) == topic);
                if (hasTicket && since < 0)
                    Quiet = (Quiet.False + (rise is null ? 0 : 1), Quiet.Weeks + (3.0 / Scenarios.Week));
                else if (hasTicket && since <= Scenarios.Week && rise is not null)
                    found[i] ??= since;
                if (rise is not null)
                    pasts[rise.Topic] = new(Journey.TimeOf(hour), rise.From);
            }
        }

        for (var i = 0; i < Scenarios.SurgingTopics; i++)
            Delays.Add(((int)plan.Bases[Scenarios.TopicThatSurges(i)], found[i]));
        WithoutTicket += Scenarios.SurgingTopics - pasts.Keys.Select(known => Journey.TopicOf(known.Theme))
            .Intersect(Enumerable.Range(0, Scenarios.SurgingTopics).Select(Scenarios.TopicThatSurges)).Count();
    }
}
