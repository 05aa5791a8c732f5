using Feedback.Web.Hosting;

namespace Feedback.Web.Tests.Hosting;

public sealed class ServedAddressTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5080", true)]
    [InlineData("http://[::]:5080", true)]
    [InlineData("http://+:5080", true)]
    [InlineData("http://*:5080", true)]
    [InlineData("http://10.0.0.7:5080", true)]
    [InlineData("http://feedback.example.com:5080", true)]
    [InlineData("https://0.0.0.0:443", false)]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://[::1]:5080", false)]
    [InlineData("http://localhost:5080", false)]
    [InlineData("http://unix:/run/feedback.sock", false)]
    public void Plain_http_is_open_to_others_at_every_address_but_this_machines_own(string url, bool isOpen) =>
        Assert.Equal(isOpen ? [url] : [], ServedAddress.OpenTo([url]));

    [Fact]
    public void An_address_that_is_none_is_refused_by_the_name_of_its_setting() =>
        Assert.Contains("ASPNETCORE_URLS", Assert.Throws<OptionsException>(() => ServedAddress.Of(["127.0.0.1:5080"])).Message, StringComparison.Ordinal);
}
