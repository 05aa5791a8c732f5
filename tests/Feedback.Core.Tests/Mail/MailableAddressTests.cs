using Feedback.Core.Mail;

namespace Feedback.Core.Tests.Mail;

public sealed class MailableAddressTests
{
    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("ann.lee+digest@mail.example.co.uk")]
    [InlineData("o'neil_{x}@example.com")]
    [InlineData("feedback@localhost")]
    [InlineData("jörg@bücher.example")]
    [InlineData("anna@xn--bcher-kva.example")]
    [InlineData("用户@例子.广告")]
    public void Mail_can_be_sent_to_an_address(string address) => Assert.True(MailableAddress.IsOne(address));

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("@example.com")]
    [InlineData("ann@")]
    [InlineData("ann..lee@example.com")]
    [InlineData(".ann@example.com")]
    [InlineData("ann.@example.com")]
    [InlineData("ann@lee@example.com")]
    [InlineData("Ann <ann@example.com>")]
    [InlineData("ann,ben@example.com")]
    [InlineData("ann\u200B@example.com")]
    [InlineData("ann\u00A0lee@example.com")]
    [InlineData("ann\r\n@example.com")]
    [InlineData("ann@example..com")]
    [InlineData("ann@example.com.")]
    [InlineData("ann@-example.com")]
    [InlineData("ann@exa_mple.com")]
    [InlineData("ann@[127.0.0.1]")]
    [InlineData("ann@127.0.0.1")]
    public void Mail_can_be_sent_to_nothing_else(string address) => Assert.False(MailableAddress.IsOne(address));

    [Fact]
    public void What_is_too_long_or_no_Unicode_is_none()
    {
        Assert.False(MailableAddress.IsOne(new string('a', 65) + "@example.com"));
        Assert.False(MailableAddress.IsOne("ann@" + new string('x', 64) + ".example"));
        Assert.False(MailableAddress.IsOne("ann@" + string.Join('.', Enumerable.Repeat("xxxxxxx", 32))));
        Assert.False(MailableAddress.IsOne("ann\uD83D@example.com"));
    }
}
