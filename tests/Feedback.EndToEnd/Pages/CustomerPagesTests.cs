using System.Net.Http.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class CustomerPagesTests(BrowserOnFeedback browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 375)]
    public async Task A_customer_is_found_looked_at_and_nearly_erased_without_a_violation_or_a_sideways_scroll(ColorScheme scheme, int width)
    {
        await HearAsync("looked-at");
        await using var visit = await browser.VisitAsync(scheme: scheme, width: width);
        await visit.Page.GotoAsync("/customers");
        await AssertCleanAsync(visit.Page, width);
        await FindAsync(visit.Page, "looked-at@example.com");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Timeline across departments" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("svg.relation-picture:visible")).ToHaveCountAsync(1);
        await Expect(visit.Page.GetByText("The refund took six weeks.")).ToBeVisibleAsync();
        await AssertCleanAsync(visit.Page, width);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Erase …" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Erase permanently" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was erased");
        await AssertCleanAsync(visit.Page, width);
        Assert.All(visit.Faults, fault => Assert.Contains("400", fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_customer_is_handed_over_and_erased_with_and_without_a_script(bool script)
    {
        var name = $"erased-{script}".ToLowerInvariant();
        await HearAsync(name);
        await using var visit = await browser.VisitAsync(script: script);
        var page = visit.Page;
        await page.GotoAsync("/customers");
        await FindAsync(page, $"{name}@example.com");

        var export = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export as JSON" }).ClickAsync());
        Assert.Contains($"{name}@example.com", await File.ReadAllTextAsync(await export.PathAsync()), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Erase …" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase permanently" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Customer erased" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Find another customer" }).ClickAsync();
        await FindAsync(page, $"{name}@example.com");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No customer found");
        await Expect(page.GetByLabel("Email address")).ToHaveValueAsync($"{name}@example.com");
    }

    private async Task HearAsync(string name)
    {
        foreach (var (client, source, text) in new[] { (browser.Till, "pos-42", "The refund took six weeks."),
            (browser.Shop, "shop", "The website is lovely.") })
        {
            using var response = await client.PostAsJsonAsync("/v1/feedback",
                new { source, text, sourceEventId = $"{name}-{source}", customer = new { id = name, email = $"{name}@example.com" } });
            response.EnsureSuccessStatusCode();
        }

        await browser.DrainAsync();
    }

    private static async Task FindAsync(IPage page, string address)
    {
        await page.GetByLabel("Email address").FillAsync(address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
    }

    private static async Task AssertCleanAsync(IPage page, int width)
    {
        var result = await page.RunAxe();
        Assert.Equal("", string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }
}
