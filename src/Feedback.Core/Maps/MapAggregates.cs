namespace Feedback.Core.Maps;

/// <summary>The sums that a journey map is made of, over one period.</summary>
internal sealed class MapAggregates
{
    public ScoreAggregate Total { get; } = new();

    public Dictionary<string, ScoreAggregate> Stages { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Stage, string Theme), ScoreAggregate> Themes { get; } = [];

    public Dictionary<(string Stage, string Touchpoint), ScoreAggregate> Touchpoints { get; } = [];

    public Dictionary<(string HeardBy, string? OwnedBy), ScoreAggregate> Matrix { get; } = [];

    /// <summary>Sums up what is asked for.</summary>
    public static MapAggregates Of(FoldTotal folds, MapFilter filter)
    {
        var aggregates = new MapAggregates();
        aggregates.Add(folds, filter);
        // Who was heard at any stage.
        foreach (var stage in aggregates.Stages.Values)
            aggregates.Total.AddCustomers(stage);
        return aggregates;
    }

    private void Add(FoldTotal folds, MapFilter filter)
    {
        foreach (var cell in folds.Cells)
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

        foreach (var scores in folds.Scores)
        {
            if (!filter.Matches(scores))
                continue;
            Total.Add(scores.Sums);
            Get(Stages, scores.Stage).Add(scores.Sums);
        }

        foreach (var customers in folds.Customers.Where(customers => filter.IsAt(customers.Touchpoint)))
            Get(Stages, customers.Stage).Add(customers);
    }

    private static ScoreAggregate Get<TKey>(Dictionary<TKey, ScoreAggregate> aggregates, TKey key)
        where TKey : notnull
    {
        if (!aggregates.TryGetValue(key, out var aggregate))
            aggregates[key] = aggregate = new();
        return aggregate;
    }
}
