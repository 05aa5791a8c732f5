using System.Data.Common;
using Azure.Core;
using Azure.Identity;

namespace Feedback.Web.Hosting;

/// <summary>Where traces, metrics and logs are sent; nowhere unless something is set.</summary>
/// <param name="Otlp">A receiver of OTLP: <c>Feedback:OtlpEndpoint</c>, or the standard <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</param>
/// <param name="OverGrpc">Whether it is sent there over gRPC instead of HTTP: <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>.</param>
/// <param name="AzureMonitor">Azure Monitor: <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>.</param>
internal sealed record TelemetryOptions(Uri? Otlp, bool OverGrpc, AzureMonitorTarget? AzureMonitor)
{
    private const string OtlpEndpoint = nameof(OtlpEndpoint);
    private const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string StandardProtocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string StandardHeaders = "OTEL_EXPORTER_OTLP_HEADERS";
    private const string HttpProtobuf = "http/protobuf";
    private const string Grpc = "grpc";

    public static IReadOnlyList<string> Keys { get; } = [OtlpEndpoint];

    /// <summary>Whether anything is sent at all.</summary>
    public bool IsOn => Otlp is not null || AzureMonitor is not null;

    public static TelemetryOptions Read(OptionSection section)
    {
        var protocol = section.Outside(StandardProtocol) ?? HttpProtobuf;
        if (protocol is not (HttpProtobuf or Grpc))
            section.FaultOutside(StandardProtocol, $"must be {HttpProtobuf} or {Grpc}");
        if (section.Outside(StandardHeaders)?.Split(',').Any(header => header.IndexOf('=', StringComparison.Ordinal) <= 0) == true)
            section.FaultOutside(StandardHeaders, "must consist of pairs NAME=VALUE with commas between them");
        return new(section.Address(OtlpEndpoint) ?? section.AddressOutside(StandardEndpoint),
            protocol == Grpc, AzureMonitorTarget.Read(section));
    }
}

/// <summary>An Application Insights resource, under the names that Azure gives its settings.</summary>
/// <param name="ConnectionString">Where it is.</param>
/// <param name="Credential">Who the program is there; <c>null</c> where the resource takes whoever knows the connection string.</param>
internal sealed record AzureMonitorTarget(string ConnectionString, TokenCredential? Credential)
{
    private const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Identity = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public static AzureMonitorTarget? Read(OptionSection section) => section.Outside(Connection) is { } connection ? Read(section, connection) : null;

    private static AzureMonitorTarget Read(OptionSection section, string connection)
    {
        var parts = Parse(section, Connection);
        if (!Guid.TryParse(Part(parts, "InstrumentationKey"), out _))
            section.FaultOutside(Connection, "must hold an InstrumentationKey, as Application Insights shows it: InstrumentationKey=…;IngestionEndpoint=…");
        if (Part(parts, "IngestionEndpoint") is { } endpoint && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
            section.FaultOutside(Connection, "must hold an IngestionEndpoint that is an https address");

        var identity = Parse(section, Identity);
        return new(connection, string.Equals(Part(identity, "Authorization"), "AAD", StringComparison.OrdinalIgnoreCase)
            ? new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = Part(identity, "ClientId") })
            : null);
    }

    private static DbConnectionStringBuilder Parse(OptionSection section, string name)
    {
        try
        {
            return new() { ConnectionString = section.Outside(name) };
        }
        catch (ArgumentException)
        {
            section.FaultOutside(name, "must consist of pairs NAME=VALUE with semicolons between them");
            return [];
        }
    }

    private static string? Part(DbConnectionStringBuilder parts, string name) => parts.TryGetValue(name, out var value) ? value as string : null;
}
