using System.Net;
using Feedback.Core.Subscriptions;

namespace Feedback.Core.Tests.Subscriptions;

public sealed class AddressPolicyTests
{
    private static readonly AddressPolicy Internet = new(AllowPrivate: false);
    private static readonly AddressPolicy House = new(AllowPrivate: true);

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:830::200e")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::1.1.1.1")]
    [InlineData("2002:101:101::")]
    public void An_address_on_the_public_internet_is_public(string address) => AssertKind(AddressKind.Public, address);

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff:ffff::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("64:ff9b::192.168.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:c0a8:101::1")]
    public void An_address_of_a_private_network_or_of_this_machine_is_private(string address) => AssertKind(AddressKind.Private, address);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.0")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("198.18.0.0")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("100::1")]
    public void What_no_subscriber_can_have_is_forbidden_even_where_private_addresses_are_allowed(string address)
    {
        AssertKind(AddressKind.Forbidden, address);
        Assert.False(House.Allows(IPAddress.Parse(address)));
    }

    [Fact]
    public void Private_addresses_are_allowed_where_the_configuration_says_so()
    {
        Assert.False(Internet.Allows(IPAddress.Loopback));
        Assert.True(House.Allows(IPAddress.Loopback));
    }

    [Theory]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://127.1/")]
    [InlineData("https://127.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://0x7f.0x0.0x0.0x1:8443/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://0xa9fea9fe/latest/meta-data/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://0/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[0:0:0:0:0:0:0:1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[::127.0.0.1]/")]
    [InlineData("https://[64:ff9b::a00:1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    public void No_spelling_of_a_private_address_gets_through(string url)
    {
        Assert.Null(Internet.Read(url, out var fault));
        Assert.Equal(AddressPolicy.Refusal, fault);
    }

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://hooks.example.com/")]
    [InlineData("//hooks.example.com/")]
    [InlineData("/hooks")]
    [InlineData("hooks.example.com")]
    [InlineData("https:hooks.example.com")]
    [InlineData("https:/hooks.example.com")]
    [InlineData("https:\\\\hooks.example.com")]
    [InlineData("https://hooks.example.com\\@127.0.0.1/")]
    [InlineData(" https://hooks.example.com/")]
    [InlineData("https://hooks.example.com/a b")]
    [InlineData("https://")]
    [InlineData("https:///hook")]
    [InlineData("https://:443/")]
    [InlineData("https://hooks.example.com:99999/")]
    [InlineData("https://[::1/")]
    public void What_is_no_absolute_https_address_is_refused(string url)
    {
        Assert.Null(Internet.Read(url, out var fault));
        Assert.Equal("must be an absolute https address", fault);
    }

    [Theory]
    [InlineData("https://１２７.0.0.1/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://①②⑦.0.0.1/")]
    [InlineData("https://büro.example.com/")]
    public void Digits_and_dots_of_other_scripts_do_not_get_through(string url)
    {
        Assert.Null(Internet.Read(url, out var fault));
        Assert.Equal("must contain ASCII characters only; write an international host name as xn--…", fault);
    }

    [Theory]
    [InlineData("https://user@hooks.example.com/", "must not contain a user name or a password")]
    [InlineData("https://user:secret@hooks.example.com/", "must not contain a user name or a password")]
    [InlineData("https://hooks.example.com@127.0.0.1/", "must not contain a user name or a password")]
    [InlineData("https://hooks.example.com/#part", "must not contain a fragment (#…)")]
    public void What_an_address_must_not_hold_is_named(string url, string expected)
    {
        Assert.Null(Internet.Read(url, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void An_address_has_at_most_2000_characters()
    {
        var longest = "https://hooks.example.com/" + new string('a', AddressPolicy.LongestUrl - "https://hooks.example.com/".Length);

        Assert.NotNull(Internet.Read(longest, out _));
        Assert.Null(Internet.Read(longest + "a", out var fault));
        Assert.Equal("must have at most 2,000 characters", fault);
    }

    [Theory]
    [InlineData("https://hooks.example.com", "https://hooks.example.com/")]
    [InlineData("HTTPS://Hooks.Example.com:8443/a?b=c", "https://hooks.example.com:8443/a?b=c")]
    [InlineData("https://1.1.1.1/", "https://1.1.1.1/")]
    [InlineData("https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/")]
    public void A_public_https_address_is_taken(string url, string read)
    {
        Assert.Equal(read, Internet.Read(url, out var fault)?.AbsoluteUri);
        Assert.Null(fault);
    }

    [Fact]
    public void Http_and_private_addresses_are_taken_where_the_configuration_says_so()
    {
        Assert.NotNull(House.Read("http://127.0.0.1:8080/hook", out _));
        Assert.Null(House.Read("http://169.254.169.254/", out var fault));
        Assert.Equal(AddressPolicy.Refusal, fault);
        Assert.Null(House.Read("ftp://127.0.0.1/", out fault));
        Assert.Equal("must be an absolute http or https address", fault);
    }

    private static void AssertKind(AddressKind kind, string address) => Assert.Equal(kind, AddressPolicy.KindOf(IPAddress.Parse(address)));
}
