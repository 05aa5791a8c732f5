using Feedback.Core.Detection;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.App.Tests.Pipeline;

/// <summary>A rise on a theme that already has a ticket is told on that ticket.</summary>
public sealed class SurgeTests
{
    private const string Complaint = "The refund took six weeks.";
    private const string Praise = "The dress is lovely.";

    [Fact]
    public async Task An_ongoing_problem_that_rises_surges_once()
    {
        await using var house = new House();
        await LiveAsync(house, House.Now.AddDays(-60), days: 60, complaints: 4);
        var raised = Assert.Single(await RaiseAsync(house));
        Assert.Equal(FindingKind.Chronic, raised.Cause.Kind);

        await SayAsync(house, customers: 25, House.Now.AddHours(-1));
        var surged = Assert.Single(await RaiseAsync(house));
        house.Time.Advance(TimeSpan.FromMinutes(30));
        var later = Assert.Single(await RaiseAsync(house));

        Assert.Equal([TicketAction.Raised, TicketAction.Surged], surged.History.Select(entry => entry.Action));
        Assert.Equal((TicketSurges.Words(surged.Surge!.Cause), TicketEntry.System), (surged.History[1].Text, surged.History[1].By));
        Assert.Equal(FindingKind.Jump, surged.Surge.Cause.Kind);
        Assert.Contains(surged.Priority.Parts, part => part.Name == TicketPriorityRule.Surge);
        Assert.True(surged.Priority.Score > raised.Priority.Score);
        Assert.Equal(surged.Evidence.Customers, raised.Evidence.Customers + 25);
        Assert.Equal(surged.History.Count, later.History.Count);
    }

    [Fact]
    public async Task Sixty_messages_of_one_customer_are_no_surge()
    {
        await using var house = new House();
        await LiveAsync(house, House.Now.AddDays(-60), days: 60, complaints: 4);
        await RaiseAsync(house);

        for (var message = 0; message < 60; message++)
            await house.PostAsync(Complaint, "service", "c-loud", House.Now.AddMinutes(-message));
        await house.RunAsync();

        Assert.Single(Assert.Single(await RaiseAsync(house)).History);
    }

    [Fact]
    public async Task A_rise_that_goes_on_as_it_was_is_no_surge()
    {
        await using var house = new House();
        await LiveAsync(house, House.Now.AddDays(-60), days: 59, complaints: 1);
        await LiveAsync(house, House.Now.AddDays(-1), days: 1, complaints: 15);
        Assert.Equal(FindingKind.Jump, Assert.Single(await RaiseAsync(house)).Cause.Kind);

        for (var day = 0; day < 12; day++)
        {
            await LiveAsync(house, House.Now.AddDays(day), days: 1, complaints: 15);
            house.Time.Advance(TimeSpan.FromDays(1));
            Assert.Single(Assert.Single(await RaiseAsync(house)).History);
        }

        await LiveAsync(house, house.Time.GetUtcNow().AddHours(-1), days: 1, complaints: 60);
        Assert.Equal(TicketAction.Surged, Assert.Single(await RaiseAsync(house)).History[^1].Action);
    }

    [Fact]
    public async Task A_shipped_ticket_surges_and_its_evidence_stays()
    {
        await using var house = new House();
        await LiveAsync(house, House.Now.AddDays(-60), days: 60, complaints: 4);
        var raised = Assert.Single(await RaiseAsync(house));
        await house.Store.UpsertAsync(Containers.Tickets, Json.Write(new(raised.Journey, raised.Id), raised.Append(
            TicketAction.Moved, new("manager"), House.Now, TicketState.Shipped) with
        { ShippedAt = House.Now }, TicketsJson.Default.Ticket));

        house.Time.Advance(TimeSpan.FromDays(2));
        await LiveAsync(house, House.Now.AddDays(1), days: 1, complaints: 4);
        Assert.Equal(2, Assert.Single(await RaiseAsync(house)).History.Count);
        await SayAsync(house, customers: 40, House.Now.AddDays(2).AddHours(-1));
        var surged = Assert.Single(await RaiseAsync(house));

        Assert.Equal((TicketState.Shipped, TicketAction.Surged), (surged.State, surged.History[^1].Action));
        Assert.Equal(raised.Evidence.Customers, surged.Evidence.Customers);
    }

    [Fact]
    public async Task A_dismissed_ticket_does_not_surge()
    {
        await using var house = new House();
        await LiveAsync(house, House.Now.AddDays(-60), days: 60, complaints: 4);
        var raised = Assert.Single(await RaiseAsync(house));
        await house.Store.UpsertAsync(Containers.Tickets, Json.Write(new(raised.Journey, raised.Id), raised.Append(
            TicketAction.Moved, new("manager"), House.Now, TicketState.Dismissed), TicketsJson.Default.Ticket));

        await SayAsync(house, customers: 25, House.Now.AddHours(-1));

        Assert.DoesNotContain(Assert.Single(await RaiseAsync(house)).History, entry => entry.Action == TicketAction.Surged);
    }

    private static async Task SayAsync(House house, int customers, DateTimeOffset at)
    {
        for (var customer = 0; customer < customers; customer++)
            await house.PostAsync(Complaint, "service", $"now-{at:yyyy-MM-dd}-{customer}", at.AddSeconds(-customer));
        await house.RunAsync();
    }

    /// <summary>Ordinary days: on each some customers complain and thirty-six are content.</summary>
    private static async Task LiveAsync(House house, DateTimeOffset from, int days, int complaints)
    {
        for (var day = 0; day < days; day++)
        {
            var at = from.AddDays(day);
            for (var customer = 0; customer < complaints; customer++)
                await house.PostAsync(Complaint, "service", $"usual-{at:yyyy-MM-dd}-{customer}", at.AddMinutes(-customer));
            for (var customer = 0; customer < 36; customer++)
                await house.PostAsync(Praise, customer % 2 == 0 ? "service" : "web", $"content-{at:yyyy-MM-dd}-{customer}", at.AddMinutes(-customer));
        }

        await house.RunAsync();
    }

    private static async Task<IReadOnlyList<Ticket>> RaiseAsync(House house)
    {
        await house.Get<RaiseTickets>().RunAsync();
        return await house.Get<TicketQuery>().ListAsync(new());
    }
}
