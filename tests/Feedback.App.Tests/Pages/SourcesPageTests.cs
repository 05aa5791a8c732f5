using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using Feedback.App.Tests.Running;
using Feedback.Core.Access;
using Feedback.Core.Subscriptions;
using Feedback.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Pages;

public sealed class SourcesPageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_source_is_added_and_its_key_is_shown_this_once()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);

        using var response = await SendAsync(visitor, "create", ("id", "pos-42"), ("touchpoint", "store"), ("silo", ""));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var shown = await PageVisitor.ReadAsync(response);
        var key = shown.QuerySelector("#shown-key")!.TextContent;
        Assert.StartsWith("whsec_", shown.QuerySelector("#shown-secret")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(key, (await visitor.ReadAsync("/sources")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("Nothing received yet", (await visitor.ReadAsync("/sources")).QuerySelector(".source .flag")!.TextContent);

        using var till = program.WithKey(key);
        using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "The queue was long." });
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        Assert.Equal("Active", (await visitor.ReadAsync("/sources")).QuerySelector(".source .flag")!.TextContent);
    }

    [Fact]
    public async Task A_name_that_is_taken_answers_409_and_what_was_typed_is_kept()
    {
        await using var program = await RunningProgram.StartAsync();
        (await program.AddSourceAsync("pos-42")).Client.Dispose();
        using var visitor = await SignedInAsync(program);

        using var response = await SendAsync(visitor, "create", ("id", "pos-42"), ("touchpoint", "web"));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var page = await PageVisitor.ReadAsync(response);
        Assert.Equal("pos-42", ((IHtmlInputElement)page.QuerySelector("#new-id")!).Value);
        Assert.Equal("web", ((IHtmlSelectElement)page.QuerySelector("#new-touchpoint")!).Value);
    }

    [Theory]
    [InlineData("id", "my till", "")]
    [InlineData("id", "", "store")]
    [InlineData("touchpoint", "pos-42", "moon")]
    public async Task A_field_that_is_not_right_is_named(string field, string id, string touchpoint)
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);

        using var response = await SendAsync(visitor, "create", ("id", id), ("touchpoint", touchpoint));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((await PageVisitor.ReadAsync(response)).QuerySelector($"#fault-{field}")!.TextContent);
    }

    [Fact]
    public async Task After_a_rotation_the_old_key_holds_for_a_day()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        using var visitor = await SignedInAsync(program);

        using var response = await SendAsync(visitor, "rotate", ("id", "pos-42"));

        var page = await PageVisitor.ReadAsync(response);
        using var fresh = program.WithKey(page.QuerySelector("#shown-key")!.TextContent);
        foreach (var client in new[] { till, fresh })
        {
            using var posted = await client.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "The queue was long." });
            Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        }

        Assert.Contains("the old key is valid until", (await visitor.ReadAsync("/sources")).QuerySelector(".source")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_takes_a_confirmation()
    {
        await using var program = await RunningProgram.StartAsync();
        (await program.AddSourceAsync("pos-42")).Client.Dispose();
        using var visitor = await SignedInAsync(program);

        using var refused = await SendAsync(visitor, "delete", ("id", "pos-42"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotNull((await visitor.ReadAsync("/sources")).QuerySelector("#source-pos-42"));
        using var done = await SendAsync(visitor, "delete", ("id", "pos-42"), ("confirm", "yes"));

        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Null((await visitor.ReadAsync("/sources")).QuerySelector("#source-pos-42"));
        using var again = await SendAsync(visitor, "delete", ("id", "pos-42"), ("confirm", "yes"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Theory]
    [InlineData("{ \"source\": \"pos-42\", \"ratings\": { \"nps\": 14 } }", "ratings.nps must be a whole number from 0 to 10")]
    [InlineData("{ \"source\": \"pos-42\", \"text\": \"x\", \"jane@example.com\": 1 }", "[e-mail] ")]
    [InlineData("{", "")]
    public async Task The_last_refusal_says_which_field_and_why(string body, string expected)
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        using (await till.PostAsync(new Uri("/v1/feedback", UriKind.Relative), new StringContent(body, null, "application/json")))
        {
        }

        using var response = await program.Manager.GetAsync(new Uri("/sources", UriKind.Relative));

        var html = await PageVisitor.ReadAsync(response);
        var fault = html.QuerySelectorAll(".source .facts > div").Single(row => row.QuerySelector("dt")!.TextContent == "Last rejected")
            .QuerySelector("dd")!.TextContent;
        Assert.StartsWith(expected, fault.TrimStart(), StringComparison.Ordinal);
        Assert.DoesNotContain("jane", html.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ten_most_frequent_refusals_of_a_batch_are_counted_without_customers_words()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        string[] bad = ["""{"text":"a","ratings":{"nps":14}}""", """{"text":"b","ratings":{"nps":15}}""", """{"text":"c","occurredAt":"soon"}""",
            .. Enumerable.Range(0, 12).Select(row => $$"""{"text":"d","jane{{row}}@example.com":1}""")];
        using (await till.PostAsync(new Uri("/v1/feedback/batch", UriKind.Relative), new StringContent($"[{string.Join(',', bad)}]", null, "application/json")))
        {
        }

        using var response = await program.Manager.GetAsync(new Uri("/sources", UriKind.Relative));

        var html = await PageVisitor.ReadAsync(response);
        var rows = html.QuerySelectorAll(".source .facts > div").Single(row => row.QuerySelector("dt")!.TextContent == "Rejected most")
            .QuerySelectorAll("li").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains("2 × ratings.nps must be a whole number from 0 to 10", rows);
        Assert.InRange(rows.Count, 2, 10);
        Assert.DoesNotContain("jane", html.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 0, false)]
    [InlineData(2.9, 2, false)]
    [InlineData(3.1, 3, true)]
    public void A_source_is_quiet_after_three_days(double days, int expected, bool isQuiet)
    {
        var source = new SourcePageModel(Record(), new(Now.AddDays(-days), 1, 0, 0), Now);

        Assert.Equal((expected, isQuiet), (source.DaysQuiet, source.IsQuiet));
    }

    [Fact]
    public void The_rate_is_of_the_last_seven_days()
    {
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        var source = new SourcePageModel(Record(), SourceActivity.None with
        {
            Days = [new(today.AddDays(-7), 100, 0, 0), new(today.AddDays(-6), 6, 1, 2), new(today, 8, 0, 0)],
        }, Now);

        Assert.Equal(2, source.PerDay);
        Assert.Equal((2, 17), source.Refusals);
    }

    [Fact]
    public async Task A_disabled_subscription_says_why_and_can_be_enabled_and_deleted()
    {
        await using var program = await RunningProgram.StartAsync();
        var subscriptions = program.Services.GetRequiredService<SubscriptionRegistry>();
        await subscriptions.CreateAsync(new("billing", new("https://example.com/hook"), SubscriptionFilter.Everything));
        await subscriptions.ChangeAsync("billing", subscription => subscription.Disabled(Now, "it answered 410"));
        using var visitor = await SignedInAsync(program);

        Assert.Contains("it answered 410", (await visitor.ReadAsync("/sources")).QuerySelector(".subscriptions")!.TextContent, StringComparison.Ordinal);
        (await SendAsync(visitor, "enable", ("id", "billing"))).Dispose();
        Assert.Equal("Enabled", (await visitor.ReadAsync("/sources")).QuerySelector(".subscriptions .flag")!.TextContent);
        (await SendAsync(visitor, "unsubscribe", ("id", "billing"), ("confirm", "yes"))).Dispose();

        Assert.Null((await visitor.ReadAsync("/sources")).QuerySelector(".subscriptions"));
    }

    [Fact]
    public async Task A_reader_looks_and_changes_nothing()
    {
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddSingleton<IClaimsTransformation, AsReader>());
        await program.Services.GetRequiredService<SourceRegistry>().CreateAsync(new("pos-42", "store", null));
        using var visitor = await SignedInAsync(program);

        var page = await visitor.ReadAsync("/sources");
        using var response = await SendAsync(visitor, "rotate", ("id", "pos-42"));

        Assert.NotNull(page.QuerySelector("#source-pos-42"));
        Assert.Empty(page.QuerySelectorAll("form[action='/sources']"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static SourceRecord Record() => new() { Id = "pos-42", CreatedAt = Now, Keys = [], SigningSecrets = [] };

    private static async Task<PageVisitor> SignedInAsync(RunningProgram program)
    {
        var visitor = new PageVisitor(program);
        using var response = await visitor.SignInAsync();
        return visitor;
    }

    private static async Task<HttpResponseMessage> SendAsync(PageVisitor visitor, string what, params (string, string)[] fields) =>
        await visitor.PostAsync("/sources", [("__RequestVerificationToken", await visitor.TokenAsync("/sources")), ("do", what), .. fields]);
}
