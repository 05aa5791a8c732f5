using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;
using Feedback.Core.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Intake;

public sealed class SourceTests : IAsyncLifetime
{
    private static readonly Uri Sources = new("/v1/sources", UriKind.Relative);
    private RunningProgram _program = null!;

    public async Task InitializeAsync() => _program = await RunningProgram.StartAsync();

    public async Task DisposeAsync() => await _program.DisposeAsync();

    [Fact]
    public async Task A_new_source_is_answered_with_its_credentials_which_no_list_shows_again()
    {
        using var created = await _program.Manager.PostAsJsonAsync(Sources, new { id = "pos-42", touchpoint = "store", silo = "north" });

        Assert.Equal((HttpStatusCode.Created, "/v1/sources/pos-42", true),
            (created.StatusCode, created.Headers.Location?.ToString(), created.Headers.CacheControl?.NoStore));
        var source = await created.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["pos-42", "store", "north"], new[] { "id", "touchpoint", "silo" }.Select(field => source.GetProperty(field).GetString()));
        Assert.StartsWith("fbs_", source.GetProperty("key").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("whsec_", source.GetProperty("signingSecret").GetString(), StringComparison.Ordinal);
        var listed = await _program.Manager.GetStringAsync(Sources);
        Assert.DoesNotContain("fbs_", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_source_of_one_name_is_refused_and_the_first_ones_key_still_holds()
    {
        var (first, _) = await _program.AddSourceAsync("pos-42");

        using var second = await _program.Manager.PostAsJsonAsync(Sources, new { id = "pos-42" });

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(first));
    }

    [Fact]
    public async Task The_list_tells_when_a_source_was_last_seen_and_what_it_sent()
    {
        var (till, _) = await _program.AddSourceAsync("pos-42");
        await _program.AddSourceAsync("silent");
        await PostAsync(till, "r-1");
        await PostAsync(till, "r-1");
        await PostAsync(till, eventId: "");
        using var batch = await till.PostAsJsonAsync("/v1/feedback/batch",
            new object[] { new { source = "pos-42", text = "Fine." }, new { source = "pos-42" } });

        AssertCounts((2, 1, 2), await ListedAsync("pos-42"));
        Assert.NotEqual(JsonValueKind.Null, (await ListedAsync("pos-42")).GetProperty("lastSeen").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await ListedAsync("silent")).GetProperty("lastSeen").ValueKind);

        await _program.Services.GetRequiredService<SourceActivityLog>().FlushAsync();
        AssertCounts((2, 1, 2), await ListedAsync("pos-42"));
    }

    [Fact]
    public async Task The_list_comes_in_pages_in_the_order_of_the_names()
    {
        foreach (var id in new[] { "c", "a", "d", "b", "e" })
            await _program.AddSourceAsync(id);

        var names = new List<string?>();
        string? next = null;
        do
        {
            var page = await _program.Manager.GetFromJsonAsync<JsonElement>($"/v1/sources?limit=2&cursor={next}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(source => source.GetProperty("id").GetString()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal(["a", "b", "c", "d", "e"], names);
    }

    [Fact]
    public async Task A_rotation_gives_new_credentials_and_both_hold()
    {
        var (old, oldSecret) = await _program.AddSourceAsync("pos-42");

        using var rotated = await _program.Manager.PostAsync(new Uri("/v1/sources/pos-42/rotate", UriKind.Relative), null);
        var source = await rotated.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((HttpStatusCode.OK, true), (rotated.StatusCode, rotated.Headers.CacheControl?.NoStore));
        Assert.NotEqual(oldSecret, source.GetProperty("signingSecret").GetString());
        using var fresh = _program.WithKey(source.GetProperty("key").GetString()!);
        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted], [await PostAsync(old), await PostAsync(fresh)]);
    }

    [Fact]
    public async Task A_deleted_sources_key_is_refused_at_once_and_what_it_sent_stays()
    {
        var (till, _) = await _program.AddSourceAsync("pos-42");
        using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "Fine." });

        using var deleted = await _program.Manager.DeleteAsync(new Uri("/v1/sources/pos-42", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(till));
        using var stored = await _program.Manager.GetAsync(posted.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string? eventId = null)
    {
        using var response = await client.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", sourceEventId = eventId, text = "Fine." });
        return response.StatusCode;
    }

    private async Task<JsonElement> ListedAsync(string id) =>
        (await _program.Manager.GetFromJsonAsync<JsonElement>(Sources)).GetProperty("items").EnumerateArray()
            .Single(source => source.GetProperty("id").GetString() == id);

    private static void AssertCounts((int Accepted, int Duplicates, int Errors) expected, JsonElement source) =>
        Assert.Equal(expected, (source.GetProperty("accepted").GetInt32(), source.GetProperty("duplicates").GetInt32(), source.GetProperty("errors")
            .GetInt32()));
}
