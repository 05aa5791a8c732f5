using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Feedback.Web.Api;

namespace Feedback.App.Tests.BadInput;

/// <summary>All lists take the same parameters and refuse them in the same words.</summary>
public sealed class ListTests(ContractProgram contract) : IClassFixture<ContractProgram>, IAsyncLifetime
{
    private const string Subscription = "desk";
    private string _customer = "";

    private static readonly string[] Paged =
    [
        "/v1/customers/{key}/timeline", "/v1/digests", "/v1/digests/recipients", "/v1/feedback", "/v1/journeys", "/v1/sources", "/v1/subscriptions",
        "/v1/subscriptions/{id}/deliveries", "/v1/tickets", "/v1/tickets/{id}/voices",
    ];

    public static TheoryData<string> Lists => [.. Paged];

    /// <summary>Those, and one that is never more than a page.</summary>
    public static TheoryData<string> All => [.. Paged, "/v1/keys"];

    public async Task InitializeAsync()
    {
        using var made = await contract.Manager.PostAsJsonAsync("/v1/subscriptions",
            new { id = Subscription, url = "https://hooks.example.com/a", events = new[] { "ticket.raised" } });
        Assert.True(made.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, await made.Content.ReadAsStringAsync());
        using var posted = await contract.Till.PostAsJsonAsync("/v1/feedback",
            new { source = "pos-42", sourceEventId = "list-1", text = "Fine.", customer = new { id = "c-list" } });
        await contract.Program.DrainAsync();
        using var found = await contract.Manager.PostAsJsonAsync("/v1/customers/find", new { id = "c-list" });
        _customer = (await found.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keys")[0].GetString()!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_cursor_that_no_page_gave_is_refused_by_its_name(string list) =>
        Assert.Equal(Query.NotACursor, Assert.Single(await ErrorsAsync(list, "cursor=%21nothing", "cursor")));

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_limit_that_is_none_is_refused_by_its_name(string list) =>
        Assert.Equal("must be a whole number from 1 to 200", Assert.Single(await ErrorsAsync(list, "limit=0", "limit")));

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_parameter_that_is_given_twice_is_refused_once(string list)
    {
        Assert.Equal(["is given twice"], await ErrorsAsync(list, "limit=1&limit=2", "limit"));
        Assert.Single(await ErrorsAsync(list, "cursor=%21&cursor=%21", "cursor"), message => message == "is given twice");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_parameter_that_is_not_known_changes_nothing(string list) =>
        Assert.Equal(await contract.Manager.GetStringAsync(AddressOf(list, "")), await contract.Manager.GetStringAsync(AddressOf(list, "colour=red")));

    [Fact]
    public async Task No_list_is_missing_here()
    {
        var document = JsonNode.Parse(await contract.Manager.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        var paged = document["paths"]!.AsObject().Where(path =>
            path.Value!["get"]?["parameters"]?.AsArray().Any(parameter => parameter!["name"]?.GetValue<string>() == "cursor") == true);

        Assert.Equal(Paged, paged.Select(path => path.Key).Order(StringComparer.Ordinal));
    }

    private async Task<string[]> ErrorsAsync(string list, string query, string field)
    {
        using var response = await contract.Manager.GetAsync(AddressOf(list, query));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(field, Assert.Single(errors.EnumerateObject()).Name);
        return [.. errors.GetProperty(field).EnumerateArray().Select(message => message.GetString()!)];
    }

    private Uri AddressOf(string list, string query) => new(list
        .Replace("tickets/{id}", $"tickets/{ContractProgram.Ticket}", StringComparison.Ordinal)
        .Replace("{id}", Subscription, StringComparison.Ordinal)
        .Replace("{key}", _customer, StringComparison.Ordinal) + "?" + query, UriKind.Relative);
}
