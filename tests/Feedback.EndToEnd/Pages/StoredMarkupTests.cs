using System.Net.Http.Json;
using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class StoredMarkupTests(BrowserOnFeedback browser)
{
    [Fact]
    public async Task Markup_in_feedback_is_shown_as_text_and_runs_nowhere()
    {
        await using var visit = await browser.VisitAsync();
        var foreign = new List<string>();
        visit.Page.Request += (_, request) =>
            foreign.AddRange(new[] { request.Url }.Where(url => !url.StartsWith(browser.Address.ToString(), StringComparison.Ordinal)));
        await visit.OpenAsync("/?touchpoint=marketing");

        // In parts, since the page shows the newest only; each part arrives live, is swapped in by the script, and is then loaded anew.
        foreach (var part in MarkupCorpus.Payloads.Chunk(6))
        {
            foreach (var (i, payload) in part.Index())
                await BrowserOnFeedback.PostAsync(browser.Survey, "survey", payload, $"c-markup-{i}");
            await browser.DrainAsync();
            await visit.Page.Locator("#news button").ClickAsync();
            await Expect(visit.Page.Locator("#news")).ToBeHiddenAsync();
            await AssertHarmlessAsync(visit, part);
            await visit.OpenAsync("/?touchpoint=marketing");
            await AssertHarmlessAsync(visit, part);
        }

        Assert.Empty(visit.Faults);
        Assert.Empty(foreign);
    }

    [Fact]
    public async Task Markup_in_feedback_and_in_a_correction_runs_nowhere_on_the_pages_of_feedback()
    {
        await using var visit = await browser.VisitAsync();
        var foreign = new List<string>();
        visit.Page.Request += (_, request) =>
            foreign.AddRange(new[] { request.Url }.Where(url => !url.StartsWith(browser.Address.ToString(), StringComparison.Ordinal)));
        using var manager = browser.NewManager();
        // With words around it, so that it stands within a marked opinion too.
        var sent = MarkupCorpus.Payloads.Select(payload => new
        {
            source = "market",
            text = $"The staff were rude {payload} and the refund was slow.",
            attributes = new { note = payload },
            // One customer, not a crowd beside which what other tests' customers say is little.
            customer = new { id = "c-markup" },
        }).ToList();
        using var posted = await browser.Market.PostAsJsonAsync("/v1/feedback/batch", sent);
        var ids = (await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").EnumerateArray()
            .Select(result => result.GetProperty("id").GetString()!).ToList();
        await browser.DrainAsync();
        foreach (var (index, (id, text)) in ids.Zip(sent, (id, feedback) => (id, feedback.text)).Index())
        {
            if (index % 10 == 0)
            {
                using var corrected = await manager.PostAsJsonAsync($"/v1/feedback/{id}/corrections",
                    new { opinion = 0, stage = "pay", reason = "<img src=y onerror=window.owned=2>", onBehalfOf = "<svg onload=window.owned=1>" });
                corrected.EnsureSuccessStatusCode();
            }

            var address = "/feedback/" + id;
            await visit.Page.GotoAsync(address);
            await AssertNothingRanAsync(visit);
            Assert.Equal(text, await visit.Page.Locator(".marked p")
                .EvaluateAsync<string>("p => { for (const a of p.querySelectorAll('a')) a.remove(); return p.textContent; }"));
        }

        await browser.DrainAsync();
        var next = "/feedback?touchpoint=product";
        while (next is not null)
        {
            await visit.Page.GotoAsync(next);
            await AssertNothingRanAsync(visit);
            var older = visit.Page.Locator("a[rel=next]");
            next = await older.CountAsync() > 0 ? await older.GetAttributeAsync("href") : null;
        }

        await visit.Page.GotoAsync("/feedback/corrections");
        await AssertNothingRanAsync(visit);
        Assert.Empty(visit.Faults);
        Assert.Empty(foreign);
    }

    private static async Task AssertNothingRanAsync(Visit visit)
    {
        Assert.Equal(0, await visit.Page.Locator(
            "main :is(script, img, iframe, style, link, meta, base, math, template, noscript, object, embed, video, audio, marquee, textarea, plaintext, "
                + "[onload], [onerror], [onfocus], [style])").CountAsync());
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.owned === undefined"));
    }

    private static async Task AssertHarmlessAsync(Visit visit, string[] payloads)
    {
        foreach (var payload in payloads)
            await Expect(visit.Page.Locator(".newest blockquote", new() { HasText = payload })).Not.ToHaveCountAsync(0);
        Assert.Equal(0, await visit.Page.Locator("main :is(script, img, iframe, style, link, meta, base, form, math, template, noscript)").CountAsync());
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.owned === undefined"));
    }
}
