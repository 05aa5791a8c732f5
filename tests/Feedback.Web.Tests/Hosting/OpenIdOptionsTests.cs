using Feedback.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Feedback.Web.Tests.Hosting;

public sealed class OpenIdOptionsTests
{
    [Fact]
    public void Without_a_provider_people_sign_in_with_keys_alone() => Assert.Null(Read().OpenId);

    [Fact]
    public void Tokens_for_the_api_are_meant_for_the_client_unless_an_audience_is_named()
    {
        var openId = Read(("OpenIdAuthority", "https://login.example.com/tenant/v2.0"), ("OpenIdClientId", "feedback"), ("OpenIdClientSecret", "s")).OpenId!;

        Assert.Equal(("feedback", "roles"), (openId.Audience, openId.RoleClaim));
    }

    [Theory]
    [InlineData("Feedback:OpenIdAuthority must be an http or https address", "OpenIdAuthority=login", "OpenIdClientId=feedback", "OpenIdClientSecret=s")]
    [InlineData("Feedback:OpenIdAuthority must be an https address", "OpenIdAuthority=http://login.example.com", "OpenIdClientId=feedback",
        "OpenIdClientSecret=s")]
    [InlineData("Feedback:OpenIdClientId is required", "OpenIdAuthority=https://login.example.com", "OpenIdClientSecret=s")]
    [InlineData("Feedback:OpenIdClientSecret is required", "OpenIdAuthority=https://login.example.com", "OpenIdClientId=feedback")]
    [InlineData("Feedback:OpenIdClientId is set, but Feedback:OpenIdAuthority is not", "OpenIdClientId=feedback")]
    [InlineData("Feedback:SessionHours must be a whole number from 1 to 720", "SessionHours=0")]
    public void A_wrong_option_is_named(string fault, params string[] options)
    {
        var exception = Assert.Throws<OptionsException>(() => Read([.. options.Select(option => option.Split('=', 2)).Select(pair => (pair[0], pair[1]))]));

        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    private static FeedbackOptions Read(params (string Key, string Value)[] values) => FeedbackOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create("Feedback:" + pair.Key, (string?)pair.Value))).Build());
}
