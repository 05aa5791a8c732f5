using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.Pages;

[Collection(BrowserOnFeedback.Collection)]
public sealed class StoredMarkupTests(BrowserOnFeedback browser)
{
    private static readonly string[] Payloads =
    [
        "<script>window.owned=1</script>",
        "<img src=x onerror=\"window.owned=1\">",
        "<svg onload=\"window.owned=1\"></svg>",
        "<svg><script>window.owned=1</script></svg>",
        "\"><script>window.owned=1</script>",
        "'><img src=x onerror=window.owned=1>",
        "</p></blockquote></main><script>window.owned=1</script>",
        "<iframe srcdoc=\"<script>parent.owned=1</script>\"></iframe>",
        "<a href=\"javascript:window.owned=1\" autofocus onfocus=\"window.owned=1\">x</a>",
        "<details open ontoggle=window.owned=1>x</details>",
        "<math><mtext></mtext><mglyph><style><img src onerror=window.owned=1></style></mglyph></math>",
        "<noscript><p title=\"</noscript><img src=x onerror=window.owned=1>\"></noscript>",
        "<!--><script>window.owned=1</script>-->",
        "&lt;script&gt;window.owned=1&lt;/script&gt;",
        "&#60;img src=x onerror=window.owned=1&#62;",
        "{{constructor.constructor('window.owned=1')()}} ${window.owned=1}",
        "<meta http-equiv=refresh content=\"0;url=javascript:window.owned=1\">",
        "<base href=\"https://evil.example/\"><form action=\"https://evil.example/\"><button>x</button></form>",
        "<style>@import 'https://evil.example/x.css';</style><link rel=stylesheet href=\"https://evil.example/x.css\">",
        "\u2028<script>window.owned=1</script>\u2029<template><script>window.owned=1</script></template>",
    ];

    [Fact]
    public async Task Markup_in_feedback_is_shown_as_text_and_runs_nowhere()
    {
        await using var visit = await browser.VisitAsync();
        var foreign = new List<string>();
        visit.Page.Request += (_, request) => foreign.AddRange(new[] { request.Url }.Where(url => !url.StartsWith(browser.Address.ToString(), StringComparison.Ordinal)));
        await visit.OpenAsync("/?touchpoint=marketing");

        // In parts, since the page shows the newest only; each part arrives live, is swapped in by the script, and is then loaded anew.
        foreach (var part in Payloads.Chunk(5))
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

    private static async Task AssertHarmlessAsync(Visit visit, string[] payloads)
    {
        foreach (var payload in payloads)
            await Expect(visit.Page.Locator(".newest blockquote", new() { HasText = payload })).Not.ToHaveCountAsync(0);
        Assert.Equal(0, await visit.Page.Locator("main :is(script, img, iframe, style, link, meta, base, form, math, template, noscript)").CountAsync());
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.owned === undefined"));
    }
}
