using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>The sums that a journey map is made of, over one period.</summary>
internal sealed class MapAggregates
{
    public ScoreAggregate Total { get; } = new();

    public Dictionary<string, ScoreAggregate> Stages { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Stage, string Theme), ScoreAggregate> Themes { get; } = [];

    public Dictionary<(string Stage, string Touchpoint), ScoreAggregate> Touchpoints { get; } = [];

    public Dictionary<(string HeardBy, string? OwnedBy), ScoreAggregate> Matrix { get; } = [];

    /// <summary>Adds a fold, or the part of it that is asked for.</summary>
    public void Add(Fold fold, MapFilter filter)
    {
        foreach (var cell in fold.Cells)
        {
            if (!filter.Matches(cell))
                continue;
            Total.Add(cell);
            Get(Stages, cell.Stage).Add(cell);
            Get(Touchpoints, (cell.Stage, cell.Touchpoint)).Add(cell);
            Get(Matrix, (cell.HeardBy, cell.OwnedBy)).Add(cell);
            if (cell.Theme is not null)
                Get(Themes, (cell.Stage, cell.Theme)).Add(cell);
        }

        foreach (var scores in fold.Scores)
        {
            if (!filter.Matches(scores))
                continue;
            Total.Add(scores.Sums);
            Get(Stages, scores.Stage).Add(scores.Sums);
        }
    }

    /// <summary>Adds the customers of a fold, or of the part of it that is asked for.</summary>
    public void AddCustomers(Fold fold, MapFilter filter)
    {
        foreach (var customers in fold.Customers.Where(customers => filter.IsAt(customers.Touchpoint)))
            Get(Stages, customers.Stage).Add(customers.Named);
    }

    /// <summary>Counts everybody, once the customers of all folds are added: who was heard at any stage.</summary>
    public void CompleteCustomers()
    {
        foreach (var stage in Stages.Values)
            Total.Add(stage.Customers);
    }

    private static ScoreAggregate Get<TKey>(Dictionary<TKey, ScoreAggregate> aggregates, TKey key)
        where TKey : notnull
    {
        if (!aggregates.TryGetValue(key, out var aggregate))
            aggregates[key] = aggregate = new();
        return aggregate;
    }
}
