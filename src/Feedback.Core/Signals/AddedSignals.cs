namespace Feedback.Core.Signals;

/// <summary>What was added to the folds of an hour, and is to be added to those of its day.</summary>
internal sealed class AddedSignals
{
    public List<FeedbackSignals> Signals { get; } = [];

    /// <summary>The voices among them that are too many of the hour.</summary>
    public List<SurplusVoice> Surplus { get; } = [];

    public void Add(AddedSignals more)
    {
        Signals.AddRange(more.Signals);
        Surplus.AddRange(more.Surplus);
    }
}
