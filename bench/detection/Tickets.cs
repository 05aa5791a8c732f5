namespace Feedback.Bench.Detection;

/// <summary>The tickets that findings make: one for a topic that is found again and again, closed after four weeks in which it is not.</summary>
internal sealed class Tickets
{
    private const int Closed = 28 * 24;

    private readonly Dictionary<int, int> _seen = [];

    /// <summary>Notes a finding.</summary>
    /// <returns>Whether it raises a ticket.</returns>
    public bool Note(int topic, int hour)
    {
        var raised = !_seen.TryGetValue(topic, out var before) || hour - before > Closed;
        _seen[topic] = hour;
        return raised;
    }
}
