using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Pages;

public sealed class TopicPageTests
{
    private const string Billed = "I was billed twice and nobody calls back.";

    [Fact]
    public async Task A_stage_shows_its_figures_its_themes_and_its_course()
    {
        await using var program = await HeardAsync(Billed, "Nice staff in the shop.");

        var page = await ReadAsync(program, "/stages/pay");

        Assert.Equal("I pay for it", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Owner: Billing and credit", page.QuerySelector(".title")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", page.QuerySelector(".figure strong")!.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll(".topic-parts a[href^='/themes/']"));
        // Four weeks up to this hour reach into a day before.
        Assert.InRange(page.QuerySelector(".charts figure")!.QuerySelectorAll("tbody tr").Length, 28, 29);
    }

    [Fact]
    public async Task A_theme_shows_the_stages_where_it_is_heard_and_who_hears_it()
    {
        await using var program = await HeardAsync(Billed);
        var theme = (await ReadAsync(program, "/stages/pay")).QuerySelector(".topic-parts a[href^='/themes/']")!.GetAttribute("href")!;

        var page = await ReadAsync(program, theme);

        Assert.Contains(page.QuerySelectorAll("a"), link => link.GetAttribute("href")!.StartsWith("/stages/pay?", StringComparison.Ordinal));
        Assert.Contains("Stores", page.QuerySelector("#who-hears-it")!.ParentElement!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_a_customer_said_the_clause_in_question_is_quoted_masked()
    {
        await using var program = await HeardAsync("The shop is lovely. I was billed twice, write to me at jo@example.com please.");

        var page = await ReadAsync(program, "/stages/pay");

        var quote = page.QuerySelector(".voices-said blockquote")!.TextContent;
        Assert.Contains("billed twice", quote, StringComparison.Ordinal);
        Assert.DoesNotContain("lovely", quote, StringComparison.Ordinal);
        Assert.DoesNotContain("jo@example.com", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_goes_along_to_every_link()
    {
        await using var program = await HeardAsync(Billed);

        var page = await ReadAsync(program, "/stages/pay?days=90&touchpoint=store");

        Assert.All(page.QuerySelectorAll(".topic-parts a"), link =>
            Assert.Contains("days=90&touchpoint=store", link.GetAttribute("href")!, StringComparison.Ordinal));
        Assert.Contains("days=90&touchpoint=store", page.QuerySelector(".trail a")!.GetAttribute("href")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_of_which_nothing_was_heard_says_so()
    {
        await using var program = await HeardAsync(Billed);

        Assert.Contains("No feedback about this", (await ReadAsync(program, "/stages/discover")).QuerySelector(".quiet-state")!.TextContent,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/stages/nowhere")]
    [InlineData("/themes/nothing")]
    [InlineData("/stages/pay?journey=nowhere")]
    public async Task An_unknown_one_answers_404(string address)
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();

        using var response = await visitor.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<RunningProgram> HeardAsync(params string[] texts)
    {
        var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        foreach (var text in texts)
            (await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text })).EnsureSuccessStatusCode();
        till.Dispose();
        await program.DrainAsync();
        return program;
    }

    private static async Task<IHtmlDocument> ReadAsync(RunningProgram program, string address)
    {
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();
        using var response = await visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await PageVisitor.ReadAsync(response);
    }
}
