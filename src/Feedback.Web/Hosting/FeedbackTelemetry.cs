using System.Diagnostics;
using Azure.Monitor.OpenTelemetry.Exporter;
using Feedback.Core.Observability;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Feedback.Web.Hosting;

/// <summary>Traces, metrics and logs to OTLP and to Azure Monitor, as <see cref="TelemetryOptions"/> says; without any, nothing of this is loaded.</summary>
internal static class FeedbackTelemetry
{
    public static IServiceCollection AddFeedbackTelemetry(this IServiceCollection services, FeedbackOptions options) =>
        options.Telemetry.IsOn ? Add(services, options) : services;

    private static IServiceCollection Add(IServiceCollection services, FeedbackOptions options)
    {
        var telemetry = services.AddOpenTelemetry()
            // The environment comes last, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
            .ConfigureResource(resource => resource.Clear().AddService("feedback", serviceVersion: Version).AddTelemetrySdk().AddEnvironmentVariableDetector())
            .WithTracing(traces => traces
                .AddSource(PipelineMetrics.Name)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !IsProbe(context.Request.Path))
                .AddHttpClientInstrumentation()
                .AddProcessor(new SpanPrivacy()))
            .WithMetrics(metrics => metrics
                .AddMeter(PipelineMetrics.Name)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());
        services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeFormattedMessage = true);
        if (options.Telemetry.AzureMonitor is { } azure)
            telemetry.AddAzureMonitor(azure, underFunctions: options.Functions is not null);
        if (options.Telemetry.Otlp is { } otlp)
            telemetry.UseOtlpExporter(options.Telemetry.OverGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf, otlp);
        return services.AddHostedService<TelemetryEnd>();
    }

    private static string? Version => typeof(FeedbackTelemetry).Assembly.GetName().Version?.ToString(3);

    private static bool IsProbe(PathString path) =>
        path.Equals("/healthz", StringComparison.OrdinalIgnoreCase) || path.Equals("/readyz", StringComparison.OrdinalIgnoreCase);

    private static void AddAzureMonitor(this IOpenTelemetryBuilder telemetry, AzureMonitorTarget azure, bool underFunctions)
    {
        telemetry
            .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(Configure))
            .WithTracing(traces =>
            {
                if (underFunctions)
                    traces.AddProcessor(new WithoutRequests());
                traces.AddAzureMonitorTraceExporter(Configure);
            });
        // The Functions host sends there what the program prints.
        if (!underFunctions)
            telemetry.WithLogging(logs => logs.AddAzureMonitorLogExporter(Configure));

        void Configure(AzureMonitorExporterOptions exporter)
        {
            exporter.ConnectionString = azure.ConnectionString;
            exporter.Credential = azure.Credential;
            // What the program writes to disk, it writes to its data folder.
            exporter.DisableOfflineStorage = true;
            exporter.EnableLiveMetrics = false;
            exporter.EnableStandardMetrics = !underFunctions;
        }
    }

    /// <summary>Keeps the requests themselves out under the Functions host, which reports them to the same place: they would count twice. What belongs to them
    /// is kept.</summary>
    private sealed class WithoutRequests : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.Kind == ActivityKind.Server)
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>Sends the rest when everything else has stopped, and does not wait long for a receiver that is away.</summary>
    private sealed class TelemetryEnd(TracerProvider traces, MeterProvider metrics, LoggerProvider? logs = null) : IHostedLifecycleService
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(
            Task.Run(() => traces.Shutdown((int)Patience.TotalMilliseconds), cancellationToken),
            Task.Run(() => metrics.Shutdown((int)Patience.TotalMilliseconds), cancellationToken),
            Task.Run(() => logs?.Shutdown((int)Patience.TotalMilliseconds), cancellationToken));

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
