using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Drivers;

/// <summary>Brings signals together by customer, over all silos. The order in which they come does not matter.</summary>
internal sealed class CustomerSample(ScoreKind score)
{
    private readonly Dictionary<string, Customer> _customers = new(StringComparer.Ordinal);

    /// <summary>How many signals were added.</summary>
    public int Signals { get; private set; }

    public void Add(Signal signal)
    {
        Signals++;
        // Keys and ids are both hashes, so one never passes for the other.
        var key = signal.Customer ?? signal.Feedback;
        if (!_customers.TryGetValue(key, out var customer))
            _customers[key] = customer = new();
        // Only what was said in words, that is with a theme: a rating without words becomes a signal too, whose sentiment is the rating itself, and would
        // explain itself.
        if (signal is { Label: SentimentLabel.Negative, Theme: { } theme })
        {
            customer.Stages.Add(signal.Stage);
            customer.Themes.Add(theme);
        }

        if (signal.Ratings is { } ratings && PointsOf(ratings.Scores) is { } points)
        {
            customer.Points += points;
            customer.AskedAt[signal.Touchpoint] = customer.AskedAt.GetValueOrDefault(signal.Touchpoint) + 1;
        }
    }

    /// <summary>Those who gave a score, in an order that depends on nothing but who they are: sums of fractions come out the same to the last bit.</summary>
    public IReadOnlyList<ScoredCustomer> Scored() =>
        [.. _customers.Where(pair => pair.Value.AskedAt.Count > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.ToScored())];

    private long? PointsOf(Ratings ratings) => score == ScoreKind.Csat ? ratings.Csat : ratings.Nps is { } answer ? Nps.Of(answer).Points : null;

    private sealed class Customer
    {
        public HashSet<string> Stages { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Themes { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, int> AskedAt { get; } = new(StringComparer.Ordinal);

        public long Points { get; set; }

        public ScoredCustomer ToScored()
        {
            var answers = AskedAt.Values.Sum();
            return new((double)Points / answers, AskedAt.ToDictionary(pair => pair.Key, pair => (double)pair.Value / answers, StringComparer.Ordinal), Stages,
                Themes);
        }
    }
}
