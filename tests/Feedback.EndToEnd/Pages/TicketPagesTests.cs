using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class TicketPagesTests(BrowserOnFeedback browser)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 15_000 };

    [Fact]
    public async Task A_ticket_is_taken_through_its_states_by_clicking()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        var id = await TicketAsync(page);
        await page.GotoAsync("/tickets");
        await page.Locator($"[data-ticket='{id}'] a").First.ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await ExpectStateAsync(page, "Accepted");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start work" }).ClickAsync();
        await ExpectStateAsync(page, "In progress");
        await page.Locator("summary", new() { HasText = "Comment" }).ClickAsync();
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("The bank file goes out every night now.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add comment" }).ClickAsync();
        await Expect(page.Locator(".history li").First).ToContainTextAsync("The bank file goes out every night now.");
        await page.GetByLabel("What was changed").FillAsync("Refunds are paid on the same day.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as shipped", Exact = true }).ClickAsync();
        await ExpectStateAsync(page, "Shipped");

        await Expect(page.Locator("#outcome")).ToBeVisibleAsync();
        await page.GotoAsync("/tickets?state=shipped");
        await Expect(page.Locator($".board [data-ticket='{id}']")).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_form_of_an_older_version_is_refused_without_a_script_and_keeps_what_was_typed()
    {
        await using var other = await browser.VisitAsync();
        var id = await TicketAsync(other.Page);
        await using var visit = await browser.VisitAsync(script: false);
        var page = visit.Page;
        await page.GotoAsync("/tickets/" + id);
        await CommentAsync(other.Page, id, "I was first.");

        await page.Locator("summary", new() { HasText = "Comment" }).ClickAsync();
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("I was second.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add comment" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("has changed since you opened it");
        await Expect(page.GetByLabel("Text", new() { Exact = true })).ToHaveValueAsync("I was second.");
        await Expect(page.Locator(".history .fresh")).ToContainTextAsync("I was first.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add comment" }).ClickAsync();
        await Expect(page.Locator(".history li").First).ToContainTextAsync("I was second.");
    }

    [Fact]
    public async Task What_somebody_else_does_is_offered_and_shown_without_losing_what_is_being_typed()
    {
        await using var other = await browser.VisitAsync();
        var id = await TicketAsync(other.Page);
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync("/tickets/" + id);
        await page.Locator("summary", new() { HasText = "Comment" }).ClickAsync();
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("Half a sentence");

        await CommentAsync(other.Page, id, "Seen from afar.");
        var offer = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("1 ticket changed") });
        await Expect(offer).ToBeVisibleAsync(Soon);
        await Expect(page.Locator(".history")).Not.ToContainTextAsync("Seen from afar.");
        await offer.ClickAsync();

        await Expect(page.Locator(".history")).ToContainTextAsync("Seen from afar.");
        await Expect(page.GetByLabel("Text", new() { Exact = true })).ToHaveValueAsync("Half a sentence");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_source_is_added_and_sends_with_the_key_that_is_shown()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/sources");
        await page.GetByLabel("Name, e.g. pos-42").FillAsync("kiosk-7");
        await page.GetByLabel("Touchpoint").SelectOptionAsync("store");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();

        using var kiosk = new HttpClient { BaseAddress = browser.Address };
        kiosk.DefaultRequestHeaders.Authorization = new("Bearer", await page.Locator("#shown-key").InnerTextAsync());
        await BrowserOnFeedback.PostAsync(kiosk, "kiosk-7", "The kiosk is fine.", "c-kiosk");
        await page.GotoAsync("/sources");

        await Expect(page.Locator("article", new() { HasText = "kiosk-7" }).Locator(".flag")).ToHaveTextAsync("Active");
        await Expect(page.Locator("#shown-key")).ToHaveCountAsync(0);
        Assert.Empty(visit.Faults);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 375)]
    [InlineData(ColorScheme.Dark, 1440)]
    public async Task The_pages_have_no_violation_and_do_not_scroll_sideways(ColorScheme scheme, int width)
    {
        await using var visit = await browser.VisitAsync(scheme: scheme, width: width);
        var page = visit.Page;
        var id = await TicketAsync(page);
        foreach (var address in new[] { "/tickets", "/tickets?view=list", "/tickets?silo=marketing&state=closed", "/tickets/" + id, "/sources" })
        {
            await page.GotoAsync(address);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");

            await AccessibilityTests.AssertCleanAsync(page);
            Assert.Equal((address, width), (address, await page.EvaluateAsync<int>("document.documentElement.scrollWidth")));
        }

        Assert.Empty(visit.Faults);
    }

    private static Task ExpectStateAsync(IPage page, string state) => Expect(page.Locator(".state-path [aria-current]")).ToHaveTextAsync(state);

    /// <summary>A ticket about refunds, of complaints that are posted the first time that it is asked for.</summary>
    private async Task<string> TicketAsync(IPage page)
    {
        if (await FindAsync(page) is { } known)
            return known;
        for (var i = 0; i < 20; i++)
            await BrowserOnFeedback.PostAsync(browser.Till, "pos-42", "The refund took six weeks, terrible.", $"c-refund-{i}");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string? id;
        while ((id = await FindAsync(page)) is null)
            await Task.Delay(100, patience.Token);
        return id;
    }

    private static async Task<string?> FindAsync(IPage page)
    {
        var found = await page.APIRequest.GetAsync("/v1/tickets?theme=refund");
        return (await found.JsonAsync())!.Value.GetProperty("items").EnumerateArray().Select(ticket => ticket.GetProperty("id").GetString()).FirstOrDefault();
    }

    private static async Task CommentAsync(IPage page, string id, string text)
    {
        await page.GotoAsync("/tickets/" + id);
        await page.Locator("summary", new() { HasText = "Comment" }).ClickAsync();
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add comment" }).ClickAsync();
        await Expect(page.Locator(".history li").First).ToContainTextAsync(text);
    }
}
