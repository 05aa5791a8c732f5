using Feedback.Cosmos;
using Feedback.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Feedback.Web.Tests.Hosting;

public sealed class StoreOptionsTests
{
    private const string Endpoint = "https://feedback.documents.azure.com/";

    [Fact]
    public void The_embedded_store_is_the_usual_one() => Assert.Null(Read().Cosmos);

    [Fact]
    public void An_endpoint_is_all_that_Cosmos_DB_needs()
    {
        var options = Read(("Store", "cosmos"), ("CosmosEndpoint", Endpoint));

        Assert.Equal(new CosmosStoreOptions { Endpoint = new(Endpoint) }, options.Cosmos);
        Assert.Equal(60, options.FoldIntervalSeconds);
    }

    [Fact]
    public void Every_option_of_Cosmos_DB_can_be_set() => Assert.Equal(
        new CosmosStoreOptions { Endpoint = new(Endpoint), Database = "other", Key = "a2V5", Connection = CosmosConnection.Gateway, Bulk = true },
        Read(("Store", "Cosmos"), ("CosmosEndpoint", Endpoint), ("CosmosDatabase", "other"), ("CosmosKey", "a2V5"), ("CosmosConnection", "gateway"),
            ("CosmosBulk", "true")).Cosmos);

    [Theory]
    [InlineData("Store", "oracle", "Feedback:Store must be sqlite or cosmos")]
    [InlineData("CosmosEndpoint", "", "Feedback:CosmosEndpoint is required")]
    [InlineData("CosmosEndpoint", "feedback.documents.azure.com", "Feedback:CosmosEndpoint must be an http or https address")]
    [InlineData("CosmosKey", "not base 64!", "Feedback:CosmosKey must be a key of the account")]
    [InlineData("CosmosConnection", "udp", "Feedback:CosmosConnection must be direct or gateway")]
    [InlineData("CosmosBulk", "maybe", "Feedback:CosmosBulk must be false or true")]
    [InlineData("CosmosDatabase", "a/b", "Feedback:CosmosDatabase must be the name of a database")]
    [InlineData("FoldIntervalSeconds", "-1", "Feedback:FoldIntervalSeconds must be a whole number from 0 to 3600")]
    public void A_wrong_option_is_named(string key, string value, string fault)
    {
        var failure = Assert.Throws<OptionsException>(() => Read(("Store", "cosmos"), ("CosmosEndpoint", Endpoint), (key, value)));

        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FoldSeconds", "Feedback:FoldSeconds was renamed to Feedback:FoldIntervalSeconds")]
    [InlineData("languagepersonaldata", "Feedback:languagepersonaldata was renamed to Feedback:LanguagePiiDetection")]
    public void A_setting_under_its_former_name_is_refused_with_the_present_one(string key, string fault) =>
        Assert.Contains(fault, Assert.Throws<OptionsException>(() => Read((key, "30"))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_account_that_would_not_be_used_is_named()
    {
        var failure = Assert.Throws<OptionsException>(() => Read(("CosmosEndpoint", Endpoint)));

        Assert.Contains("Feedback:CosmosEndpoint is set, but Feedback:Store is not cosmos", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Reads options, of which a later one takes the place of an earlier.</summary>
    private static FeedbackOptions Read(params (string Key, string Value)[] options)
    {
        var builder = new ConfigurationBuilder();
        foreach (var (key, value) in options)
            builder.AddInMemoryCollection([KeyValuePair.Create($"Feedback:{key}", (string?)value)]);
        return FeedbackOptions.Read(builder.Build());
    }
}
