using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using AngleSharp.Html.Parser;
using Feedback.App.Tests.Pages;
using Feedback.App.Tests.Running;
using Feedback.Core.Storage;
using Feedback.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Feedback.App.Tests.ClosingTheLoop;

public sealed class VoicesTests : IAsyncLifetime
{
    private const string VoicesPath = $"/v1/tickets/{RefundTicket.Id}/voices";
    private RunningProgram _program = null!;
    private HttpClient _till = null!;

    private IDocumentStore Store => _program.Services.GetRequiredService<IDocumentStore>();

    public async Task InitializeAsync()
    {
        _program = await RunningProgram.StartAsync(configuration: ["--Feedback:MailFrom=Example Shop <voices@shop.example>",
            "--Feedback:PublicUrl=https://voices.shop.example/feedback"]);
        (_till, _) = await _program.AddSourceAsync("pos-42");
    }

    public async Task DisposeAsync() => await _program.DisposeAsync();

    [Fact]
    public async Task The_voices_of_a_ticket_are_listed_by_key_with_whether_they_may_be_written_to()
    {
        await ComplainAsync("anna", "anna@example.com");
        await ComplainAsync("ben", null);
        await ComplainAsync("cem", "cem@example.com", mayContact: false);
        await StoreAsync(verified: false);

        var answer = await _program.Manager.GetStringAsync(VoicesPath);

        var items = JsonDocument.Parse(answer).RootElement.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["not-allowed", "no-address", "yes"], items.Select(item => item.GetProperty("contact").GetString()));
        Assert.All(items, item => Assert.Equal((1, JsonValueKind.Null, JsonValueKind.Null),
            (item.GetProperty("feedback").GetArrayLength(), item.GetProperty("tellState").ValueKind, item.GetProperty("toldAt").ValueKind)));
        Assert.DoesNotContain("@", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_comes_in_pages()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
            await ComplainAsync(name, null);
        await StoreAsync(verified: false);

        var pages = new List<List<string?>>();
        string? next = null;
        do
        {
            var page = await _program.Manager.GetFromJsonAsync<JsonElement>($"{VoicesPath}?limit=2&cursor={next}");
            pages.Add([.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("customer").GetString())]);
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal([2, 2, 1], pages.Select(page => page.Count));
        Assert.Equal(5, pages.SelectMany(page => page).Distinct().Count());
    }

    [Theory]
    [InlineData("/v1/tickets/retail.no-such.2026-11-20/voices", HttpStatusCode.NotFound)]
    [InlineData($"{VoicesPath}?limit=201", HttpStatusCode.BadRequest)]
    [InlineData($"{VoicesPath}?cursor=nonsense", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_listed_is_a_problem(string address, HttpStatusCode status)
    {
        using var response = await _program.Manager.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task When_the_ticket_is_verified_the_customer_finds_a_mail_that_says_the_same_in_both_parts()
    {
        await ComplainAsync("anna", "anna@example.com");
        var told = await ToldAsync();

        using var mail = await MailAsync();
        Assert.Equal("anna@example.com", mail.To.ToString());
        Assert.Equal("sent", told.GetProperty("tellState").GetString());
        var text = mail.TextBody;
        var html = new HtmlParser().ParseDocument(mail.HtmlBody!);
        foreach (var said in new[] { "Refunds (“I send it back”)", "in one of our shops", "Nobody has to ask for them.", "about 32 no longer do",
            "Example Shop" })
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
            Assert.Contains(said, html.Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(mail.Headers["List-Unsubscribe"]!.Trim('<', '>'), html.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains(html.QuerySelector("a")!.GetAttribute("href")!, text, StringComparison.Ordinal);
        Assert.Empty(html.QuerySelectorAll("script, img, link"));
    }

    [Fact]
    public async Task Looking_at_the_opt_out_page_changes_nothing_and_its_button_does()
    {
        await ComplainAsync("anna", "anna@example.com");
        await ToldAsync();
        using var visitor = new PageVisitor(_program);
        var link = await LinkAsync();

        var page = await visitor.ReadAsync(link);
        Assert.Equal("post", page.QuerySelector("form")!.GetAttribute("method"));
        Assert.Equal("yes", (await VoiceAsync()).GetProperty("contact").GetString());
        using var posted = await visitor.PostAsync(link);

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal("opted-out", (await VoiceAsync()).GetProperty("contact").GetString());
    }

    [Fact]
    public async Task One_click_opts_out_without_a_session_and_again_does_no_harm()
    {
        await ComplainAsync("anna", "anna@example.com");
        await ToldAsync();
        var link = await LinkAsync();

        for (var click = 0; click < 2; click++)
        {
            using var body = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
            using var response = await _program.Anonymous.PostAsync(new Uri(link, UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal("opted-out", (await VoiceAsync()).GetProperty("contact").GetString());
    }

    [Fact]
    public async Task Who_was_erased_opts_out_all_the_same()
    {
        await ComplainAsync("anna", "anna@example.com");
        await ToldAsync();
        var link = await LinkAsync();
        var customer = (await VoiceAsync()).GetProperty("customer").GetString();
        using var erased = await _program.Manager.DeleteAsync(new Uri($"/v1/customers/{customer}", UriKind.Relative));
        Assert.Equal("unknown-customer", (await VoiceAsync()).GetProperty("contact").GetString());

        using var response = await _program.Anonymous.PostAsync(new Uri(link, UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        // Nobody is known of the key until they come back, and then they have opted out.
        await ComplainAsync("anna", "anna@example.com");
        await _program.DrainAsync();
        Assert.Equal("opted-out", (await _program.Manager.GetFromJsonAsync<JsonElement>($"/v1/customers/{customer}")).GetProperty("contact").GetString());
    }

    [Theory]
    [InlineData("/opt-out")]
    [InlineData("/opt-out?c=c0ffee00c0ffee00c0ffee00c0ffee00&t=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/opt-out?c=c0ffee&c=c0ffee&t=&t=")]
    public async Task A_link_with_a_wrong_signature_opens_a_page_that_says_so_and_changes_nothing(string link)
    {
        using var visitor = new PageVisitor(_program);

        using var seen = await visitor.GetAsync(link);
        using var posted = await visitor.PostAsync(link);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (seen.StatusCode, posted.StatusCode));
        Assert.Contains("does not work", (await PageVisitor.ReadAsync(seen)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await Store.ReadChangesAsync(Containers.Customers, ChangeCursor.Beginning, 10)).Documents);
    }

    private async Task ComplainAsync(string customer, string? email, bool? mayContact = null)
    {
        using var posted = await _till.PostAsJsonAsync("/v1/feedback", new
        {
            source = "pos-42",
            customer = email is null ? (object)new { id = customer } : new { id = customer, email },
            text = "The refund took six weeks.",
            attributes = mayContact is null ? null : new { mayContact },
        });
        posted.EnsureSuccessStatusCode();
        await _program.DrainAsync();
    }

    private async Task StoreAsync(bool verified = true)
    {
        var ticket = RefundTicket.Verified(_program.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
            what: "Refunds are paid on the day on which the parcel is back.\nNobody has to ask for them.");
        await Store.PutAsync(verified ? ticket : ticket with { State = Core.Tickets.TicketState.Shipped });
    }

    /// <summary>Verifies the ticket and waits until its one voice was told.</summary>
    private async Task<JsonElement> ToldAsync()
    {
        await StoreAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (await VoiceAsync() is var voice && voice.GetProperty("tellState").GetString() == "sent")
                return voice;
            await Task.Delay(50, patience.Token);
        }
    }

    private async Task<JsonElement> VoiceAsync() =>
        Assert.Single((await _program.Manager.GetFromJsonAsync<JsonElement>(VoicesPath)).GetProperty("items").EnumerateArray());

    /// <summary>The one mail that was written.</summary>
    private Task<MimeMessage> MailAsync() => MimeMessage.LoadAsync(Assert.Single(Directory.GetFiles(Path.Combine(_program.Data, "mail"), "*.eml")));

    /// <summary>The path and query of the link in the mail, at the address where the program listens in this test.</summary>
    private async Task<string> LinkAsync()
    {
        using var mail = await MailAsync();
        var link = new Uri(mail.Headers["List-Unsubscribe"]!.Trim('<', '>'));
        Assert.Equal("https://voices.shop.example/feedback/opt-out", link.GetLeftPart(UriPartial.Path));
        Assert.Equal("c,t", string.Join(',', HttpUtility.ParseQueryString(link.Query).AllKeys));
        return "/opt-out" + link.Query;
    }
}
