using System.Net;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Pages;

public sealed class AssetTests
{
    [Fact]
    public async Task The_assets_of_a_page_are_open_and_may_be_kept_for_ever()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        var addresses = (await visitor.ReadAsync("/")).QuerySelectorAll("link[href]").Select(link => link.GetAttribute("href")!).ToList();

        Assert.NotEmpty(addresses);
        foreach (var address in addresses)
        {
            using var response = await visitor.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl?.ToString());
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task An_asset_of_another_version_is_not_kept()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);

        using var response = await visitor.GetAsync("/assets/site.css?v=old");

        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.Equal("text/css", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/assets/none.css")]
    [InlineData("/assets/..%2Ffeedback.db")]
    [InlineData("/assets/")]
    public async Task There_are_no_other_assets(string address)
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);

        using var response = await visitor.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
