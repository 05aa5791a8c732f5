using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class LiveTests(BrowserOnFeedback browser)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 15_000 };

    [Fact]
    public async Task New_feedback_is_offered_and_shown_on_request_without_a_reload()
    {
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync();
        await page.EvaluateAsync("window.notReloaded = true");
        var before = await page.Locator("#main").InnerTextAsync();

        await BrowserOnFeedback.PostAsync(browser.Till, "pos-42", "The queue at the till was endless.", "c-live");
        var offer = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("1 new feedback") });
        await Expect(offer).ToBeVisibleAsync(Soon);

        // Nothing moves until the reader asks for it.
        Assert.Equal(before, await page.Locator("#main").InnerTextAsync());
        await browser.DrainAsync();
        await offer.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".newest")).ToContainTextAsync("The queue at the till was endless.");
        await Expect(page.Locator("#news")).ToBeHiddenAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.notReloaded"));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Feedback_that_the_filter_hides_is_not_offered()
    {
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync("/?touchpoint=web");

        await BrowserOnFeedback.PostAsync(browser.Till, "pos-42", "The queue was long.", "c-hidden");
        await browser.DrainAsync();
        await BrowserOnFeedback.PostAsync(browser.Shop, "shop", "The website was slow.", "c-shown");

        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^1 new feedback") })).ToBeVisibleAsync(Soon);
    }

    [Theory]
    [InlineData("/?segment=petite")]
    [InlineData("/?silo=product")]
    public async Task Feedback_of_another_segment_or_silo_is_not_offered(string address)
    {
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync(address);

        await BrowserOnFeedback.PostAsync(browser.Till, "pos-42", "The queue was long.", "c-other");
        await browser.DrainAsync();
        await BrowserOnFeedback.PostAsync(browser.Till, "pos-42", "The dress is too small.", "c-petite", division: "General Petite");

        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^1 new feedback") })).ToBeVisibleAsync(Soon);
    }

    [Fact]
    public async Task A_new_ticket_is_announced()
    {
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync();

        for (var i = 0; i < 20; i++)
            await BrowserOnFeedback.PostAsync(browser.Till, "pos-42", "I was billed twice and it is terrible.", $"c-ticket-{i}");

        await Expect(page.Locator("#said[aria-live=polite]")).ToContainTextAsync("New ticket: ", new() { Timeout = 30_000 });

        // The program is that of all browser tests: what others have heard may raise a ticket of its own in the same moment.
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("[1-9][0-9]* new tickets? · Show$") })).ToBeVisibleAsync();
        await Expect(page.Locator("#news")).ToBeVisibleAsync();
    }
}
