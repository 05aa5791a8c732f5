using Feedback.Azure.Inbox;
using Feedback.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Feedback.Web.Tests.Hosting;

public sealed class InboxOptionsTests
{
    private const string Endpoint = "https://feedback.servicebus.windows.net/";

    [Fact]
    public void Usually_there_is_no_inbox() => Assert.Null(Read());

    [Fact]
    public void An_endpoint_is_all_that_an_identity_needs() =>
        Assert.Equal(new ServiceBusInboxOptions { Endpoint = new(Endpoint) }, Read(("InboxEndpoint", Endpoint)));

    [Fact]
    public void A_shared_access_key_stands_in_for_an_identity() => Assert.Equal(
        new ServiceBusInboxOptions { Endpoint = new("http://127.0.0.1:1/"), Key = new("sender", "a2V5") },
        Read(("InboxEndpoint", "http://127.0.0.1:1/"), ("InboxKeyName", "sender"), ("InboxKey", "a2V5")));

    [Theory]
    [InlineData("InboxEndpoint", "", "InboxKeyName", "sender", "Feedback:InboxKeyName is set, but Feedback:InboxEndpoint is not")]
    [InlineData("InboxEndpoint", "feedback.servicebus.windows.net", "InboxKey", "", "Feedback:InboxEndpoint must be an http or https address")]
    [InlineData("InboxEndpoint", "http://feedback.example/", "InboxKey", "", "Feedback:InboxEndpoint must be an https address")]
    [InlineData("InboxEndpoint", "https://feedback.example/feedback-inbox", "InboxKey", "", "Feedback:InboxEndpoint must have no path")]
    [InlineData("InboxEndpoint", "https://feedback.example/?x=1", "InboxKey", "", "Feedback:InboxEndpoint must have no path")]
    [InlineData("InboxEndpoint", Endpoint, "InboxKey", "a2V5", "Feedback:InboxKey is set without the other")]
    [InlineData("InboxEndpoint", Endpoint, "InboxKeyName", "sender", "Feedback:InboxKeyName is set without the other")]
    public void A_wrong_option_is_named(string key, string value, string other, string otherValue, string fault)
    {
        var failure = Assert.Throws<OptionsException>(() => Read((key, value), (other, otherValue)));

        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.NewLine, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_reads_the_queue_there_can_be_no_inbox()
    {
        var failure = Assert.Throws<OptionsException>(() => FeedbackOptions.Read(Configuration(("Feedback:InboxEndpoint", Endpoint))));

        Assert.Equal("Feedback:InboxEndpoint can only be set under the Functions host: nothing else reads the queue", failure.Message);
    }

    private static ServiceBusInboxOptions? Read(params (string Key, string Value)[] options) => FeedbackOptions.Read(Configuration(
    [
        (FunctionsHost.PortKey, "50000"), ("Feedback:Store", "cosmos"), ("Feedback:CosmosEndpoint", "https://feedback.documents.azure.com/"),
            ("Feedback:ManagerKey", "fbm_0123456789abcdef0123456789abcdef"),
        .. options.Select(option => ($"Feedback:{option.Key}", option.Value)),
    ])).Inbox;

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
