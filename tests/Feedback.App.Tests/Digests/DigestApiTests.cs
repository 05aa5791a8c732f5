using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;
using Feedback.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Feedback.App.Tests.Digests;

public sealed class DigestApiTests
{
    private static string Week => Of(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task A_recipient_is_added_listed_once_and_removed_by_address()
    {
        await using var program = await RunningProgram.StartAsync();
        using var added = await program.Manager.PostAsJsonAsync("/v1/digests/recipients",
            new { email = "Ann@example.com", audience = "billing", timeZone = "Europe/Berlin" });
        using var again = await program.Manager.PostAsJsonAsync("/v1/digests/recipients", new { email = "ann@example.com" });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (added.StatusCode, again.StatusCode));
        var listed = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/digests/recipients");
        Assert.Equal(("Ann@example.com", "billing", "retail"),
            (Text(listed.GetProperty("items")[0], "email"), Text(listed.GetProperty("items")[0], "audience"), Text(listed.GetProperty("items")[0], "journey")));
        Assert.Equal(HttpStatusCode.NoContent,
            (await program.Manager.DeleteAsync(new Uri("/v1/digests/recipients/ann%40example.com", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await program.Manager.DeleteAsync(new Uri("/v1/digests/recipients/ann%40example.com", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_wrong_recipient_is_refused_with_each_field_named()
    {
        await using var program = await RunningProgram.StartAsync();
        using var response = await program.Manager.PostAsJsonAsync("/v1/digests/recipients",
            new { email = "nobody", audience = "the-moon", timeZone = "Mars/One", language = "de", colour = 1 });

        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["audience", "colour", "email", "language", "timeZone"], errors.EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("application/json", "application/json; charset=utf-8")]
    [InlineData("text/html", "text/html; charset=utf-8")]
    [InlineData("text/plain;q=0.9, text/html;q=0.1", "text/plain; charset=utf-8")]
    public async Task A_digest_is_answered_in_the_form_that_is_asked_for(string accept, string answered)
    {
        await using var program = await RunningProgram.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/digests/{Week}");
        request.Headers.Accept.ParseAdd(accept);
        using var response = await program.Manager.SendAsync(request);

        Assert.Equal(MediaTypeHeaderValue.Parse(answered), response.Content.Headers.ContentType);
        Assert.Contains("Week in progress", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_html_may_style_itself_and_do_nothing_else()
    {
        await using var program = await RunningProgram.StartAsync();
        using var response = await program.Manager.GetAsync(new Uri($"/v1/digests/{Week}?format=html", UriKind.Relative));

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_cannot_be_looked_at_or_sent_is_refused_with_its_reason()
    {
        await using var program = await RunningProgram.StartAsync();
        var future = Of(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(21));

        Assert.Equal(HttpStatusCode.BadRequest, (await program.Manager.GetAsync(new Uri("/v1/digests/2026-W54", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await program.Manager.GetAsync(new Uri($"/v1/digests/{Week}?audience=the-moon", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.Manager.GetAsync(new Uri($"/v1/digests/{future}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await program.Manager.PostAsync(new Uri($"/v1/digests/{Week}/send", UriKind.Relative), null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.Manager.GetAsync(new Uri($"/digests/{future}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Sending_says_what_it_will_do_then_does_it_once_and_keeps_the_digest()
    {
        await using var program = await RunningProgram.StartAsync();
        (await program.Manager.PostAsJsonAsync("/v1/digests/recipients", new { email = "ann@example.com" })).Dispose();
        var last = Of(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-7));

        Assert.Equal((HttpStatusCode.OK, "send"), await SendAsync("?dryRun=true"));
        Assert.Empty((await program.Manager.GetFromJsonAsync<JsonElement>("/v1/digests")).GetProperty("items").EnumerateArray());
        Assert.Equal((HttpStatusCode.Accepted, "send"), await SendAsync(""));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await SendAsync("?dryRun=true")).Item2 != "has-it")
            await Task.Delay(50, patience.Token);

        Assert.Single(Directory.GetFiles(Path.Combine(program.Data, "mail"), "digest-*.eml"));
        Assert.Equal(last, Text((await program.Manager.GetFromJsonAsync<JsonElement>("/v1/digests")).GetProperty("items")[0], "week"));

        async Task<(HttpStatusCode, string?)> SendAsync(string query)
        {
            using var response = await program.Manager.PostAsync(new Uri($"/v1/digests/{last}/send{query}", UriKind.Relative), null);
            return (response.StatusCode, Text((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0], "action"));
        }
    }

    [Theory]
    [InlineData("DigestAt", "Someday 07:00")]
    [InlineData("DigestAt", "Monday 7")]
    [InlineData("DigestTimeZone", "Mars/One")]
    [InlineData("TimeZone", "Mars/One")]
    [InlineData("TimeZone", "Berlin")]
    public void A_wrong_setting_is_named(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Feedback:" + key, (string?)value)]).Build();

        Assert.Contains($"Feedback:{key} must be", Assert.Throws<OptionsException>(() => FeedbackOptions.Read(configuration)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Digests_are_sent_by_the_companys_clock_unless_another_is_given()
    {
        FeedbackOptions Read(params (string Key, string Value)[] settings) => FeedbackOptions.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Feedback:" + setting.Key, (string?)setting.Value))).Build());

        Assert.Equal("UTC", Read().Digest.Zone.Id);
        Assert.Equal("Europe/Berlin", Read(("TimeZone", "Europe/Berlin")).Digest.Zone.Id);
        Assert.Equal("Asia/Tokyo", Read(("TimeZone", "Europe/Berlin"), ("DigestTimeZone", "Asia/Tokyo")).Digest.Zone.Id);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Of(DateTime time) => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time)}-W{ISOWeek.GetWeekOfYear(time):00}");
}
