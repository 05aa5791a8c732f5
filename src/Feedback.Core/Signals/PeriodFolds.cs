namespace Feedback.Core.Signals;

/// <summary>The folds of one period: the whole journey's, and one for each segment that was heard in it.</summary>
public sealed class PeriodFolds
{
    private readonly FoldPeriod _period;
    private readonly Dictionary<string, Fold> _segments;

    private PeriodFolds(FoldPeriod period, Fold whole, Dictionary<string, Fold> segments) => (_period, Whole, _segments) = (period, whole, segments);

    /// <summary>The whole journey's fold.</summary>
    public Fold Whole { get; }

    /// <summary>The segments that were heard.</summary>
    public IReadOnlyCollection<string> Segments => _segments.Keys;

    /// <summary>A segment's fold; an empty one when nothing was heard of it.</summary>
    public Fold Of(string segment) => _segments.TryGetValue(segment, out var fold) ? fold
        : new FoldBuilder().Build(FoldPartition.Of(Whole.Journey, segment), _period);

    /// <summary>Adds up all folds of a period at once, from signals or from folds of shorter periods.</summary>
    internal sealed class Builder
    {
        private readonly FoldBuilder _whole = new();
        private readonly SortedDictionary<string, FoldBuilder> _segments = new(StringComparer.Ordinal);

        /// <summary>Adds a signal to the journey and to each of its segments.</summary>
        public void Add(Signal signal)
        {
            _whole.Add(signal);
            foreach (var segment in signal.Segments ?? [])
                Get(segment).Add(signal);
        }

        /// <summary>Adds a fold of a shorter period to the journey, or to a segment of it.</summary>
        public void Add(string? segment, Fold fold) => (segment is null ? _whole : Get(segment)).Add(fold);

        public PeriodFolds Build(string journey, FoldPeriod period)
        {
            var segments = _segments.ToDictionary(pair => pair.Key, pair => pair.Value.Build(FoldPartition.Of(journey, pair.Key), period),
                StringComparer.Ordinal);
            return new(period, _whole.Build(journey, period) with { Segments = segments.Count == 0 ? null : [.. _segments.Keys] }, segments);
        }

        private FoldBuilder Get(string segment)
        {
            if (!_segments.TryGetValue(segment, out var builder))
                _segments[segment] = builder = new();
            return builder;
        }
    }
}
