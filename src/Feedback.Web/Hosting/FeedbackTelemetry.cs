using Feedback.Core.Observability;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Feedback.Web.Hosting;

/// <summary>Traces and metrics to OTLP, when <c>Feedback:OtlpEndpoint</c> says where. The framework's own instruments for HTTP come along.</summary>
internal static class FeedbackTelemetry
{
    public static IServiceCollection AddFeedbackTelemetry(this IServiceCollection services, FeedbackOptions options) =>
        options.OtlpEndpoint is { } endpoint ? services.AddHostedService(_ => new Exporter(endpoint)) : services;

    private sealed class Exporter(Uri endpoint) : IHostedService
    {
        private TracerProvider? _traces;
        private MeterProvider? _metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var resource = ResourceBuilder.CreateDefault().AddService("feedback");
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
                .AddSource(PipelineMetrics.Name, "Microsoft.AspNetCore")
                .AddOtlpExporter(otlp => Configure(otlp, "v1/traces")).Build();
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter(PipelineMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter(otlp => Configure(otlp, "v1/metrics")).Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _traces?.Dispose();
            _metrics?.Dispose();
            return Task.CompletedTask;
        }

        private void Configure(OtlpExporterOptions otlp, string path)
        {
            otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
            otlp.Endpoint = new(endpoint, path);
        }
    }
}
