using Feedback.Core.Detection;
using Feedback.Core.Signals;

namespace Feedback.Bench.Detection;

/// <summary>A way of finding topics in trouble.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Find">The topics that it finds when an hour begins.</param>
internal sealed record Method(string Name, Func<Journey, IReadOnlyList<Fold>, int, IEnumerable<(int Topic, FindingKind Kind)>> Find)
{
    public static Method Detector(string name, DetectionSettings settings)
    {
        var detector = new TopicDetector(settings);
        return new(name, (_, folds, hour) => detector.Find(folds, Journey.TimeOf(hour))
            .Select(finding => (Journey.TopicOf(finding.Topic.Theme), finding.Kind)));
    }

    public static Method First { get; } = new("first version", (journey, _, hour) =>
        FirstVersion.Find(journey, hour).Select(topic => (topic, FindingKind.Jump)));
}
