using Feedback.Azure.Language;
using Feedback.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Feedback.Web.Tests.Hosting;

public sealed class LanguageOptionsTests
{
    private const string Endpoint = "https://feedback.cognitiveservices.azure.com/";

    [Fact]
    public void The_built_in_analysis_is_the_usual_one() => Assert.Null(Read().Azure);

    [Fact]
    public void An_endpoint_is_all_that_Azure_needs() =>
        Assert.Equal(new(new AzureLanguageOptions { Endpoint = new(Endpoint) }, FallsBack: false, EmbeddingChoice.Static),
            Read(("Language", "azure"), ("LanguageEndpoint", Endpoint)));

    [Fact]
    public void Every_option_of_Azure_can_be_set() => Assert.Equal(
        new(new AzureLanguageOptions { Endpoint = new("http://127.0.0.1:1/"), Key = "k3y", FindPersonalData = false }, FallsBack: true, EmbeddingChoice.Static),
        Read(("Language", "Azure"), ("LanguageEndpoint", "http://127.0.0.1:1/"), ("LanguageKey", "k3y"), ("LanguageFallback", "built-in"),
            ("LanguagePiiDetection", "built-in")));

    [Theory]
    [InlineData("Language", "bert", "Feedback:Language must be built-in or azure")]
    [InlineData("LanguageEndpoint", "", "Feedback:LanguageEndpoint is required")]
    [InlineData("LanguageEndpoint", "feedback.cognitiveservices.azure.com", "Feedback:LanguageEndpoint must be an http or https address")]
    [InlineData("LanguageEndpoint", "http://feedback.example/", "Feedback:LanguageEndpoint must be an https address")]
    [InlineData("LanguageEndpoint", "https://feedback.example/?x=1", "Feedback:LanguageEndpoint must not have a query")]
    [InlineData("LanguageKey", "two words", "Feedback:LanguageKey must be a key")]
    [InlineData("LanguageFallback", "hope", "Feedback:LanguageFallback must be wait or built-in")]
    [InlineData("LanguageModel", "bert", "Feedback:LanguageModel must be static or minilm")]
    [InlineData("LanguageModel", "minilm", "Feedback:LanguageModel is minilm, but this program was built without the model")]
    [InlineData("LanguagePiiDetection", "no", "Feedback:LanguagePiiDetection must be azure or built-in")]
    public void A_wrong_option_is_named(string key, string value, string fault)
    {
        var failure = Assert.Throws<OptionsException>(() => Read(("Language", "azure"), ("LanguageEndpoint", Endpoint), (key, value)));

        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.NewLine, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_that_would_not_be_used_is_named()
    {
        var failure = Assert.Throws<OptionsException>(() => Read(("LanguageEndpoint", Endpoint)));

        Assert.Equal("Feedback:LanguageEndpoint is set, but Feedback:Language is not azure", failure.Message);
    }

    private static LanguageOptions Read(params (string Key, string Value)[] options)
    {
        var builder = new ConfigurationBuilder();
        foreach (var (key, value) in options)
            builder.AddInMemoryCollection([KeyValuePair.Create($"Feedback:{key}", (string?)value)]);
        return FeedbackOptions.Read(builder.Build()).Language;
    }
}
