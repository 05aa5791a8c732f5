using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class OverviewTests(BrowserOnFeedback browser)
{
    [Fact]
    public async Task A_manager_signs_in_sees_the_map_and_signs_out()
    {
        await using var visit = await browser.VisitAsync(signedIn: false);
        await browser.SignInAsync(visit.Page);

        var row = visit.Page.GetByRole(AriaRole.Row).Filter(new() { Has = visit.Page.GetByRole(AriaRole.Rowheader, new() { Name = "I use it" }) }).First;
        await Expect(row).ToContainTextAsync(new Regex("[+−][01]\\.[0-9]{2}"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(visit.Page.GetByLabel("Key", new() { Exact = true })).ToBeVisibleAsync();
        var response = await visit.Page.GotoAsync("/");
        Assert.Equal(401, response!.Status);
    }

    [Fact]
    public async Task A_filter_is_kept_in_the_address()
    {
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync("/?days=7");

        await page.GetByLabel("Touchpoint", new() { Exact = true }).SelectOptionAsync("web");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("days=7.*touchpoint=web"));
        await Expect(page.Locator(".newest blockquote")).ToHaveTextAsync(["The website kept crashing at the checkout."]);
    }

    [Theory]
    [InlineData("Department", "web", "silo=web")]
    [InlineData("Customer segment", "petite", "segment=petite")]
    public async Task Every_other_filter_is_kept_in_the_address_and_in_the_form(string label, string value, string expected)
    {
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync();

        await page.GetByLabel(label, new() { Exact = true }).SelectOptionAsync(value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex(expected));
        await Expect(page.GetByLabel(label, new() { Exact = true })).ToHaveValueAsync(value);
        await Expect(page.Locator("#map")).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_first_sentences_lead_to_what_they_speak_of()
    {
        for (var i = 0; i < 6; i++)
            await BrowserOnFeedback.PostAsync(browser.Shop, "shop", "The website kept crashing and it is terrible.", $"c-hurt-{i}");
        await browser.DrainAsync();
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync("/?touchpoint=web");

        var link = page.Locator(".short a").First;

        await Expect(link).ToHaveAttributeAsync("href", new Regex("^/stages/[a-z-]+\\?journey=retail"));
    }

    [Fact]
    public async Task Printed_it_has_neither_navigation_nor_filters()
    {
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync();

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(page.Locator(".top")).ToBeHiddenAsync();
        await Expect(page.Locator(".short")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_pages_work_without_a_script()
    {
        await BrowserOnFeedback.PostAsync(browser.Till, "pos-42", "The dress fits perfectly.", "c-scriptless");
        await browser.DrainAsync();
        await using var visit = await browser.VisitAsync(signedIn: false, script: false);
        await browser.SignInAsync(visit.Page);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "90 days" }).ClickAsync();
        await visit.Page.GetByLabel("Touchpoint", new() { Exact = true }).SelectOptionAsync("store");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync(new Regex("days=90.*touchpoint=store"));
        await Expect(visit.Page.Locator("#main")).ToContainTextAsync("The dress fits perfectly");
        await Expect(visit.Page.Locator("#news")).ToBeHiddenAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visit.Page.GetByLabel("Key", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(375)]
    [InlineData(820)]
    [InlineData(1920)]
    public async Task The_page_does_not_scroll_sideways(int width)
    {
        await BrowserOnFeedback.PostAsync(browser.Till, "pos-42", "Unbreakable" + new string('x', 600), "c-9");
        await browser.DrainAsync();
        await using var visit = await browser.VisitAsync(width: width);
        var page = await visit.OpenAsync();

        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task The_console_stays_quiet()
    {
        await using var visit = await browser.VisitAsync();

        await visit.OpenAsync();

        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Darkness_is_followed()
    {
        await using var light = await browser.VisitAsync();
        await using var dark = await browser.VisitAsync(scheme: ColorScheme.Dark);

        Assert.True(await BrightnessAsync(await light.OpenAsync()) > 0.9);
        Assert.True(await BrightnessAsync(await dark.OpenAsync()) < 0.15);
    }

    private static Task<double> BrightnessAsync(IPage page) =>
        page.EvaluateAsync<double>(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765");
}
