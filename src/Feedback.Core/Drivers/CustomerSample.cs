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
            customer.ComplainsOf(signal.Stage, theme);
        if (signal.Ratings is { } ratings && PointsOf(ratings.Scores) is { } points)
            customer.Scores(signal.Touchpoint, points);
    }

    /// <summary>Those who gave a score, in an order that depends on nothing but who they are: sums of fractions come out the same to the last bit.</summary>
    public IReadOnlyList<ScoredCustomer> Scored() =>
        [.. _customers.Where(pair => pair.Value.HasScored).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.ToScored())];

    private long? PointsOf(Ratings ratings) => score == ScoreKind.Csat ? ratings.Csat : ratings.Nps is { } answer ? Nps.Of(answer).Points : null;

    /// <summary>Nearly all say very little, so short lists hold it: they are made when there is something to hold.</summary>
    private sealed class Customer
    {
        private List<string>? _stages, _themes;
        private List<(string Touchpoint, int Answers)>? _askedAt;
        private long _points;

        public bool HasScored => _askedAt is not null;

        public void ComplainsOf(string stage, string theme)
        {
            Add(ref _stages, stage);
            Add(ref _themes, theme);
        }

        public void Scores(string touchpoint, long points)
        {
            _points += points;
            _askedAt ??= new(1);
            var at = _askedAt.FindIndex(asked => asked.Touchpoint == touchpoint);
            if (at < 0)
                _askedAt.Add((touchpoint, 1));
            else
                _askedAt[at] = (touchpoint, _askedAt[at].Answers + 1);
        }

        public ScoredCustomer ToScored()
        {
            var answers = _askedAt!.Sum(asked => asked.Answers);
            if (_askedAt!.Count > 1)
                _askedAt.Sort((a, b) => string.CompareOrdinal(a.Touchpoint, b.Touchpoint));
            return new((double)_points / answers, _askedAt.ConvertAll(asked => (asked.Touchpoint, (double)asked.Answers / answers)), _stages ?? [],
                _themes ?? []);
        }

        private static void Add(ref List<string>? names, string name)
        {
            names ??= new(1);
            if (!names.Contains(name))
                names.Add(name);
        }
    }
}
