using System.Runtime.InteropServices;
using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>
/// Adds up the folds that one <see cref="FoldCache"/> read. It has numbered what their cells stand for, so a cell of a fold is added to that of another without
/// comparing a name: a map sums some fifty thousand cells.
/// </summary>
internal sealed class FoldSum
{
    private readonly List<FoldCell?> _places;
    private readonly List<Counts> _counts;
    private readonly Dictionary<int, (FoldScores Place, RatingSums Sums)> _scores;
    private readonly Dictionary<(string Stage, string Touchpoint), (CustomerSketch Named, long Unnamed)> _customers;

    public FoldSum() => (_places, _counts, _scores, _customers) = ([], [], [], []);

    private FoldSum(FoldSum other) => (_places, _counts, _scores, _customers) = ([.. other._places], [.. other._counts], new(other._scores),
        other._customers.ToDictionary(pair => pair.Key, pair => (pair.Value.Named.Copy(), pair.Value.Unnamed)));

    /// <summary>The sum so far.</summary>
    public FoldTotal Total => new(
        [.. _places.Index().Where(place => place.Item is not null).Select(place => _counts[place.Index].ToCell(place.Item!))],
        [.. _scores.Values.Select(scores => FoldScores.Of(scores.Place.Stage, scores.Place.Touchpoint, scores.Place.HeardBy, scores.Sums))],
        [.. _customers.Select(pair => new FoldCustomers(pair.Key.Stage, pair.Key.Touchpoint, pair.Value.Named, pair.Value.Unnamed))]);

    /// <summary>The same sum, to be added to.</summary>
    public FoldSum Copy() => new(this);

    /// <summary>Adds a fold.</summary>
    public void Add(Fold fold, CountedCustomers counted)
    {
        foreach (var cell in fold.Cells)
            Add(cell);
        foreach (var scores in fold.Scores)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_scores, scores.Number, out _);
            sum = (scores, sum.Sums + scores.Sums);
        }

        foreach (var customers in fold.Customers)
        {
            if (!counted.Holds(customers))
                continue;
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_customers, (customers.Stage, customers.Touchpoint), out var exists);
            if (!exists)
                sum.Named = new();
            sum.Named.Merge(customers.Named);
            sum.Unnamed += customers.Unnamed;
        }
    }

    private void Add(FoldCell cell)
    {
        if (cell.Number >= _places.Count)
        {
            CollectionsMarshal.SetCount(_counts, cell.Number + 1);
            for (var more = _places.Count; more <= cell.Number; more++)
            {
                _counts[more] = default;
                _places.Add(null);
            }
        }

        _places[cell.Number] ??= cell;
        CollectionsMarshal.AsSpan(_counts)[cell.Number].Add(cell);
    }

    private struct Counts
    {
        private long _positive, _neutral, _negative, _sentiment, _wordless;

        public void Add(FoldCell cell)
        {
            _positive += cell.Positive;
            _neutral += cell.Neutral;
            _negative += cell.Negative;
            _sentiment += cell.Sentiment;
            _wordless += cell.Wordless;
        }

        public readonly FoldCell ToCell(FoldCell place) =>
            place with { Positive = _positive, Neutral = _neutral, Negative = _negative, Sentiment = _sentiment, Wordless = _wordless };
    }
}
