using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class DigestPageTests(BrowserOnFeedback browser)
{
    private static readonly string Week = $"{ISOWeek.GetYear(Today)}-W{ISOWeek.GetWeekOfYear(Today):00}";

    private static DateTime Today => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 375)]
    public async Task The_pages_have_no_violation_and_fit(ColorScheme scheme, int width)
    {
        await using var visit = await browser.VisitAsync(scheme: scheme, width: width);
        foreach (var address in new[] { "/digests", "/digests/recipients", $"/digests/{Week}?audience=billing" })
        {
            await visit.Page.GotoAsync(address);

            var result = await visit.Page.RunAxe();
            Assert.Equal("", string.Join('\n', result.Violations.Select(violation =>
                $"{address} {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));
            Assert.Equal(width, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }

        // Nothing runs in the mail's sandbox, axe neither.
        await visit.Page.GotoAsync($"/digests/{Week}/mail");
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_recipient_is_added_and_removed_without_javascript_and_a_fault_keeps_what_was_typed()
    {
        await using var visit = await browser.VisitAsync(script: false);
        var page = visit.Page;
        await page.GotoAsync("/digests/recipients");
        await page.GetByLabel("Email address").FillAsync("ann@example.com");
        await page.GetByLabel("Time zone").FillAsync("Mars/One");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Time zone: must be an IANA time zone");
        await Expect(page.GetByLabel("Email address")).ToHaveValueAsync("ann@example.com");

        await page.GetByLabel("Time zone").FillAsync("Europe/Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "ann@example.com" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove ann@example.com" }).ClickAsync();
        await Expect(page.GetByText("No recipients yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_present_week_says_that_it_is_not_over_and_links_to_the_mail()
    {
        await using var visit = await browser.VisitAsync();
        await visit.Page.GotoAsync("/digests");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "This week, in progress" }).ClickAsync();

        await Expect(visit.Page.GetByText("Week in progress")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "HTML version" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }
}
