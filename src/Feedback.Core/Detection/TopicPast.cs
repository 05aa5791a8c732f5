using Feedback.Core.Records;

namespace Feedback.Core.Detection;

/// <summary>With what a topic is compared, when that is not all that was heard before.</summary>
/// <param name="NotBefore">When it was last dealt with: windows that began earlier are not looked at. <c>null</c> for any.</param>
/// <param name="Since">From when on it has a level of its own: the days before that one are no past of it. <c>null</c> for all days.</param>
public sealed record TopicPast(DateTimeOffset? NotBefore = null, DateTimeOffset? Since = null)
{
    /// <summary>All that was heard.</summary>
    public static readonly TopicPast Whole = new();
}

/// <summary>The topics of which the past is not all that was heard, in the days of a history.</summary>
/// <param name="pasts">Their pasts.</param>
/// <param name="history">The journey.</param>
internal sealed class TopicPasts(IReadOnlyDictionary<Topic, TopicPast>? pasts, JourneyHistory history)
{
    /// <summary>The first day of a topic's past.</summary>
    public int FirstDayOf(TopicHistory topic) => Of(topic).Since is { } since ? history.DayOf(since) : 0;

    /// <summary>Whether a topic is looked at in a window that begins with a day.</summary>
    public bool IsOpen(TopicHistory topic, int start) => Of(topic).NotBefore is not { } dealtWith || history.StartOf(start) >= dealtWith;

    private TopicPast Of(TopicHistory topic) => pasts?.GetValueOrDefault(topic.Topic) ?? TopicPast.Whole;
}
