using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>A running sum of fold cells, ratings and customers.</summary>
internal sealed class ScoreAggregate
{
    private long _sentiment, _unnamed;

    public long Positive { get; private set; }

    public long Neutral { get; private set; }

    public long Negative { get; private set; }

    /// <summary>Scores without words.</summary>
    public long Wordless { get; private set; }

    public long Volume => Positive + Neutral + Negative;

    /// <summary>The mean sentiment, to three decimals; <c>null</c> without an opinion.</summary>
    public double? Sentiment => Volume == 0 ? null : Math.Round(_sentiment / 1000.0 / Volume, 3);

    /// <summary>The distinct customers.</summary>
    public CustomerSketch Customers { get; } = new();

    public RatingSums Ratings { get; private set; }

    public NpsScore? Nps => NpsScore.Of(Ratings.Nps);

    public CsatScore? Csat => CsatScore.Of(Ratings.Csat);

    public CesScore? Ces => CesScore.Of(Ratings.Ces);

    public void Add(FoldCell cell)
    {
        Positive += cell.Positive;
        Neutral += cell.Neutral;
        Negative += cell.Negative;
        _sentiment += cell.Sentiment;
        Wordless += cell.Wordless;
    }

    public void Add(RatingSums ratings) => Ratings += ratings;

    public void Add(FoldCustomers customers)
    {
        Customers.Merge(customers.Named);
        _unnamed += customers.Unnamed;
    }

    /// <summary>Adds those who were heard at a stage to those of all.</summary>
    public void AddCustomers(ScoreAggregate stage)
    {
        Customers.Merge(stage.Customers);
        _unnamed += stage._unnamed;
    }

    public MapFigures ToFigures(ScoreAggregate before) => new(
        Volume, CountCustomers(), Sentiment, Positive, Neutral, Negative, Nps, Csat, Ces,
        new(before.Volume, before.Sentiment,
            before.Volume == 0 ? null : Math.Round((double)(Volume - before.Volume) / before.Volume, 3),
            Sentiment is { } now && before.Sentiment is { } then ? Math.Round(now - then, 3) : null,
            before.Nps, before.Csat, before.Ces))
    {
        CustomersEstimated = !Customers.IsExact,
    };

    // Whoever is named has given at least one of the opinions that name somebody: an estimate is not to say otherwise.
    private long CountCustomers() => Customers.IsExact ? Customers.Count() : Math.Min(Customers.Count(), Volume - _unnamed);
}
