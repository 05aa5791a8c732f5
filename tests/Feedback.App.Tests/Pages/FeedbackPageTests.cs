using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Feedback.App.Tests.Corrections;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Pages;

public sealed class FeedbackPageTests
{
    private const string Billed = "Nice staff, but I was billed twice and the refund took six weeks. Mail anna@example.com!";

    [Fact]
    public async Task A_feedback_is_shown_masked_with_each_opinion_marked_listed_and_explained()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var page = await visitor.ReadAsync(await PostAsync(program, Billed));

        Assert.Equal("Nice staff, but I was billed twice and the refund took six weeks. Mail [e-mail]!",
            string.Concat(page.QuerySelector(".marked p")!.ChildNodes.Where(node => node is not IElement { ClassName: not null } element
                || element.LocalName != "a").Select(node => node.TextContent)));
        Assert.Equal(["1", "2", "3"], page.QuerySelectorAll(".opinion .number").Select(number => number.TextContent));
        Assert.Equal(["opinion 1+, positive", "opinion 2−, negative", "opinion 3−, negative"], page.QuerySelectorAll(".marked a.ref")
            .Select(link => link.TextContent));
        var billed = page.QuerySelector("#opinion-2")!;
        Assert.Equal("Wrong bills and charges", Said(billed, "Theme"));
        Assert.StartsWith("This part of the text contains a phrase for “Wrong bills and charges”", Said(billed, "Why here"), StringComparison.Ordinal);
        Assert.StartsWith("Billing and credit", Said(billed, "Owner"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_by_form_is_saved_with_who_and_why_and_nothing_else_is_corrected()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var address = await PostAsync(program, Billed);

        using var saved = await visitor.PostAsync(address + "/corrections",
            Changed(await visitor.ReadAsync(address), 2, ("theme", "delivery-time"), ("onBehalfOf", "Ann"), ("reason", "About the parcel.")));

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var opinion = (await visitor.ReadAsync(saved.Headers.Location!.ToString().Split('#')[0])).QuerySelector("#opinion-2")!;
        Assert.EndsWith("(corrected)", Said(opinion, "Theme"), StringComparison.Ordinal);
        Assert.Equal("I get it", Said(opinion, "Stage"));
        var line = Assert.Single(opinion.QuerySelectorAll("[aria-label=Corrections] li")).TextContent;
        Assert.Contains("Ann (manager) changed the theme from Wrong bills and charges to", line, StringComparison.Ordinal);
        Assert.Contains("About the parcel.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_changes_nothing_corrects_nothing()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var address = await PostAsync(program, Billed);

        using var saved = await visitor.PostAsync(address + "/corrections", Changed(await visitor.ReadAsync(address), 1));

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Empty((await visitor.ReadAsync(address)).QuerySelectorAll("[aria-label=Corrections]"));
    }

    [Fact]
    public async Task A_reason_that_quotes_the_customer_is_refused_and_what_was_typed_is_kept()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var address = await PostAsync(program, Billed);

        using var refused = await visitor.PostAsync(address + "/corrections",
            Changed(await visitor.ReadAsync(address), 2, ("sentiment", "neutral"), ("reason", "They say the refund took six weeks.")));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var opinion = (await PageVisitor.ReadAsync(refused)).QuerySelector("#opinion-2")!;
        Assert.Contains("must not quote the customer", opinion.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("neutral", ((IHtmlSelectElement)opinion.QuerySelector("[name=sentiment]")!).Value);
        Assert.Equal("They say the refund took six weeks.", ((IHtmlInputElement)opinion.QuerySelector("[name=reason]")!).Value);
        Assert.Equal("true", opinion.QuerySelector("[name=reason]")!.GetAttribute("aria-invalid"));
    }

    [Theory]
    [InlineData("opinion", "99")]
    [InlineData("opinion", "-1")]
    [InlineData("sentiment", "furious")]
    [InlineData("theme", "no-such-theme")]
    [InlineData("stage", "no-such-stage")]
    public async Task A_form_with_a_value_that_is_none_is_refused_and_changes_nothing(string field, string value)
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var address = await PostAsync(program, Billed);

        using var refused = await visitor.PostAsync(address + "/corrections", Changed(await visitor.ReadAsync(address), 1, (field, value)));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Empty((await visitor.ReadAsync(address)).QuerySelectorAll("[aria-label=Corrections]"));
    }

    [Fact]
    public async Task A_correction_of_what_was_changed_meanwhile_is_not_saved_and_keeps_what_was_chosen()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var address = await PostAsync(program, Billed);
        var seen = await visitor.ReadAsync(address);
        (await visitor.PostAsync(address + "/corrections", Changed(seen, 1, ("sentiment", "neutral")))).Dispose();

        using var late = await visitor.PostAsync(address + "/corrections", Changed(seen, 1, ("sentiment", "negative")));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await PageVisitor.ReadAsync(late);
        Assert.Contains("has changed since you opened it", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("negative", ((IHtmlSelectElement)page.QuerySelector("#opinion-1 [name=sentiment]")!).Value);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var address = await PostAsync(program, Billed);

        using var refused = await visitor.PostAsync(address + "/corrections", ("opinion", "0"), ("sentiment", "neutral"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task The_path_leads_to_what_the_customer_said_before_and_after()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var (till, _) = await program.AddSourceAsync("pos-42");
        var at = TimeProvider.System.GetUtcNow().AddHours(-5);
        var addresses = new List<string>();
        foreach (var (text, hour) in new[] { ("First.", 1), ("Second.", 2), ("Third.", 3) })
        {
            using var posted = await till.PostAsJsonAsync("/v1/feedback",
                new { source = "pos-42", text, customer = new { id = "c-1" }, occurredAt = at.AddHours(hour) });
            addresses.Add(posted.Headers.Location!.ToString().Replace("/v1", "", StringComparison.Ordinal));
        }

        await program.DrainAsync();

        var page = await visitor.ReadAsync(addresses[1]);

        Assert.Equal(["First.", "This feedback", "Third."], page.QuerySelectorAll(".path li p:last-child").Select(line => line.TextContent.Trim()));
        Assert.Equal(addresses[2], page.QuerySelector(".path li:last-child p:last-child a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_failed_feedback_says_why_and_is_analysed_again_at_a_button()
    {
        await using var program = await RunningProgram.StartAsync(adjust: Failing.Analysis);
        using var visitor = await SignedInAsync(program);
        var address = await PostAsync(program, "Was ist das?");
        var page = await visitor.ReadAsync(address);
        Assert.Contains("The language is not supported.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        using var retried = await visitor.PostAsync(address + "/retry", ("__RequestVerificationToken", Token(page)));
        await program.DrainAsync();

        Assert.Equal((HttpStatusCode.SeeOther, address), (retried.StatusCode, retried.Headers.Location!.ToString()));
        Assert.Contains(address, (await visitor.ReadAsync("/feedback/failed")).QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));
        Assert.NotNull((await visitor.ReadAsync("/feedback")).QuerySelector("main a[href='/feedback/failed']"));
    }

    [Fact]
    public async Task The_list_is_narrowed_by_stage_theme_and_sentiment_and_says_how_many_opinions_match()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        await PostAsync(program, Billed);
        await PostAsync(program, "The dress fits perfectly.", "shop");

        var page = await visitor.ReadAsync("/feedback?theme=invoice-error&stage=pay&sentiment=negative");

        Assert.StartsWith("Nice staff", Assert.Single(page.QuerySelectorAll(".newest blockquote")).TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("1 opinion matches", page.QuerySelector(".title")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("sentiment=negative", page.QuerySelector(".segments a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("invoice-error", ((IHtmlSelectElement)page.QuerySelector("#theme")!).Value);
    }

    [Fact]
    public async Task Older_feedback_is_a_link_away_and_nothing_is_shown_twice()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var (till, _) = await program.AddSourceAsync("pos-42");
        using var posted = await till.PostAsJsonAsync("/v1/feedback/batch", Enumerable.Range(0, 30)
            .Select(i => new { source = "pos-42", text = $"Number {i} was fine." }));
        await program.DrainAsync();

        var first = await visitor.ReadAsync("/feedback");
        var second = await visitor.ReadAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal(30, first.QuerySelectorAll(".newest blockquote").Concat(second.QuerySelectorAll(".newest blockquote"))
            .Select(quote => quote.TextContent.Trim()).Distinct().Count());
        Assert.Null(second.QuerySelector("a[rel=next]"));
    }

    [Theory]
    [InlineData("/feedback?stage=nowhere", "Stage")]
    [InlineData("/feedback?theme=nothing", "Theme")]
    [InlineData("/feedback?sentiment=furious", "Sentiment")]
    [InlineData("/feedback?cursor=abc", "Cursor")]
    [InlineData("/feedback/failed?cursor=abc", "Cursor")]
    public async Task An_address_that_asks_for_nothing_there_is_says_so(string address, string label)
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);

        using var response = await visitor.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(label, (await PageVisitor.ReadAsync(response)).QuerySelector("[role=alert] strong")!.TextContent);
    }

    [Fact]
    public async Task What_was_corrected_to_what_is_counted_on_a_page()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);
        var address = await PostAsync(program, Billed);
        (await visitor.PostAsync(address + "/corrections", Changed(await visitor.ReadAsync(address), 2, ("theme", "refund")))).Dispose();
        await program.DrainAsync();

        var page = await visitor.ReadAsync("/feedback/corrections");

        Assert.Equal(["theme", "Wrong bills and charges", "Refunds", "1"], page.QuerySelectorAll("tbody td").Select(cell => cell.TextContent));
    }

    [Theory]
    [InlineData("/feedback/0123456789abcdef0123456789abcdef")]
    [InlineData("/feedback/nothing")]
    [InlineData("/feedback?journey=nowhere")]
    public async Task A_page_of_nothing_is_not_there(string address)
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);

        using var response = await visitor.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<PageVisitor> SignedInAsync(RunningProgram program)
    {
        var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();
        return visitor;
    }

    /// <summary>Posts a feedback and waits until it is counted.</summary>
    /// <returns>The address of its page.</returns>
    private static async Task<string> PostAsync(RunningProgram program, string text, string source = "pos-42")
    {
        var (client, _) = await program.AddSourceAsync(source);
        using var posted = await client.PostAsJsonAsync("/v1/feedback", new { source, text });
        await program.DrainAsync();
        return posted.Headers.Location!.ToString().Replace("/v1", "", StringComparison.Ordinal);
    }

    /// <summary>The fields of an opinion's form as they stand, with some changed.</summary>
    private static IEnumerable<(string Name, string Value)> Changed(IHtmlDocument page, int opinion, params (string Name, string Value)[] changes)
    {
        var fields = page.QuerySelectorAll($"#opinion-{opinion} form [name]")
            .ToDictionary(field => field.GetAttribute("name")!, field => (field is IHtmlSelectElement select ? select.Value : ((IHtmlInputElement)field).Value)
                ?? "");
        foreach (var (name, value) in changes)
            fields[name] = value;
        return fields.Select(field => (field.Key, field.Value));
    }

    private static string Token(IHtmlDocument page) => ((IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!).Value;

    private static string Said(IElement opinion, string term) =>
        string.Join(' ', opinion.QuerySelectorAll("dl > div").Single(entry => entry.QuerySelector("dt")!.TextContent == term)
            .QuerySelector("dd")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
