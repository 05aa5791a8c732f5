using Feedback.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Feedback.Web.Tests.Hosting;

public sealed class TelemetryOptionsTests
{
    private const string Connection = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://westeurope-1.in.example.com/";

    [Fact]
    public void Nothing_is_sent_unless_something_is_set() => Assert.False(Read().IsOn);

    [Fact]
    public void Our_own_setting_comes_before_the_standard_variable()
    {
        var telemetry = Read(("Feedback:OtlpEndpoint", "http://ours:4318"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://standard:4318"));

        Assert.Equal((new Uri("http://ours:4318"), false), (telemetry.Otlp, telemetry.OverGrpc));
    }

    [Fact]
    public void The_standard_variables_alone_are_enough()
    {
        var telemetry = Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://standard:4317"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));

        Assert.Equal((true, new Uri("http://standard:4317"), true), (telemetry.IsOn, telemetry.Otlp, telemetry.OverGrpc));
    }

    [Fact]
    public void Azure_monitor_takes_whoever_knows_the_connection_string_unless_it_asks_for_an_identity()
    {
        Assert.Null(Read(("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection)).AzureMonitor!.Credential);
        Assert.NotNull(Read(("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection),
            ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=00000000-0000-0000-0000-000000000002;Authorization=AAD")).AzureMonitor!.Credential);
    }

    [Theory]
    [InlineData("Feedback:OtlpEndpoint must be an http or https address", "Feedback:OtlpEndpoint", "collector:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https address", "OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or grpc", "OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS must consist of pairs NAME=VALUE", "OTEL_EXPORTER_OTLP_HEADERS", "abc")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING must hold an InstrumentationKey", "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "IngestionEndpoint=https://a")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING must hold an InstrumentationKey", "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "InstrumentationKey=mine")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING must consist of pairs", "APPLICATIONINSIGHTS_CONNECTION_STRING", "mine")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING must hold an IngestionEndpoint that is an https address", "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=here")]
    public void A_wrong_setting_is_named(string fault, string key, string value)
    {
        var exception = Assert.Throws<OptionsException>(() => Read((key, value)));

        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    private static TelemetryOptions Read(params (string Key, string Value)[] values) => FeedbackOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build()).Telemetry;
}
