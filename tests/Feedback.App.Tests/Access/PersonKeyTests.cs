using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Access;

public sealed class PersonKeyTests
{
    [Fact]
    public async Task A_readers_key_looks_and_changes_nothing()
    {
        await using var program = await RunningProgram.StartAsync();
        using var reader = await PersonAsync(program, "Rolf", "reader");

        foreach (var address in new[] { "/v1/journeys", "/v1/journeys/retail/map", "/v1/tickets", "/v1/digests", "/v1/digests/2026-W47" })
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, HttpMethod.Get, address));
        foreach (var (method, address) in new[] { (HttpMethod.Post, "/v1/sources"), (HttpMethod.Get, "/v1/keys"), (HttpMethod.Get, "/v1/feedback"),
            (HttpMethod.Post, "/v1/feedback"), (HttpMethod.Get, "/v1/digests/recipients"), (HttpMethod.Post, "/v1/digests/2026-W47/send") })
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, method, address));
    }

    [Fact]
    public async Task A_managers_own_key_changes_things_under_their_name()
    {
        await using var program = await RunningProgram.StartAsync();
        using var anna = await PersonAsync(program, "Anna Petersen", "manager");

        using var made = await anna.PostAsJsonAsync("/v1/keys", new { name = "Rolf", role = "reader" });

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var keys = (await program.Manager.GetFromJsonAsync<JsonElement>("/v1/keys")).GetProperty("items");
        Assert.Equal([("Anna Petersen", "manager", "manager"), ("Rolf", "reader", "Anna Petersen")],
            keys.EnumerateArray().Select(key => (Text(key, "name"), Text(key, "role"), Text(key, "createdBy"))));
    }

    [Fact]
    public async Task The_list_tells_no_key()
    {
        await using var program = await RunningProgram.StartAsync();
        using var reader = await PersonAsync(program, "Rolf", "reader");

        var list = await program.Manager.GetStringAsync(new Uri("/v1/keys", UriKind.Relative));

        Assert.DoesNotContain(reader.DefaultRequestHeaders.Authorization!.Parameter!, list, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", list, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_key_that_is_taken_away_opens_nothing_at_once()
    {
        await using var program = await RunningProgram.StartAsync();
        using var reader = await PersonAsync(program, "Rolf", "reader");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, HttpMethod.Get, "/v1/journeys"));
        var id = (await program.Manager.GetFromJsonAsync<JsonElement>("/v1/keys")).GetProperty("items")[0].GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(program.Manager, HttpMethod.Delete, $"/v1/keys/{id}"));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(reader, HttpMethod.Get, "/v1/journeys"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(program.Manager, HttpMethod.Delete, $"/v1/keys/{id}"));
    }

    [Theory]
    [InlineData("""{}""", "name", "role")]
    [InlineData("""{ "name": "", "role": "reader" }""", "name")]
    [InlineData("""{ "name": "Rolf", "role": "owner" }""", "role")]
    [InlineData("""{ "name": 7, "role": "reader" }""", "name")]
    [InlineData("""{ "name": "Rolf", "role": "reader", "key": "x" }""", "key")]
    [InlineData("""[]""", "$")]
    public async Task A_wrong_field_is_named(string body, params string[] fields)
    {
        await using var program = await RunningProgram.StartAsync();

        using var response = await program.Manager.PostAsync(new Uri("/v1/keys", UriKind.Relative), new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(fields.Order(), errors.EnumerateObject().Select(error => error.Name).Order());
    }

    private static async Task<HttpClient> PersonAsync(RunningProgram program, string name, string role)
    {
        using var response = await program.Manager.PostAsJsonAsync("/v1/keys", new { name, role });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return program.WithKey(Text(await response.Content.ReadFromJsonAsync<JsonElement>(), "key"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, address);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
