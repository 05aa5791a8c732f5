using System.Diagnostics.Metrics;
using Feedback.Core.Observability;

namespace Feedback.Cosmos;

/// <summary>What the requests cost, as a metric. It belongs to the program's meter by name; the store is open before there are services.</summary>
internal sealed class RequestCharges : IDisposable
{
    public const string Instrument = "feedback.store.request_charge";

    private readonly Meter _meter = new(PipelineMetrics.Name);
    private readonly Histogram<double> _charge;

    public RequestCharges() =>
        _charge = _meter.CreateHistogram<double>(Instrument, "{RU}", "Request units charged by Cosmos DB, by container and operation");

    public void Record(string container, string operation, double units)
    {
        if (units > 0)
            _charge.Record(units, new KeyValuePair<string, object?>("container", container), new KeyValuePair<string, object?>("operation", operation));
    }

    public void Dispose() => _meter.Dispose();
}
