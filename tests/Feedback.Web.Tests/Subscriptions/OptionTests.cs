using Feedback.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Feedback.Web.Tests.Subscriptions;

public sealed class OptionTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    [InlineData("True", true)]
    public void Private_addresses_are_allowed_only_when_the_configuration_says_so(string? value, bool allowed) =>
        Assert.Equal(allowed, Read(value).AllowPrivateWebhooks);

    [Fact]
    public void Another_word_is_refused_with_the_options_key()
    {
        var refused = Assert.Throws<OptionsException>(() => Read("yes"));

        Assert.Equal("Feedback:AllowPrivateWebhooks must be true or false", refused.Message);
    }

    private static FeedbackOptions Read(string? value) =>
        FeedbackOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Feedback:AllowPrivateWebhooks", value)]).Build());
}
