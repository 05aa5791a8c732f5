using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;
using Feedback.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Pages;

/// <summary>What is no ticket yet, in a new installation that raises one at a time.</summary>
public sealed class CandidatesTests
{
    [Fact]
    public async Task What_waits_to_become_a_ticket_is_listed_by_the_api_and_below_the_board_with_the_day_from_which_on_more_is_known()
    {
        await using var program = await RunningProgram.StartAsync(configuration: ["--Feedback:OngoingTickets=1"]);
        var (till, _) = await program.AddSourceAsync("pos-42");
        foreach (var (text, customers) in new[] { ("The refund took six weeks.", 9), ("I was billed twice.", 7) })
        {
            for (var customer = 0; customer < customers; customer++)
            {
                using var answer = await till.PostAsJsonAsync("/v1/feedback",
                    new { source = "pos-42", touchpoint = "store", text, language = "en", customer = new { id = $"{text.Length}-{customer}" } });
                answer.EnsureSuccessStatusCode();
            }
        }

        await program.DrainAsync();
        await program.Services.GetRequiredService<RaiseTickets>().RunAsync();

        var candidates = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/journeys/retail/candidates");
        var waiting = Assert.Single(candidates.GetProperty("items").EnumerateArray());
        Assert.Equal(("invoice-error", 7), (waiting.GetProperty("theme").GetString(), waiting.GetProperty("customers").GetInt32()));
        var comparesFrom = DateOnly.Parse(candidates.GetProperty("comparesFrom").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.InRange(comparesFrom, today.AddDays(13), today.AddDays(14));
        Assert.Equal(["refund"], (await program.Manager.GetFromJsonAsync<JsonElement>("/v1/tickets")).GetProperty("items").EnumerateArray()
            .Select(ticket => ticket.GetProperty("theme").GetString()));

        var board = await program.Manager.GetStringAsync(new Uri("/tickets", UriKind.Relative));
        Assert.Contains("7 customers complained about it in four weeks", board, StringComparison.Ordinal);
        Assert.Contains("Still learning what is usual", board, StringComparison.Ordinal);
        Assert.Contains("Still learning what is usual", await program.Manager.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_journey_has_none()
    {
        await using var program = await RunningProgram.StartAsync();

        using var answer = await program.Manager.GetAsync(new Uri("/v1/journeys/nope/candidates", UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }
}
