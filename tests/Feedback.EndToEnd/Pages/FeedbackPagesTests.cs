using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class FeedbackPagesTests(BrowserOnFeedback browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_correction_moves_the_opinion_on_the_map_and_says_who_made_it(bool script)
    {
        var address = await PostAsync("The colour of the parcel was wrong.");
        await using var visit = await browser.VisitAsync(script: script);
        var page = visit.Page;
        await page.GotoAsync(address);
        var before = await OpinionsAtAsync(page, "I need help");
        await page.GotoAsync(address);

        await page.Locator("#opinion-1 summary").ClickAsync();
        await page.Locator("#opinion-1").GetByLabel("Sentiment").SelectOptionAsync("positive");
        await page.Locator("#opinion-1").GetByLabel("Stage", new() { Exact = true }).SelectOptionAsync("get-help");
        await page.Locator("#opinion-1").GetByLabel("Your name").FillAsync("Ann");
        await page.Locator("#opinion-1").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("#opinion-1$"));
        await Expect(page.Locator("#opinion-1")).ToContainTextAsync("Ann (manager) changed the stage from");
        await Expect(page.Locator("#opinion-1")).ToContainTextAsync("corrected; the analysis said");
        await browser.DrainAsync();
        Assert.Equal(before + 1, await OpinionsAtAsync(page, "I need help"));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_list_is_narrowed_and_leads_to_a_feedback_and_back_to_its_words()
    {
        await PostAsync("The parcel was late and the courier was rude.");
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = "Feedback" }).ClickAsync();
        await page.GetByLabel("Sentiment").SelectOptionAsync("negative");
        await page.GetByLabel("Touchpoint", new() { Exact = true }).SelectOptionAsync("product");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("sentiment=negative"));
        await page.Locator(".newest li", new() { HasText = "the courier was rude" }).First.GetByRole(AriaRole.Link).First.ClickAsync();

        await Expect(page.Locator(".marked mark").First).ToBeVisibleAsync();
        await page.Locator(".marked a.ref").First.ClickAsync();
        await Expect(page.Locator(".opinion:target")).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 375)]
    public async Task The_pages_have_no_violation_and_do_not_scroll_sideways(ColorScheme scheme, int width)
    {
        var address = await PostAsync($"The staff were rude, the refund took six weeks, mail me at anna@example.com. {new string('x', 300)}", corrected: true);
        await using var visit = await browser.VisitAsync(scheme: scheme, width: width);
        foreach (var open in new[] { address, "/feedback", "/feedback?theme=gift-card&stage=unmapped", "/feedback?sentiment=x", "/feedback/corrections",
            "/feedback/failed" })
        {
            await visit.Page.GotoAsync(open);
            foreach (var form in await visit.Page.Locator("details.correct").AllAsync())
                await form.EvaluateAsync("form => form.open = true");

            var result = await visit.Page.RunAxe();
            Assert.True(result.Violations.Length == 0,
                string.Join('\n', result.Violations.Select(violation =>
                    $"{open} {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));
            Assert.Equal(width, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    private async Task<string> PostAsync(string text, bool corrected = false)
    {
        using var posted = await browser.Market.PostAsJsonAsync("/v1/feedback",
            new { source = "market", text, customer = new { id = "c-page" }, ratings = new { nps = 3 } });
        posted.EnsureSuccessStatusCode();
        await browser.DrainAsync();
        var address = posted.Headers.Location!.ToString();
        if (corrected)
        {
            using var manager = browser.NewManager();
            (await manager.PostAsJsonAsync(address + "/corrections", new { opinion = 0, stage = "pay", sentiment = "positive", reason = "Not what it seems." }))
                .Dispose();
            await browser.DrainAsync();
        }

        return address.Replace("/v1", "", StringComparison.Ordinal);
    }

    private static async Task<int> OpinionsAtAsync(IPage page, string stage)
    {
        await page.GotoAsync("/?touchpoint=product");
        var row = page.Locator("table.journey tbody tr").Filter(new() { Has = page.Locator("th", new() { HasText = stage }) });
        return int.Parse(await row.Locator("[data-label=Opinions]").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
