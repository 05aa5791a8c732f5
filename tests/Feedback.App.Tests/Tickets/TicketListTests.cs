using System.Net.Http.Json;
using System.Text.Json;
using Feedback.Core.Tickets;
using Feedback.Testing;
using static Feedback.App.Tests.Tickets.TicketDesk;

namespace Feedback.App.Tests.Tickets;

public sealed class TicketListTests
{
    private const string Second = "retail.refund.2026-11-12";
    private const string Third = "retail.delivery-time.2026-11-13";

    [Theory]
    [InlineData("", Id, Second, Third)]
    [InlineData("order=updated", Id, Second, Third)]
    [InlineData("order=priority", Second, Id, Third)]
    [InlineData("order=priority&limit=1&cursor=" + Second, Id)]
    [InlineData("state=in-progress", Id)]
    [InlineData("state=open", Second, Third)]
    [InlineData("crossSilo=true", Id, Second)]
    [InlineData("crossSilo=false", Third)]
    [InlineData("overdue=true", Id)]
    [InlineData("silo=product", Third)]
    public async Task Tickets_are_found_and_ordered(string query, params string[] expected)
    {
        await using var desk = await OpenAsync(
            AnyTicket.Of(TicketState.InProgress, Id) with { DueAt = Now.AddDays(-1) },
            AnyTicket.Of(id: Second) with { Priority = new(80, []), DueAt = Now.AddDays(1), UpdatedAt = AnyTicket.RaisedAt.AddHours(1) },
            AnyTicket.Of(id: Third) with { Priority = new(20, []), CrossSilo = false, Collaborators = ["product"] });

        Assert.Equal(expected, await desk.ListAsync(query));
    }

    [Fact]
    public async Task A_ticket_in_a_list_says_what_is_possible_too()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));

        var ticket = (await desk.Program.Manager.GetFromJsonAsync<JsonElement>("/v1/tickets")).GetProperty("items")[0];

        Assert.Equal(["accepted", "dismissed"], ticket.GetProperty("possible").EnumerateArray().Select(state => state.GetString()));
        Assert.Equal((10, false), (ticket.GetProperty("ageDays").GetInt32(), ticket.GetProperty("overdue").GetBoolean()));
    }
}
