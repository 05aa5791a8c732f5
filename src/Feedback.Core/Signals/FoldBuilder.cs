using Feedback.Core.Records;

namespace Feedback.Core.Signals;

/// <summary>Adds up signals, or folds, into one fold. The order in which they come does not matter: every sum is of whole numbers, every set a set.</summary>
/// <param name="isOfHour">Whether the signals that are added are all of one hour, so that it can be told how many of its unnamed are too many.</param>
public sealed class FoldBuilder(bool isOfHour = false)
{
    private const long BytesOfSums = 200;
    private const long BytesOfSet = 2_000;

    private readonly Dictionary<CellKey, Cell> _cells = [];
    private readonly Dictionary<ScoresKey, Scores> _scores = [];
    private readonly Dictionary<PairKey, Voices> _customers = [];
    private readonly Dictionary<PairKey, Voices> _affected = [];
    private long _feedback;

    /// <summary>Adds all signals of a feedback on the journey. Each feedback is added once, so one that names nobody needs no remembering.</summary>
    public void Add(FeedbackSignals signals) => Add(signals, null, null);

    /// <summary>Adds the same.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="segment">Whose fold it is, for the surplus.</param>
    /// <param name="surplus">Takes the voices that are too many of the hour: its day, to which the signals are added one by one, cannot tell them.</param>
    internal void Add(FeedbackSignals signals, string? segment, List<SurplusVoice>? surplus)
    {
        if (signals.Opinions.Count == 0)
            return;
        _feedback++;
        foreach (var opinion in signals.Opinions)
        {
            var cell = Get(_cells, new(opinion.Stage, opinion.Theme, signals.Touchpoint, signals.HeardBy, opinion.OwnedBy));
            cell.Sentiment += opinion.Sentiment;
            // Somebody may have said by hand what a score is about.
            cell.Wordless += signals.Wordless == true && opinion.Theme is null ? 1 : 0;
            switch (opinion.Label)
            {
                case SentimentLabel.Positive:
                    cell.Positive++;
                    break;
                case SentimentLabel.Negative:
                    cell.Negative++;
                    if (opinion.Theme is not null)
                        Speak(_affected, opinion.Stage, opinion.Theme, isAffected: true);
                    break;
                default:
                    cell.Neutral++;
                    break;
            }

            Speak(_customers, opinion.Stage, signals.Touchpoint, isAffected: false);
        }

        if (signals.Ratings is { } ratings)
            Get(_scores, new(ratings.Stage, signals.Touchpoint, signals.HeardBy)).Add(RatingSums.Of(ratings.Scores));

        void Speak(Dictionary<PairKey, Voices> voices, string stage, string other, bool isAffected)
        {
            if (Get(voices, new(stage, other)).Add(signals.Customer, _feedback, isOfHour ? signals.Touchpoint : null))
                surplus?.Add(new(segment, isAffected, stage, other));
        }
    }

    /// <summary>Notes that one of the signals that were added was too many of its hour.</summary>
    internal void Add(SurplusVoice voice) => Get(voice.IsAffected ? _affected : _customers, new(voice.Stage, voice.Other)).Surplus++;

    /// <summary>Adds a fold of a smaller period.</summary>
    public void Add(Fold fold)
    {
        foreach (var part in fold.Cells)
        {
            var cell = Get(_cells, new(part.Stage, part.Theme, part.Touchpoint, part.HeardBy, part.OwnedBy));
            cell.Positive += part.Positive;
            cell.Neutral += part.Neutral;
            cell.Negative += part.Negative;
            cell.Sentiment += part.Sentiment;
            cell.Wordless += part.Wordless;
        }

        foreach (var part in fold.Scores)
            Get(_scores, new(part.Stage, part.Touchpoint, part.HeardBy)).Add(part.Sums);
        foreach (var part in fold.Customers)
            Get(_customers, new(part.Stage, part.Touchpoint)).Merge(part.Named, part.Unnamed, part.Surplus);
        foreach (var part in fold.Affected)
            Get(_affected, new(part.Stage, part.Theme)).Merge(part.Named, part.Unnamed, part.Surplus);
    }

    /// <summary>Whether nothing was added.</summary>
    internal bool IsEmpty => _cells.Count == 0;

    /// <summary>About how many bytes it takes in memory.</summary>
    internal long Footprint => ((_cells.Count + _scores.Count) * BytesOfSums) + ((_customers.Count + _affected.Count) * BytesOfSet);

    /// <summary>The fold of what was added.</summary>
    /// <param name="partition">The journey, or a segment of it. See <see cref="FoldPartition"/>.</param>
    /// <param name="period">The period.</param>
    public Fold Build(string partition, FoldPeriod period) => new(
        partition,
        period.ToString(),
        [.. _cells.OrderBy(pair => pair.Key).Select(pair => pair.Value.ToFold(pair.Key))],
        [.. _scores.OrderBy(pair => pair.Key).Select(pair => pair.Value.ToFold(pair.Key))],
        [.. _customers.OrderBy(pair => pair.Key).Select(pair => new FoldCustomers(pair.Key.Stage, pair.Key.Other, pair.Value.Named, pair.Value.Unnamed)
        {
            Surplus = pair.Value.Surplus,
        })],
        [.. _affected.OrderBy(pair => pair.Key).Select(pair => new FoldAffected(pair.Key.Stage, pair.Key.Other, pair.Value.Named, pair.Value.Unnamed)
        {
            Surplus = pair.Value.Surplus,
        })]);

    private static TValue Get<TKey, TValue>(Dictionary<TKey, TValue> dictionary, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!dictionary.TryGetValue(key, out var value))
            dictionary[key] = value = new();
        return value;
    }

    private readonly record struct CellKey(string Stage, string? Theme, string Touchpoint, string HeardBy, string? OwnedBy) : IComparable<CellKey>
    {
        public int CompareTo(CellKey other) =>
            Order.Compare([Stage, Theme, Touchpoint, HeardBy, OwnedBy], [other.Stage, other.Theme, other.Touchpoint, other.HeardBy, other.OwnedBy]);
    }

    private readonly record struct ScoresKey(string Stage, string Touchpoint, string HeardBy) : IComparable<ScoresKey>
    {
        public int CompareTo(ScoresKey other) => Order.Compare([Stage, Touchpoint, HeardBy], [other.Stage, other.Touchpoint, other.HeardBy]);
    }

    private readonly record struct PairKey(string Stage, string Other) : IComparable<PairKey>
    {
        public int CompareTo(PairKey other) => Order.Compare([Stage, Other], [other.Stage, other.Other]);
    }

    private static class Order
    {
        public static int Compare(ReadOnlySpan<string?> a, ReadOnlySpan<string?> b)
        {
            for (var i = 0; i < a.Length; i++)
            {
                if (string.CompareOrdinal(a[i], b[i]) is not 0 and var order)
                    return order;
            }

            return 0;
        }
    }

    /// <summary>Who was heard. A feedback that names nobody and says several things of one kind is one voice.</summary>
    private sealed class Voices
    {
        private readonly CustomerSketch _named = new();
        private Dictionary<string, long>? _unnamedAt;
        private long _lastUnnamed;

        public CustomerSketch Named => _named.Copy();

        public long Unnamed { get; private set; }

        public long Surplus { get; set; }

        /// <summary>Adds a voice.</summary>
        /// <returns>Whether it is one too many of those at a touchpoint in the hour; never if that is not given.</returns>
        public bool Add(string? customer, long feedback, string? touchpoint)
        {
            if (customer is not null)
            {
                _named.Add(customer);
                return false;
            }

            if (feedback == _lastUnnamed)
                return false;
            _lastUnnamed = feedback;
            Unnamed++;
            if (touchpoint is null)
                return false;
            _unnamedAt ??= new(StringComparer.Ordinal);
            var count = _unnamedAt[touchpoint] = _unnamedAt.GetValueOrDefault(touchpoint) + 1;
            if (count <= UnnamedVoices.MostAnHour)
                return false;
            Surplus++;
            return true;
        }

        public void Merge(CustomerSketch named, long unnamed, long surplus)
        {
            _named.Merge(named);
            Unnamed += unnamed;
            Surplus += surplus;
        }
    }

    private sealed class Cell
    {
        public long Positive { get; set; }

        public long Neutral { get; set; }

        public long Negative { get; set; }

        public long Sentiment { get; set; }

        public long Wordless { get; set; }

        public FoldCell ToFold(CellKey key) => new(
            key.Stage, key.Theme, key.Touchpoint, key.HeardBy, key.OwnedBy, Positive, Neutral, Negative, Sentiment)
        {
            Wordless = Wordless,
        };
    }

    private sealed class Scores
    {
        private RatingSums _sums;

        public void Add(RatingSums sums) => _sums += sums;

        public FoldScores ToFold(ScoresKey key) => FoldScores.Of(key.Stage, key.Touchpoint, key.HeardBy, _sums);
    }
}
