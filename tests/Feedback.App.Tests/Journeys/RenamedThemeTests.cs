using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Feedback.App.Tests.Cli;
using Feedback.App.Tests.Running;
using Feedback.Core.Pipeline;
using Feedback.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Journeys;

/// <summary>A theme with a ticket is called otherwise in the journey's file; then <c>remap</c> is run and the program starts again.</summary>
public sealed class RenamedThemeTests : IDisposable
{
    private readonly CommandLine _command = new();
    private readonly string _journeys;

    public RenamedThemeTests()
    {
        _journeys = Directory.CreateDirectory(Path.Combine(_command.Data + "-files", "journeys")).FullName;
        foreach (var file in Directory.GetFiles(Repository.Journeys, "*.json"))
            File.Copy(file, Path.Combine(_journeys, Path.GetFileName(file)));
    }

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task The_ticket_follows_and_no_second_one_is_raised()
    {
        var raised = await RaiseAsync();
        await RenameAsync(formerly: "refund");

        await using var program = await StartAsync();
        await UpdateTicketsAsync(program);

        var ticket = Assert.Single(await TicketsAsync(program, ""));
        Assert.Equal(raised, ticket.GetProperty("id").GetString());
        Assert.Equal(("money-back", "money-back"),
            (ticket.GetProperty("theme").GetString(), ticket.GetProperty("topics")[0].GetProperty("theme").GetString()));
        Assert.StartsWith("Money back: 9 customers", ticket.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_by_the_former_name_lead_to_the_present_one()
    {
        var raised = await RaiseAsync();
        await RenameAsync(formerly: "refund");

        await using var program = await StartAsync();

        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = program.Address };
        client.DefaultRequestHeaders.Authorization = program.Manager.DefaultRequestHeaders.Authorization;
        using var theme = await client.GetAsync(new Uri("/themes/refund?days=90", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Redirect, "/themes/money-back?days=90"), (theme.StatusCode, theme.Headers.Location?.ToString()));
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK],
            await StatusesAsync(program, $"/tickets/{raised}", "/tickets?theme=refund", "/feedback?theme=refund", "/v1/feedback?theme=refund",
                "/v1/journeys/retail/series?theme=refund"));
        Assert.Single(await TicketsAsync(program, "?theme=refund"));
        Assert.Single(await TicketsAsync(program, "?theme=money-back"));
    }

    [Fact]
    public async Task What_is_gone_without_a_successor_is_shown_as_gone()
    {
        await RaiseAsync();
        await RenameAsync(formerly: null);

        await using var program = await StartAsync();

        var page = await program.Manager.GetStringAsync(new Uri("/themes/refund", UriKind.Relative));
        Assert.Contains("The journey no longer has this theme", page, StringComparison.Ordinal);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.BadRequest],
            await StatusesAsync(program, "/tickets?theme=refund", "/feedback?theme=refund", "/v1/feedback?theme=refund", "/themes/never-was",
                "/v1/tickets?theme=never-was"));
        Assert.Single(await TicketsAsync(program, "?theme=refund"));
    }

    private async Task<string?> RaiseAsync()
    {
        await using var program = await StartAsync();
        var (desk, _) = await program.AddSourceAsync("desk", "service");
        using var posted = await desk.PostAsJsonAsync("/v1/feedback/batch", Enumerable.Range(0, 9).Select(customer => new
        {
            source = "desk",
            text = "The refund took six weeks.",
            customer = new { id = string.Create(CultureInfo.InvariantCulture, $"c-{customer}") },
        }));
        posted.EnsureSuccessStatusCode();
        await program.DrainAsync();
        await UpdateTicketsAsync(program);
        return Assert.Single(await TicketsAsync(program, "")).GetProperty("id").GetString();
    }

    private async Task RenameAsync(string? formerly)
    {
        var file = Path.Combine(_journeys, "retail.json");
        var journey = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        var theme = journey["themes"]!.AsArray().Single(theme => (string)theme!["id"]! == "refund")!;
        theme["id"] = "money-back";
        theme["title"] = "Money back";
        if (formerly is not null)
            theme["formerly"] = new JsonArray(formerly);
        await File.WriteAllTextAsync(file, journey.ToJsonString());
        var remapped = await _command.RunAsync("remap", $"--Feedback:JourneysDirectory={_journeys}");
        Assert.Equal((0, ""), (remapped.ExitCode, remapped.Error));
    }

    private Task<RunningProgram> StartAsync() => RunningProgram.StartAsync(_command.Data, configuration: [$"--Feedback:JourneysDirectory={_journeys}"]);

    private static Task UpdateTicketsAsync(RunningProgram program) => program.Services.GetRequiredService<UpdateTickets>().RunAsync();

    private static async Task<List<JsonElement>> TicketsAsync(RunningProgram program, string query) =>
        [.. (await program.Manager.GetFromJsonAsync<JsonElement>($"/v1/tickets{query}")).GetProperty("items").EnumerateArray()];

    private static async Task<List<HttpStatusCode>> StatusesAsync(RunningProgram program, params string[] paths)
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var path in paths)
        {
            using var response = await program.Manager.GetAsync(new Uri(path, UriKind.Relative));
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }
}
