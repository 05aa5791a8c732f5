using System.Text;
using System.Text.Json;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Subscriptions;

public sealed class TicketEventsTests
{
    [Fact]
    public void Each_entry_of_a_tickets_history_is_one_event_of_its_time_and_type()
    {
        var events = TicketEvents.Of(Tickets.With(TicketAction.Raised, TicketAction.Commented, TicketAction.Moved));

        Assert.Equal(["ticket.raised", "ticket.commented", "ticket.moved"], events.Select(ticketEvent => ticketEvent.Type));
        Assert.Equal([Tickets.At, Tickets.At.AddMinutes(1), Tickets.At.AddMinutes(2)], events.Select(ticketEvent => ticketEvent.Timestamp));
        Assert.Equal([0, 1, 2], events.Select(ticketEvent => ticketEvent.Data.Entry.Number));
    }

    [Fact]
    public void There_is_a_type_for_every_action_and_it_ends_in_the_actions_own_word() =>
        Assert.Equal(Enum.GetValues<TicketAction>().Select(action => "ticket." + JsonSerializer.Serialize(action).Trim('"')), TicketEvents.Types);

    [Fact]
    public void An_events_id_stays_the_same_when_the_ticket_goes_on_and_is_nobody_elses()
    {
        var before = TicketEvents.Of(Tickets.With(TicketAction.Raised, TicketAction.Moved));
        var after =
            TicketEvents.Of(Tickets.With(TicketAction.Raised, TicketAction.Moved, TicketAction.Moved) with { State = TicketState.Shipped, Title = "Another" });
        var other = TicketEvents.Of(Tickets.With(TicketAction.Raised) with { Id = Tickets.Id + ".2" });

        Assert.Equal(before.Select(ticketEvent => ticketEvent.Id), after.Take(2).Select(ticketEvent => ticketEvent.Id));
        Assert.Equal(4, before.Concat(after).Concat(other).Select(ticketEvent => ticketEvent.Id).Distinct().Count());
        Assert.All(after, ticketEvent => Assert.Matches("^evt_[0-9a-f]{32}$", ticketEvent.Id));
    }

    [Fact]
    public void A_body_has_the_form_that_standard_webhooks_recommends_and_holds_the_facts()
    {
        var body = JsonDocument.Parse(Body(Tickets.With(TicketAction.Raised))).RootElement;

        Assert.Equal(["type", "timestamp", "data"], body.EnumerateObject().Select(field => field.Name));
        var data = body.GetProperty("data");
        Assert.Equal(
            ["id", "journey", "title", "state", "theme", "stage", "topics", "ownedBy", "collaborators", "heardBy", "crossSilo", "priority", "customers",
                "customersEstimated", "raisedAt", "entry", "link"],
            data.EnumerateObject().Select(field => field.Name));
        Assert.Equal((Tickets.Id, "open", 11, 62.5, "/v1/tickets/" + Tickets.Id),
            (data.GetProperty("id").GetString(), data.GetProperty("state").GetString(), data.GetProperty("customers").GetInt32(),
            data.GetProperty("priority").GetProperty("score").GetDouble(), data.GetProperty("link").GetString()));
        Assert.Equal(["number", "at", "action", "by"], data.GetProperty("entry").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public void No_customers_word_and_no_feedback_is_named()
    {
        var body = Body(Tickets.With(TicketAction.Raised));

        Assert.DoesNotContain("six weeks", body, StringComparison.Ordinal);
        Assert.DoesNotContain("7d1c0f6b9a2e4d5f8c3b1a0e9d8c7b6a", body, StringComparison.Ordinal);
    }

    [Fact]
    public void What_staff_wrote_is_told_with_a_customers_address_masked()
    {
        var ticket = Tickets.With(TicketAction.Commented);
        ticket = ticket with { History = [ticket.History[0] with { Text = "Called a@example.com back: the form was wrong" }] };

        Assert.Equal("Called [e-mail] back: the form was wrong", TicketEvents.Of(ticket)[0].Data.Entry.Text);
    }

    private static string Body(Ticket ticket) => Encoding.UTF8.GetString(Json.Serialize(TicketEvents.Of(ticket)[^1], SubscriptionsJson.Default.TicketEvent));
}
