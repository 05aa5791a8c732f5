using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class TopicTests(BrowserOnFeedback browser)
{
    [Theory]
    [InlineData("/stages/pay", ColorScheme.Light, 1440)]
    [InlineData("/stages/buy", ColorScheme.Dark, 375)]
    [InlineData("/themes/refund?days=7", ColorScheme.Dark, 1440)]
    [InlineData("/themes/staff-attitude", ColorScheme.Light, 375)]
    public async Task The_pages_of_stages_and_themes_have_no_violation_fit_the_screen_and_leave_the_console_quiet(string address, ColorScheme scheme, int width)
    {
        await using var visit = await browser.VisitAsync(scheme: scheme, width: width);

        await visit.OpenAsync(address);

        Assert.Empty((await visit.Page.RunAxe()).Violations.Select(violation => violation.Id));
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task One_goes_from_the_map_to_a_stage_to_a_theme_to_what_was_said_without_a_script()
    {
        await using var visit = await browser.VisitAsync(script: false);
        await visit.Page.GotoAsync("/");

        await visit.Page.Locator("table.journey").GetByRole(AriaRole.Link, new() { Name = "I pay for it" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("I pay for it");
        await visit.Page.Locator(".topic-parts a[href^='/themes/']").First.ClickAsync();
        await Expect(visit.Page.Locator(".trail")).ToContainTextAsync("theme");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "All feedback behind this page" }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/feedback\\?.*theme="));
    }
}
