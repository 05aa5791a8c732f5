using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>A running sum of fold cells, ratings and customers.</summary>
internal sealed class ScoreAggregate
{
    private readonly CustomerSketch _customers = new();
    private long _sentiment, _promoters, _passives, _detractors, _csatAnswers, _csatSatisfied, _csatSum, _cesAnswers, _cesSum;

    public long Positive { get; private set; }

    public long Neutral { get; private set; }

    public long Negative { get; private set; }

    public long Volume => Positive + Neutral + Negative;

    /// <summary>The mean sentiment, to three decimals; <c>null</c> without an opinion.</summary>
    public double? Sentiment => Volume == 0 ? null : Math.Round(_sentiment / 1000.0 / Volume, 3);

    public long Customers => _customers.Count();

    public NpsScore? Nps => _promoters + _passives + _detractors is > 0 and var answers
        ? new(Math.Round(100.0 * (_promoters - _detractors) / answers, 1), answers, _promoters, _passives, _detractors)
        : null;

    public CsatScore? Csat => _csatAnswers > 0
        ? new(Math.Round((double)_csatSum / _csatAnswers, 2), _csatAnswers, Math.Round((double)_csatSatisfied / _csatAnswers, 3))
        : null;

    public CesScore? Ces => _cesAnswers > 0 ? new(Math.Round((double)_cesSum / _cesAnswers, 2), _cesAnswers) : null;

    public void Add(FoldCell cell)
    {
        Positive += cell.Positive;
        Neutral += cell.Neutral;
        Negative += cell.Negative;
        _sentiment += cell.Sentiment;
    }

    public void Add(FoldScores scores)
    {
        _promoters += scores.Promoters;
        _passives += scores.Passives;
        _detractors += scores.Detractors;
        _csatAnswers += scores.CsatAnswers;
        _csatSatisfied += scores.CsatSatisfied;
        _csatSum += scores.CsatSum;
        _cesAnswers += scores.CesAnswers;
        _cesSum += scores.CesSum;
    }

    public void Add(CustomerSketch customers) => _customers.Merge(customers);

    public MapFigures ToFigures(ScoreAggregate before) => new(
        Volume, Customers, Sentiment, Positive, Neutral, Negative, Nps, Csat, Ces,
        new(before.Volume, before.Sentiment,
            before.Volume == 0 ? null : Math.Round((double)(Volume - before.Volume) / before.Volume, 3),
            Sentiment is { } now && before.Sentiment is { } then ? Math.Round(now - then, 3) : null,
            before.Nps, before.Csat, before.Ces));
}
