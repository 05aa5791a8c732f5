using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Feedback.App.Tests.Running;
using Feedback.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Pages;

public sealed class OverviewPageTests
{
    [Fact]
    public async Task A_fresh_installation_says_what_to_do_next()
    {
        await using var program = await RunningProgram.StartAsync();

        var page = await ReadAsync(program, "/");

        Assert.Contains($"curl {program.Address}v1/feedback", page.QuerySelector(".first")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("table"));
    }

    [Fact]
    public async Task The_map_shows_the_stages_in_the_customers_order_with_their_figures_and_bases()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till, "Nice staff, but I was billed twice and the refund took six weeks.", nps: 4);
        await program.DrainAsync();

        var page = await ReadAsync(program, "/");

        var rows = page.QuerySelectorAll("table.journey tbody tr").ToList();
        Assert.Equal(
            ["I hear of it", "I choose", "I buy", "I get it", "I use it", "I pay for it", "I need help", "I send it back"],
            rows.Select(row => row.QuerySelector("th")!.FirstChild!.TextContent.Trim()));
        var buy = rows[2];
        Assert.Equal("1", Cell(buy, "Opinions"));
        Assert.Equal("−100 1 response", Cell(buy, "NPS"));
        Assert.Equal("—", Cell(buy, "CSAT"));
        Assert.Equal("3", Cell(page.QuerySelector("table.journey tfoot tr")!, "Opinions"));
    }

    [Fact]
    public async Task The_matrix_shows_what_one_silo_hears_that_another_can_mend()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till, "I was billed twice.");
        await program.DrainAsync();

        var page = await ReadAsync(program, "/");

        var columns = page.QuerySelectorAll("table.matrix thead th").Select(cell => cell.TextContent.Trim()).ToList();
        var stores = page.QuerySelectorAll("table.matrix tbody tr").Single();
        Assert.Equal("Stores", stores.QuerySelector("th")!.TextContent);
        Assert.Contains("of 1", stores.Children[columns.IndexOf("Billing and credit")].TextContent, StringComparison.Ordinal);
        Assert.Contains("own", stores.Children[columns.IndexOf("Stores")].ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_urgent_ticket_stands_on_the_page_with_its_owner_and_its_days_and_leads_to_its_own()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        for (var i = 0; i < 6; i++)
            await PostAsync(till, "I was billed twice and it is terrible.", customer: $"c-{i}");
        await program.DrainAsync();
        await program.Services.GetRequiredService<RaiseTickets>().RunAsync();

        var ticket = (await ReadAsync(program, "/")).QuerySelector(".urgent article")!;

        Assert.Contains("Billing and credit", ticket.QuerySelector("p strong")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/tickets/retail.invoice-error.", ticket.QuerySelector("h3 a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(7, ticket.QuerySelectorAll("svg.days rect").Length);
        Assert.Matches(@"(\d+ \w+ 0, ){6}\d+ \w+ [1-9]\d*$", ticket.QuerySelector("svg.days")!.GetAttribute("aria-label")!);
    }

    [Fact]
    public async Task What_a_customer_wrote_is_text_and_never_markup()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        const string text = "<script>alert(1)</script> <img src=x onerror=alert(2)> \"'><b>bold</b> &lt;i&gt;";
        await PostAsync(till, text);
        await program.DrainAsync();

        var page = await ReadAsync(program, "/");

        var quote = page.QuerySelector(".newest blockquote p")!;
        Assert.Equal(text, quote.TextContent);
        Assert.Equal(0, quote.ChildElementCount);
    }

    [Fact]
    public async Task What_tells_who_a_customer_is_does_not_stand_on_the_page()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        var filling = string.Concat(Enumerable.Repeat("The queue was long. ", 11));
        await PostAsync(till, filling + "Write to jane@example.com, call 0113 496 0000, my card is 4111 1111 1111 1111." + filling);
        await program.DrainAsync();

        var html = (await ReadAsync(program, "/")).DocumentElement.OuterHtml;

        Assert.Contains("[e-mail]", html, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", html, StringComparison.Ordinal);
        Assert.DoesNotContain("0113", html, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_touchpoint_in_the_address_limits_figures_and_feedback()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        var (shop, _) = await program.AddSourceAsync("shop", "web");
        await PostAsync(till, "The queue was long.");
        await PostAsync(shop, "The website is broken.", source: "shop");
        await program.DrainAsync();

        var page = await ReadAsync(program, "/?days=7&touchpoint=web");

        Assert.Equal(["The website is broken."], page.QuerySelectorAll(".newest blockquote").Select(quote => quote.TextContent.Trim()));
        Assert.Equal("web", ((IHtmlSelectElement)page.QuerySelector("#touchpoint")!).Value);
        Assert.Equal("7 days", page.QuerySelector(".segments [aria-current]")!.TextContent);
        Assert.Contains("touchpoint=web", page.QuerySelector(".segments a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_day_of_a_period_belongs_to_it()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till, "The queue was long.", occurredAt: "2026-03-05T23:59:59Z");
        await program.DrainAsync();

        var within = await ReadAsync(program, "/?from=2026-03-05&to=2026-03-05");
        var after = await ReadAsync(program, "/?from=2026-03-06&to=2026-03-07");

        Assert.Single(within.QuerySelectorAll(".newest > li"));
        Assert.NotNull(after.QuerySelector(".quiet-state"));
    }

    [Theory]
    [InlineData("/?days=8")]
    [InlineData("/?from=yesterday")]
    [InlineData("/?from=2026-03-05&to=2026-03-04")]
    [InlineData("/?touchpoint=moon")]
    [InlineData("/?silo=moon")]
    [InlineData("/?segment=moon")]
    public async Task An_address_that_makes_no_sense_answers_400_and_says_what_is_wrong(string address)
    {
        await using var program = await RunningProgram.StartAsync();

        using var response = await program.Manager.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((await PageVisitor.ReadAsync(response)).QuerySelectorAll("[role=alert] li"));
    }

    [Theory]
    [InlineData("/?journey=none")]
    [InlineData("/no-such-page")]
    public async Task What_is_not_there_answers_404_with_a_page(string address)
    {
        await using var program = await RunningProgram.StartAsync();

        using var response = await BrowseAsync(program.Manager, address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Page not found", (await PageVisitor.ReadAsync(response)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_sources_key_is_refused_with_403()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");

        using var response = await till.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    public async Task Every_page_carries_the_headers_that_protect_it(string address, HttpStatusCode expected)
    {
        await using var program = await RunningProgram.StartAsync();

        using var response = await BrowseAsync(program.Manager, address);

        Assert.Equal(expected, response.StatusCode);
        AssertProtected(response);
    }

    [Fact]
    public async Task The_sign_in_page_carries_the_headers_that_protect_it()
    {
        await using var program = await RunningProgram.StartAsync();

        using var response = await BrowseAsync(program.Anonymous, "/");

        AssertProtected(response);
    }

    [Fact]
    public async Task The_page_needs_nothing_that_its_content_security_policy_forbids()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await PostAsync(till, "I was billed twice.", nps: 2);
        await program.DrainAsync();

        var page = await ReadAsync(program, "/");

        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
    }

    /// <summary>Asks for a page as a browser does.</summary>
    private static async Task<HttpResponseMessage> BrowseAsync(HttpClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } };
        return await client.SendAsync(request);
    }

    private static void AssertProtected(HttpResponseMessage response)
    {
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'self'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    private static async Task<IHtmlDocument> ReadAsync(RunningProgram program, string address)
    {
        using var response = await program.Manager.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await PageVisitor.ReadAsync(response);
    }

    private static async Task PostAsync(HttpClient client, string text, int? nps = null, string source = "pos-42", string customer = "c-1",
        string? occurredAt = null)
    {
        var ratings = nps is null ? null : new Dictionary<string, int> { ["nps"] = nps.Value };
        var feedback = new Dictionary<string, object> { ["source"] = source, ["text"] = text, ["customer"] = new { id = customer } };
        if (ratings is not null)
            feedback["ratings"] = ratings;
        if (occurredAt is not null)
            feedback["occurredAt"] = occurredAt;
        using var response = await client.PostAsJsonAsync("/v1/feedback", feedback);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static string Cell(IElement row, string label) =>
        string.Join(' ', row.QuerySelector($"td[data-label={label}]")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
