namespace Feedback.Core.Signals;

/// <summary>The folds of one period: the whole journey's, and one for each segment that was heard in it.</summary>
public sealed class PeriodFolds
{
    private readonly FoldPeriod _period;
    private readonly Dictionary<string, Fold> _segments;

    private PeriodFolds(FoldPeriod period, Fold whole, Dictionary<string, Fold> segments) =>
        (_period, Whole, _segments) = (period, whole, segments);

    /// <summary>The whole journey's fold.</summary>
    public Fold Whole { get; }

    /// <summary>The segments that were heard.</summary>
    public IReadOnlyCollection<string> Segments => _segments.Keys;

    /// <summary>A segment's fold; an empty one when nothing was heard of it.</summary>
    public Fold Of(string segment) => _segments.TryGetValue(segment, out var fold) ? fold
        : new FoldBuilder().Build(FoldPartition.Of(Whole.Journey, segment), _period) with { Zone = Whole.Zone };

    /// <summary>Adds up all folds of a period at once, from signals or from folds of shorter periods.</summary>
    /// <param name="zone">The time zone of days and months; <c>null</c> for UTC.</param>
    /// <param name="isOfHour">Whether the signals that are added are all of one hour.</param>
    internal sealed class Builder(string? zone = null, bool isOfHour = false)
    {
        private readonly FoldBuilder _whole = new(isOfHour);
        private readonly SortedDictionary<string, FoldBuilder> _segments = new(StringComparer.Ordinal);

        /// <summary>The segments of which anything was added, in order.</summary>
        public IReadOnlyCollection<string> Segments => _segments.Keys;

        /// <summary>Whether nothing was added.</summary>
        public bool IsEmpty => _whole.IsEmpty;

        /// <summary>About how many bytes it takes in memory.</summary>
        public long Footprint => _whole.Footprint + _segments.Values.Sum(segment => segment.Footprint);

        /// <summary>Adds the signals of a feedback to the journey and to each segment of its customer.</summary>
        /// <param name="signals">The signals.</param>
        /// <param name="surplus">Takes the voices that are too many of an hour.</param>
        public void Add(FeedbackSignals signals, List<SurplusVoice>? surplus = null)
        {
            _whole.Add(signals, null, surplus);
            if (signals.Opinions.Count == 0)
                return;
            foreach (var segment in signals.Segments ?? [])
                Get(segment).Add(signals, segment, surplus);
        }

        /// <summary>Notes a voice that was too many of its hour.</summary>
        public void Add(SurplusVoice voice) => (voice.Segment is null ? _whole : Get(voice.Segment)).Add(voice);

        /// <summary>Adds a fold of a shorter period to the journey, or to a segment of it.</summary>
        public void Add(string? segment, Fold fold) => (segment is null ? _whole : Get(segment)).Add(fold);

        /// <summary>The fold of the journey, or of a segment of it. More can be added afterwards.</summary>
        public Fold BuildOne(string journey, string? segment, FoldPeriod period)
        {
            var fold = segment is not null ? Get(segment).Build(FoldPartition.Of(journey, segment), period)
                : _whole.Build(journey, period) with { Segments = _segments.Count == 0 ? null : [.. _segments.Keys] };
            return period.Grain == FoldGrain.Hour ? fold : fold with { Zone = zone };
        }

        public PeriodFolds Build(string journey, FoldPeriod period) => new(
            period,
            BuildOne(journey, null, period),
            _segments.Keys.ToDictionary(segment => segment, segment => BuildOne(journey, segment, period), StringComparer.Ordinal));

        private FoldBuilder Get(string segment)
        {
            if (!_segments.TryGetValue(segment, out var builder))
                _segments[segment] = builder = new(isOfHour);
            return builder;
        }
    }
}
