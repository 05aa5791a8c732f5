using Deque.AxeCore.Playwright;
using Feedback.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class AccessibilityTests(BrowserOnFeedback browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 375)]
    [InlineData(ColorScheme.Dark, 375)]
    public async Task The_overview_has_no_violation(ColorScheme scheme, int width)
    {
        await using var visit = await browser.VisitAsync(scheme: scheme, width: width);

        await AssertCleanAsync(await visit.OpenAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_sign_in_page_has_no_violation_even_with_a_fault(ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(signedIn: false, scheme: scheme);
        await visit.Page.GotoAsync("/");
        await AssertCleanAsync(visit.Page);
        await visit.Page.GetByLabel("Key", new() { Exact = true }).FillAsync("not-the-key-of-anybody");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await AssertCleanAsync(visit.Page);
    }

    [Theory]
    [InlineData("/?touchpoint=delivery")]
    [InlineData("/?days=8&from=x")]
    [InlineData("/no-such-page")]
    [InlineData("/access")]
    public async Task A_page_with_nothing_to_show_has_no_violation(string address)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var visit = await browser.VisitAsync(scheme: scheme);
            await visit.Page.GotoAsync(address);

            await AssertCleanAsync(visit.Page);
        }
    }

    [Fact]
    public async Task A_fresh_installation_has_no_violation_and_fits_a_phone()
    {
        var data = FeedbackProcess.FreshData();
        await using (var program = await FeedbackProcess.StartAsync(data))
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await using var visit = await browser.VisitAsync(signedIn: false, scheme: scheme, width: 375, address: program.Address);
                await BrowserOnFeedback.SignInAsync(visit.Page, program.Address);
                await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No feedback yet" })).ToBeVisibleAsync();

                await AssertCleanAsync(visit.Page);
                Assert.Equal(375, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            }
        }

        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_first_stop_of_the_keyboard_is_the_way_to_the_content()
    {
        await using var visit = await browser.VisitAsync();
        var page = await visit.OpenAsync();

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    internal static async Task AssertCleanAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Equal("", string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));
    }
}
