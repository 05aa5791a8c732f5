using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Feedback.Core.Observability;

/// <summary>What the pipeline tells of itself: counters, and spans. Names follow OpenTelemetry's conventions.</summary>
public sealed class PipelineMetrics : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Feedback";

    /// <summary>The pipeline's spans.</summary>
    public static readonly ActivitySource Activities = new(Name);

    private readonly Meter _meter;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _queued;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _analysed;
    private readonly Counter<long> _corrections;
    private readonly Histogram<double> _folding;

    /// <summary>Creates the instruments.</summary>
    public PipelineMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _accepted = _meter.CreateCounter<long>("feedback.accepted", "{feedback}", "Feedback accepted and stored");
        _queued = _meter.CreateCounter<long>("feedback.intake.queued", "{feedback}",
            "Feedback accepted into the inbox because the store did not answer; counted as accepted once it is stored");
        _duplicates = _meter.CreateCounter<long>("feedback.duplicates", "{feedback}", "Feedback that was already stored");
        _rejected = _meter.CreateCounter<long>("feedback.rejected", "{feedback}", "Feedback rejected, by reason");
        _analysed = _meter.CreateCounter<long>("feedback.analysed", "{feedback}", "Feedback analysed, by outcome");
        _corrections = _meter.CreateCounter<long>("feedback.corrections", "{correction}",
            "Opinions corrected by hand, by field and by the analysis that was wrong");
        _folding = _meter.CreateHistogram<double>("feedback.processor.duration", "s", "Time to handle one page of a change feed, by processor");
    }

    /// <summary>Feedback was stored.</summary>
    public void Accepted(long count) => _accepted.Add(count);

    /// <summary>Feedback was left in the inbox.</summary>
    public void Queued(long count) => _queued.Add(count);

    /// <summary>Feedback was stored before.</summary>
    public void Duplicate(long count) => _duplicates.Add(count);

    /// <summary>Feedback was refused.</summary>
    /// <param name="reason">The type of the problem.</param>
    public void Rejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Feedback was analysed.</summary>
    /// <param name="outcome"><c>mapped</c>, <c>failed</c> or <c>superseded</c>.</param>
    public void Analysed(string outcome) => _analysed.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>An opinion was corrected by hand.</summary>
    /// <param name="field"><c>sentiment</c>, <c>theme</c> or <c>stage</c>.</param>
    /// <param name="analysis">Which analysis was corrected.</param>
    public void Corrected(string field, string analysis) =>
        _corrections.Add(1, new KeyValuePair<string, object?>("field", field), new KeyValuePair<string, object?>("analysis", analysis));

    /// <summary>A processor has handled a page.</summary>
    public void Handled(string processor, TimeSpan duration) =>
        _folding.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("processor", processor));

    /// <summary>Shows how far behind a processor is.</summary>
    /// <param name="processor">The processor's name.</param>
    /// <param name="seconds">Its lag in seconds: the age of the oldest change that it has not handled.</param>
    public void ObserveLag(string processor, Func<double> seconds) =>
        _meter.CreateObservableGauge("feedback.processor.lag", () =>
            new Measurement<double>(seconds(), new KeyValuePair<string, object?>("processor", processor)), "s",
                "Age of the oldest change that a processor has not handled");

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
