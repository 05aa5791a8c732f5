using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Pages;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Customers;

/// <summary>One customer through the contract, and on the pages.</summary>
public sealed class CustomerApiTests : IAsyncLifetime
{
    private RunningProgram _program = null!;
    private string _key = "";

    public async Task InitializeAsync()
    {
        _program = await RunningProgram.StartAsync();
        var (till, _) = await _program.AddSourceAsync("pos-42");
        var (desk, _) = await _program.AddSourceAsync("desk-1", "service");
        for (var day = 1; day <= 3; day++)
            await PostAsync(till, "pos-42", $"The refund took {day} weeks, terrible. Call +44 20 7946 0958.", day, "anna@example.com");
        await PostAsync(desk, "desk-1", "<b>Nobody</b> could help.", 4, null);
        await _program.DrainAsync();
        _key = Assert.Single(await FindAsync(new { email = "anna@example.com" }));
    }

    public async Task DisposeAsync() => await _program.DisposeAsync();

    [Fact]
    public async Task A_customer_is_found_by_number_and_by_an_address_in_any_case()
    {
        Assert.Equal([_key], await FindAsync(new { id = "c-7781" }));
        Assert.Equal([_key], await FindAsync(new { email = "ANNA@example.com" }));
        Assert.Empty(await FindAsync(new { id = "c-0" }));
    }

    [Theory]
    [InlineData("{}", "id")]
    [InlineData("""{ "id": "c-1", "email": "a@example.com" }""", "email")]
    [InlineData("""{ "email": "no address" }""", "email")]
    [InlineData("""{ "name": "Anna" }""", "name")]
    [InlineData("[]", "$")]
    public async Task What_cannot_be_looked_for_is_refused_by_name(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _program.Manager.PostAsync(new Uri("/v1/customers/find", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task The_profile_says_how_much_was_heard_where()
    {
        var customer = await _program.Manager.GetFromJsonAsync<JsonElement>($"/v1/customers/{_key}");

        Assert.Equal(("c-7781", "anna@example.com", 4), (customer.GetProperty("id").GetString(), customer.GetProperty("email").GetString(),
            customer.GetProperty("feedback").GetInt32()));
        Assert.Equal(["store 3", "service 1"], customer.GetProperty("byTouchpoint").EnumerateArray()
            .Select(part => $"{part.GetProperty("touchpoint").GetString()} {part.GetProperty("feedback").GetInt32()}"));
    }

    [Fact]
    public async Task The_timeline_is_read_page_by_page_the_newest_first()
    {
        var days = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = await _program.Manager.GetFromJsonAsync<JsonElement>($"/v1/customers/{_key}/timeline?limit=1{next}");
            days.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("at").GetString()!));
            next = page.GetProperty("next").GetString() is { } cursor ? "&cursor=" + cursor : null;
        }

        Assert.Equal(4, days.Distinct().Count());
        Assert.Equal(days.OrderDescending(), days);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("cursor=x")]
    [InlineData("cursor=MjAyNg")]
    public async Task A_wrong_page_is_refused(string query)
    {
        using var response = await _program.Manager.GetAsync(new Uri($"/v1/customers/{_key}/timeline?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_export_holds_everything_unmasked_as_a_download()
    {
        using var response = await _program.Manager.GetAsync(new Uri($"/v1/customers/{_key}/export", UriKind.Relative));
        var export = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(("attachment", "no-store"), (response.Content.Headers.ContentDisposition?.DispositionType, response.Headers.CacheControl?.ToString()));
        Assert.Equal("anna@example.com", export.GetProperty("profile").GetProperty("email").GetString());
        Assert.Equal(4, export.GetProperty("feedback").GetArrayLength());
        Assert.Contains("+44 20 7946 0958", export.GetProperty("feedback")[3].GetProperty("text").GetString()
            + export.GetProperty("feedback")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("no-key")]
    public async Task Nobody_answers_404(string key)
    {
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/timeline"), (HttpMethod.Get, "/export"), (HttpMethod.Delete, "") })
        {
            using var request = new HttpRequestMessage(method, $"/v1/customers/{key}{path}");
            using var response = await _program.Manager.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Erased_the_feedback_can_still_be_looked_at_and_cannot_be_retried()
    {
        var timeline = await _program.Manager.GetFromJsonAsync<JsonElement>($"/v1/customers/{_key}/timeline");
        var id = timeline.GetProperty("items")[0].GetProperty("feedback").GetString();

        using var erased = await _program.Manager.DeleteAsync(new Uri($"/v1/customers/{_key}", UriKind.Relative));
        using var again = await _program.Manager.DeleteAsync(new Uri($"/v1/customers/{_key}", UriKind.Relative));
        var record = await _program.Manager.GetFromJsonAsync<JsonElement>($"/v1/feedback/{id}");
        using var retried = await _program.Manager.PostAsync(new Uri($"/v1/feedback/{id}/retry", UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.Conflict), (erased.StatusCode, again.StatusCode, retried.StatusCode));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String), (record.GetProperty("text").ValueKind, record.GetProperty("erasedAt").ValueKind));
        var list = await _program.Manager.GetFromJsonAsync<JsonElement>("/v1/feedback");
        Assert.Contains(list.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString() == id);
        using var page = await _program.Manager.GetAsync(new Uri($"/feedback/{id}", UriKind.Relative));
        Assert.Contains("Erased on ", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_the_timeline_with_markup_as_text_and_numbers_hidden()
    {
        using var visitor = await SignedInAsync();

        var page = await visitor.ReadAsync($"/customers/{_key}");

        Assert.Equal(4, page.QuerySelectorAll(".relation > li").Length);
        Assert.Equal(["Store", "Service"], page.QuerySelectorAll(".relation-picture.wide .lane-name").Select(name => name.TextContent));
        Assert.Equal(4, page.QuerySelectorAll(".relation-picture.wide path title").Length);
        Assert.Contains("<b>Nobody</b> could help.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("7946", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_stands_in_the_form_when_nobody_is_found_or_it_cannot_be_looked_for()
    {
        using var visitor = await SignedInAsync();
        var token = await visitor.TokenAsync("/customers");

        using var unknown = await visitor.PostAsync("/customers", ("__RequestVerificationToken", token), ("id", "c-0"), ("email", ""));
        using var both = await visitor.PostAsync("/customers", ("__RequestVerificationToken", token), ("id", "c-0"), ("email", "a@example.com"));
        using var found = await visitor.PostAsync("/customers", ("__RequestVerificationToken", token), ("id", ""), ("email", "anna@example.com"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.SeeOther), (unknown.StatusCode, both.StatusCode, found.StatusCode));
        Assert.Equal("c-0", (await PageVisitor.ReadAsync(unknown)).QuerySelector("#id")!.GetAttribute("value"));
        Assert.Equal($"/customers/{_key}", found.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Nothing_is_erased_without_the_box_ticked_nor_without_the_forms_token()
    {
        using var visitor = await SignedInAsync();
        var token = await visitor.TokenAsync($"/customers/{_key}/erase");

        using var unsure = await visitor.PostAsync($"/customers/{_key}/erase", ("__RequestVerificationToken", token));
        using var forged = await visitor.PostAsync($"/customers/{_key}/erase", ("sure", "yes"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (unsure.StatusCode, forged.StatusCode));
        Assert.Equal([_key], await FindAsync(new { id = "c-7781" }));
    }

    private async Task<PageVisitor> SignedInAsync()
    {
        var visitor = new PageVisitor(_program);
        using var response = await visitor.SignInAsync();
        return visitor;
    }

    [Fact]
    public async Task A_search_by_a_wrong_field_names_the_right_ones()
    {
        using var response = await _program.Manager.PostAsJsonAsync("/v1/customers/find", new { customerId = "c-7781" });

        Assert.Contains("is not a field of a search for a customer, which takes id or email", await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    private async Task<List<string>> FindAsync(object by)
    {
        using var response = await _program.Manager.PostAsJsonAsync("/v1/customers/find", by);
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keys").EnumerateArray().Select(key => key.GetString()!)];
    }

    private static async Task PostAsync(HttpClient client, string source, string text, int day, string? email)
    {
        using var response = await client.PostAsJsonAsync("/v1/feedback",
            new { source, text, occurredAt = TimeProvider.System.GetUtcNow().AddDays(-day), customer = new { id = "c-7781", email } });
        response.EnsureSuccessStatusCode();
    }
}
