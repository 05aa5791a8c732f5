using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Feedback.App.Tests.Running;
using Feedback.Core.Drivers;
using Feedback.Core.Journeys;
using Feedback.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Pages;

/// <summary>What a manager learns from the overview, and where it leads.</summary>
public sealed class OverviewStoryTests
{
    [Fact]
    public async Task The_first_sentences_say_where_it_hurts_who_can_mend_it_and_whether_anything_was_changed()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till, Enumerable.Range(0, 8).Select(n => Said($"c-{n}", "I was billed twice and it is terrible.")));
        await program.DrainAsync();
        await program.Services.GetRequiredService<RaiseTickets>().RunAsync();

        var said = (await ReadAsync(program, "/")).QuerySelectorAll(".short p").Select(Text).ToList();

        Assert.Matches(
            @"^The biggest pain point is I pay for it: (\d+) of \1 opinions are negative \(mean sentiment −\d\.\d\d\), "
                + $@"most often about {Title("invoice-error")} \(\d+\), owned by Billing and credit\.$",
            said[0]);
        Assert.Equal($"1 ticket is open: {Title("invoice-error")}, owned by Billing and credit; opened today, unassigned.",
            said[1]);
        Assert.Equal("No changes shipped in the last 90 days.", said[2]);
    }

    [Fact]
    public async Task A_change_that_was_shipped_is_told_of()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till, Enumerable.Range(0, 8).Select(n => Said($"c-{n}", "I was billed twice and it is terrible.")));
        await program.DrainAsync();
        await program.Services.GetRequiredService<RaiseTickets>().RunAsync();
        var ticket = Assert.Single(await program.Services.GetRequiredService<TicketQuery>().OfJourneyAsync("retail"));
        foreach (var state in new[] { "accepted", "in-progress", "shipped" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/tickets/{ticket.Id}/transitions")
            {
                Content =
                JsonContent.Create(new { to = state }),
                Headers = { { "If-Match", "*" } }
            };
            using var moved = await program.Manager.SendAsync(request);
            moved.EnsureSuccessStatusCode();
        }

        var page = await ReadAsync(program, "/");

        Assert.Equal("1 change shipped in the last 90 days; too early to tell.", Text(page.QuerySelectorAll(".short p")[2]));
        var change = page.QuerySelector(".changes li")!;
        Assert.Equal($"/tickets/{ticket.Id}", change.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Too early to tell", change.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".urgent li"));
    }

    [Fact]
    public async Task A_stage_and_a_theme_that_go_with_a_lower_score_are_marked_with_the_effect_and_its_base()
    {
        await using var program = await RunningProgram.StartAsync();
        var (desk, _) = await program.AddSourceAsync("desk", "service");
        var (web, _) = await program.AddSourceAsync("web-shop", "web");
        await PostAsync(desk, Enumerable.Range(0, 30).Select(n => Said($"c-{n}", "I was billed twice, which is terrible.", "desk")));
        await PostAsync(web, Enumerable.Range(0, 90).Select(n =>
            (object)new { source = "web-shop", customer = new { id = $"c-{n}" }, ratings = new { nps = n < 30 ? n % 2 == 0 ? 3 : 7 : n % 3 == 0 ? 8 : 10 } }));
        await program.DrainAsync();
        await program.Services.GetRequiredService<DriverQuery>().EffectsAsync(program.Services.GetRequiredService<JourneyCatalogue>().Active[0]);

        var page = await ReadAsync(program, "/");

        Assert.Equal("Matters: −116.7 NPS, 30 customers", Text(page.QuerySelector("table.journey th .matters")!));
        Assert.Contains("−116.7 NPS", Text(page.QuerySelector("table.journey .themes .matters")!), StringComparison.Ordinal);
        var moment = page.QuerySelector(".moments li")!;
        Assert.Contains("116.7 points lower", moment.TextContent, StringComparison.Ordinal);
        Assert.Contains("30 customers, 33% of all", moment.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_figure_leads_to_what_is_behind_it_under_the_same_filter()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till, [Said("c-1", "I was billed twice.", division: "General Petite")]);
        await program.DrainAsync();

        var page = await ReadAsync(program, "/?days=7&segment=petite");

        Assert.Contains("/stages/pay?journey=retail&days=7&segment=petite", Addresses(page, "table.journey th"));
        Assert.Contains("/themes/invoice-error?journey=retail&days=7&segment=petite", Addresses(page, "table.journey .themes"));
        Assert.Equal(["/feedback?journey=retail&days=7&touchpoint=store&segment=petite&stage=pay"], Addresses(page, "table.grid:not(.matrix) td"));
        Assert.Equal(["/feedback?journey=retail&days=7&touchpoint=store&silo=billing&segment=petite&sentiment=negative"], Addresses(page, "table.matrix td"));
        Assert.Contains("/feedback?journey=retail&days=7&segment=petite", Addresses(page, "section:has(.newest) .head"));
        Assert.Matches("^/feedback/[0-9a-f]{32}$", Assert.Single(Addresses(page, ".newest .said-where")));
    }

    [Fact]
    public async Task A_segment_in_the_address_limits_figures_and_feedback()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till, [Said("c-1", "The queue was long.", division: "General Petite"), Said("c-2", "The staff were rude.", division: "General")]);
        await program.DrainAsync();

        var page = await ReadAsync(program, "/?segment=petite");

        Assert.Equal(["The queue was long."], page.QuerySelectorAll(".newest blockquote").Select(Text));
        Assert.Equal("1", Text(page.QuerySelector("table.journey tfoot td[data-label=Opinions]")!));
        Assert.Equal("petite", ((IHtmlSelectElement)page.QuerySelector("#segment")!).Value);
        Assert.Equal("petite", page.QuerySelector("main")!.GetAttribute("data-segment"));
    }

    [Fact]
    public async Task With_a_silo_chosen_the_number_of_customers_is_not_known_and_the_page_says_so()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till, [Said("c-1", "I was billed twice.")]);
        await program.DrainAsync();

        var page = await ReadAsync(program, "/?silo=billing");

        Assert.Equal("—", Text(page.QuerySelector("table.journey tfoot td[data-label=Customers]")!));
        Assert.Contains("customers are not counted by department", page.QuerySelector(".figure")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("billing", page.QuerySelector("main")!.GetAttribute("data-silo"));
    }

    [Fact]
    public async Task Scores_stand_beside_those_of_the_period_before()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till,
        [
            new { source = "pos-42", customer = new { id = "c-1" }, ratings = new { nps = 10 }, occurredAt = "2026-03-05T10:00:00Z" },
            new { source = "pos-42", customer = new { id = "c-2" }, ratings = new { nps = 0 }, occurredAt = "2026-03-04T10:00:00Z" },
        ]);
        await program.DrainAsync();

        var page = await ReadAsync(program, "/?from=2026-03-05&to=2026-03-05");

        Assert.Equal("+100 1 response was −100 from 1", Text(page.QuerySelector("table.journey tfoot td[data-label=NPS]")!));
    }

    [Fact]
    public async Task The_page_with_its_style_and_script_stays_under_a_hundred_kilobytes()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        var (shop, _) = await program.AddSourceAsync("shop", "web");
        var (desk, _) = await program.AddSourceAsync("desk", "service");
        var (bills, _) = await program.AddSourceAsync("bills", "billing");
        var texts = program.Services.GetRequiredService<JourneyCatalogue>().Active[0].Themes.SelectMany(theme => theme.Terms.Take(2))
            .Select(term => $"The {term} was terrible.").ToList();
        foreach (var (client, source) in new[] { (till, "pos-42"), (shop, "shop"), (desk, "desk"), (bills, "bills") })
            await PostAsync(client, texts.Select((text, n) => Said($"c-{n}", text, source)));
        await program.DrainAsync();
        await program.Services.GetRequiredService<RaiseTickets>().RunAsync();

        var page = await program.Manager.GetByteArrayAsync(new Uri("/?days=90&segment=", UriKind.Relative));
        var parsed = await ReadAsync(program, "/?days=90");
        var assets = parsed.QuerySelectorAll("link[href^='/assets'], script[src]")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!).ToList();
        var total = page.Length;
        foreach (var asset in assets)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, asset) { Headers = { AcceptEncoding = { new("gzip") } } };
            using var response = await program.Anonymous.SendAsync(request);
            total += (await response.Content.ReadAsByteArrayAsync()).Length;
        }

        Assert.InRange(total, 1, 100_000);
    }

    private static string Title(string theme)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "journeys", "retail.json"));
        using var json = System.Text.Json.JsonDocument.Parse(file);
        return json.RootElement.GetProperty("themes").EnumerateArray().Single(one => one.GetProperty("id").GetString() == theme).GetProperty("title")
            .GetString()!;
    }

    private static object Said(string customer, string text, string source = "pos-42", string? division = null) => division is null
        ? new { source, customer = new { id = customer }, text }
        : new { source, customer = new { id = customer }, text, attributes = new { division } };

    private static async Task PostAsync(HttpClient source, IEnumerable<object> feedback)
    {
        using var response = await source.PostAsJsonAsync("/v1/feedback/batch", feedback);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<IHtmlDocument> ReadAsync(RunningProgram program, string address)
    {
        using var response = await program.Manager.GetAsync(new Uri(address, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return await PageVisitor.ReadAsync(response);
    }

    private static List<string> Addresses(IHtmlDocument page, string within) =>
        [.. page.QuerySelectorAll(within).SelectMany(element => element.QuerySelectorAll("a[href^='/']")).Select(link => link.GetAttribute("href")!)];

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
