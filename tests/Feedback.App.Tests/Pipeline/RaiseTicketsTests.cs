using Feedback.Core.Detection;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.App.Tests.Pipeline;

public sealed class RaiseTicketsTests
{
    private const string Complaint = "The refund took six weeks.";
    private const string Praise = "The dress is lovely.";

    [Fact]
    public async Task A_theme_that_five_of_seven_customers_complain_of_raises_a_ticket_that_says_who_hears_it_and_who_can_mend_it()
    {
        await using var house = new House();
        await SayAsync(house, Praise, customers: 2, "web", name: "happy");
        await SayAsync(house, Complaint, customers: 5, "service");

        var ticket = Assert.Single(await RaiseAsync(house));

        Assert.Equal(("retail.refund.2026-11-20", "billing", true, TicketState.Open), (ticket.Id, ticket.OwnedBy, ticket.CrossSilo, ticket.State));
        Assert.Equal((5, 5), (ticket.Evidence.Negative, ticket.Evidence.Customers));
        Assert.Equal(5, ticket.Evidence.Feedback.Count);
        Assert.Equal([new SiloCount("service", 5)], ticket.HeardBy);
        Assert.Equal([new Topic("refund", "return")], ticket.Topics);
        Assert.Equal((TicketAction.Raised, TicketEntry.System, FindingText.Of(ticket.Cause)),
            (ticket.History[0].Action, ticket.History[0].By, ticket.History[0].Text));
        Assert.InRange(ticket.Priority.Score, 1, 100);
    }

    [Fact]
    public async Task Four_customers_raise_none()
    {
        await using var house = new House();
        await SayAsync(house, Complaint, customers: 4, "service");

        Assert.Empty(await RaiseAsync(house));
    }

    [Fact]
    public async Task One_loud_customer_raises_none()
    {
        await using var house = new House();
        for (var message = 0; message < 40; message++)
            await house.PostAsync(Complaint, "service", "c-loud", House.Now.AddHours(-message));
        await house.RunAsync();

        Assert.Empty(await RaiseAsync(house));
    }

    [Fact]
    public async Task A_theme_that_only_its_owner_hears_crosses_no_silo()
    {
        await using var house = new House();
        await SayAsync(house, Complaint, customers: 9, "billing");

        Assert.False(Assert.Single(await RaiseAsync(house)).CrossSilo);
    }

    [Fact]
    public async Task A_rise_against_the_past_raises_a_ticket_with_what_was_to_be_expected()
    {
        await using var house = new House();
        await LiveAsync(house, House.Now.AddDays(-60), days: 60);
        Assert.Empty(await RaiseAsync(house));

        await SayAsync(house, Complaint, customers: 25, "service", House.Now.AddHours(-1), "now");
        var ticket = Assert.Single(await RaiseAsync(house));

        Assert.Equal(FindingKind.Jump, ticket.Cause.Kind);
        Assert.InRange(ticket.Cause.Expected!.Value, 0.1, 8);
    }

    [Fact]
    public async Task A_rise_is_told_as_one_beside_a_customer_who_sends_sixty_messages()
    {
        await using var house = new House();
        await LiveAsync(house, House.Now.AddDays(-60), days: 60);
        for (var message = 0; message < 60; message++)
            await house.PostAsync(message % 2 == 0 ? Complaint : Praise, "service", "c-loud", House.Now.AddMinutes(-message));
        await SayAsync(house, Complaint, customers: 25, "service", House.Now.AddHours(-1), "now");

        var ticket = Assert.Single(await RaiseAsync(house));

        Assert.Equal((FindingKind.Jump, true), (ticket.Cause.Kind, ticket.Cause.Customers is >= 26 and <= 29));
        Assert.InRange(ticket.Cause.Expected!.Value, 0.1, 8);
    }

    [Fact]
    public async Task Sixty_messages_in_an_hour_that_name_nobody_raise_none()
    {
        await using var house = new House();
        await LiveAsync(house, House.Now.AddDays(-60), days: 60);
        for (var message = 0; message < 60; message++)
            await house.PostAsync(Complaint, "service", null, House.Now.AddHours(-2).AddSeconds(message));
        await house.RunAsync();

        Assert.Empty(await RaiseAsync(house));
    }

    [Fact]
    public async Task While_the_theme_goes_on_the_ticket_is_kept_up_to_date_and_not_raised_again()
    {
        await using var house = new House();
        await SayAsync(house, Complaint, customers: 5, "service");
        var raised = Assert.Single(await RaiseAsync(house));

        house.Time.Advance(TimeSpan.FromDays(2));
        await SayAsync(house, Complaint, customers: 3, "store", House.Now.AddDays(2), "later");
        var updated = Assert.Single(await RaiseAsync(house));

        Assert.Equal((raised.Id, raised.RaisedAt, 8), (updated.Id, updated.RaisedAt, updated.Evidence.Customers));
        Assert.Equal(House.Now.AddDays(2), updated.UpdatedAt);
        Assert.Single(updated.History);
    }

    [Fact]
    public async Task A_ticket_that_was_dismissed_is_not_raised_again_for_what_was_known_then()
    {
        await using var house = new House();
        await SayAsync(house, Complaint, customers: 9, "service");
        await EndAsync(house, Assert.Single(await RaiseAsync(house)), TicketState.Dismissed);

        house.Time.Advance(TimeSpan.FromDays(40));
        await SayAsync(house, Complaint, customers: 9, "service", house.Time.GetUtcNow(), "as-before");

        Assert.Equal(TicketState.Dismissed, Assert.Single(await RaiseAsync(house)).State);
    }

    [Fact]
    public async Task A_ticket_that_was_closed_is_reopened_when_its_theme_rises_again()
    {
        await using var house = new House();
        await LiveAsync(house, House.Now.AddDays(-60), days: 60);
        await SayAsync(house, Complaint, customers: 25, "service", House.Now.AddHours(-1), "first");
        var raised = Assert.Single(await RaiseAsync(house));
        await EndAsync(house, raised, TicketState.Closed);

        house.Time.Advance(TimeSpan.FromDays(30));
        await LiveAsync(house, House.Now.AddDays(1), days: 29);
        Assert.Equal(TicketState.Closed, Assert.Single(await RaiseAsync(house)).State);
        await SayAsync(house, Complaint, customers: 30, "service", house.Time.GetUtcNow().AddHours(-1), "second");
        var reopened = Assert.Single(await RaiseAsync(house));

        Assert.Equal((raised.Id, TicketState.Open), (reopened.Id, reopened.State));
        Assert.Equal([TicketAction.Raised, TicketAction.Moved, TicketAction.Reopened], reopened.History.Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_ticket_holds_no_word_of_what_a_customer_wrote()
    {
        await using var house = new House();
        await SayAsync(house, "The refund took six weeks. I just want my money back.", customers: 5, "service");
        await RaiseAsync(house);

        var stored = System.Text.Encoding.UTF8.GetString(Assert.Single(await house.ChangesAsync(Containers.Tickets)).Body.Span);

        Assert.DoesNotContain("six weeks", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("money back", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_a_ticket_shows_what_was_said_of_its_theme_with_personal_data_masked()
    {
        await using var house = new House();
        await SayAsync(house, Complaint, customers: 5, "service");
        await house.PostAsync("The dress is lovely. The refund to anna@example.com was a terrible, awful disaster.", "service", "c-9");
        await house.RunAsync();
        var ticket = Assert.Single(await RaiseAsync(house));

        var quotes = await house.Get<TicketQuotes>().ReadAsync(ticket);

        Assert.Equal(2, quotes.Count);
        Assert.Contains(quotes, quote => quote.Text.Contains("took six weeks", StringComparison.Ordinal));
        Assert.Contains(quotes, quote => quote.Text.Contains("disaster", StringComparison.Ordinal));
        Assert.DoesNotContain(quotes, quote => quote.Text.Contains("anna", StringComparison.Ordinal)
            || quote.Text.Contains("lovely", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looking_at_a_ticket_shows_what_customers_ask_for()
    {
        await using var house = new House();
        await SayAsync(house, "The refund took six weeks. I just want my money back.", customers: 5, "service");
        var ticket = Assert.Single(await RaiseAsync(house));

        var asks = await house.Get<TicketAsks>().ReadAsync(ticket);

        Assert.Contains(asks, ask => ask.Text.Contains("money back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ticket_draws_the_way_on_which_customers_were_led_from_silo_to_silo()
    {
        await using var house = new House();
        for (var customer = 0; customer < 6; customer++)
        {
            await house.PostAsync("The parcel came three weeks late, terrible delivery.", "delivery", $"c-{customer}", House.Now.AddDays(-9));
            await house.PostAsync("I was on hold for hours, awful.", "service", $"c-{customer}", House.Now.AddDays(-6));
            await house.PostAsync("I was billed twice and the invoice is wrong.", "billing", $"c-{customer}", House.Now.AddDays(-2));
        }

        await house.RunAsync();
        var tickets = await RaiseAsync(house);

        var chain = tickets.Single(ticket => ticket.Theme == "invoice-error").Chains[0];
        Assert.Equal(["logistics", "service", "billing"], chain.Steps.Select(step => step.HeardBy));
        Assert.Equal(6, chain.Customers);
    }

    private static async Task SayAsync(House house, string text, int customers, string touchpoint, DateTimeOffset? at = null, string name = "c")
    {
        for (var customer = 0; customer < customers; customer++)
            await house.PostAsync(text, touchpoint, $"{name}-{customer}", (at ?? House.Now).AddSeconds(-customer));
        await house.RunAsync();
    }

    /// <summary>Ordinary days: on each, one customer of ours complains and thirty-nine are content, so that nothing chronic is there to be found.</summary>
    private static async Task LiveAsync(House house, DateTimeOffset from, int days)
    {
        for (var day = 0; day < days; day++)
        {
            var at = from.AddDays(day);
            await house.PostAsync(Complaint, "service", $"usual-{at:yyyy-MM-dd}", at);
            for (var customer = 0; customer < 39; customer++)
                await house.PostAsync(Praise, customer % 2 == 0 ? "service" : "web", $"content-{at:yyyy-MM-dd}-{customer}", at.AddMinutes(customer));
        }

        await house.RunAsync();
    }

    private static async Task<IReadOnlyList<Ticket>> RaiseAsync(House house)
    {
        await house.Get<RaiseTickets>().RunAsync();
        return await house.Get<TicketQuery>().ListAsync(new());
    }

    private static async Task EndAsync(House house, Ticket ticket, TicketState state)
    {
        var ended = ticket with
        {
            State = state,
            History = [.. ticket.History, new() { Number = ticket.History.Count, At = house.Time.GetUtcNow(), Action = TicketAction.Moved, By = "manager",
                From = ticket.State, To = state }],
        };
        await house.Store.UpsertAsync(Containers.Tickets, Json.Write(new(ended.Journey, ended.Id), ended, TicketsJson.Default.Ticket));
    }
}
