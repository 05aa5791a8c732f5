using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Journeys;

public sealed class DriversTests
{
    [Fact]
    public async Task A_bill_complained_of_at_the_service_desk_is_found_to_cost_the_score_given_on_the_web()
    {
        await using var program = await RunningProgram.StartAsync();
        var (desk, _) = await program.AddSourceAsync("desk", "service");
        var (web, _) = await program.AddSourceAsync("web-shop", "web");
        await PostAsync(desk, Enumerable.Range(0, 30).Select(n =>
            (object)new { source = "desk", customer = new { id = $"c-{n}" }, text = "I was billed twice, which is terrible." }));
        await PostAsync(web, Enumerable.Range(0, 90).Select(n =>
            (object)new { source = "web-shop", customer = new { id = $"c-{n}" }, ratings = new { nps = n < 30 ? n % 2 == 0 ? 3 : 7 : n % 3 == 0 ? 8 : 10 } }));
        await program.DrainAsync();

        var drivers = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/journeys/retail/drivers");

        Assert.Equal(
            ["journey", "from", "to", "score", "mean", "customers", "sampleFrom", "stages", "themes", "leftOut", "warnings", "method"],
            drivers.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("retail", "nps", 90), (drivers.GetProperty("journey").GetString(), drivers.GetProperty("score").GetString(),
            drivers.GetProperty("customers").GetInt32()));
        Assert.Equal(TimeSpan.FromDays(56), drivers.GetProperty("to").GetDateTimeOffset() - drivers.GetProperty("from").GetDateTimeOffset());
        var theme = Assert.Single(drivers.GetProperty("themes").EnumerateArray());
        Assert.Equal(
            ["id", "title", "effect", "low", "high", "customers", "share", "impact", "matters", "ownedBy"],
            theme.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("invoice-error", "billing", 30, true),
            (theme.GetProperty("id").GetString(), theme.GetProperty("ownedBy").GetString(), theme.GetProperty("customers").GetInt32(),
                theme.GetProperty("matters").GetBoolean()));
        // Half detractors and half passives against two thirds of promoters and a third of passives.
        Assert.Equal(-116.67, theme.GetProperty("effect").GetDouble());
    }

    [Fact]
    public async Task The_score_and_the_period_are_those_that_are_asked_for()
    {
        await using var program = await RunningProgram.StartAsync();

        var drivers = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/journeys/retail/drivers?score=csat&from=2026-11-01&to=2026-11-20");

        Assert.Equal("csat", drivers.GetProperty("score").GetString());
        Assert.Equal(("2026-11-01T00:00:00+00:00", "2026-11-20T00:00:00+00:00"),
            (drivers.GetProperty("from").GetString(), drivers.GetProperty("to").GetString()));
        Assert.Equal(JsonValueKind.Null, drivers.GetProperty("mean").ValueKind);
    }

    private static async Task PostAsync(HttpClient source, IEnumerable<object> feedback)
    {
        using var response = await source.PostAsJsonAsync("/v1/feedback/batch", feedback);
        Assert.Equal(0, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rejected").GetInt32());
    }
}
