using Feedback.Core.Subscriptions;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Subscriptions;

public sealed class TicketEventPublisherTests
{
    private readonly FakeTimeProvider _time = new(Tickets.At);
    private readonly TicketEventPublisher _topic;

    public TicketEventPublisherTests() => _topic = new(new DictionaryStore(_time), _time);

    [Fact]
    public async Task Each_entry_of_a_history_is_sent_with_its_id() =>
        Assert.Equal(TicketEvents.Of(Tickets.With(TicketAction.Raised, TicketAction.Moved)).Select(ticketEvent => (ticketEvent.Id, ticketEvent.Type)),
            await SendAsync(TicketAction.Raised, TicketAction.Moved));

    [Fact]
    public async Task What_may_not_have_arrived_is_sent_again()
    {
        var first = await SendAsync(TicketAction.Raised);

        Assert.Equal(first, await SendAsync(TicketAction.Raised));
        Assert.Equal(2, (await SendAsync(TicketAction.Raised, TicketAction.Moved)).Count);
    }

    [Fact]
    public async Task What_has_arrived_for_certain_is_not()
    {
        await SendAsync(TicketAction.Raised);
        _time.Advance(TicketEventPublisher.Certain);

        Assert.Empty(await SendAsync(TicketAction.Raised));
        Assert.Equal(["ticket.moved"], (await SendAsync(TicketAction.Raised, TicketAction.Moved)).Select(sent => sent.Type));
    }

    private async Task<IReadOnlyList<(string Id, string Type)>> SendAsync(params TicketAction[] actions) =>
        [.. (await _topic.OfAsync([Tickets.With(actions)], default)).Select(message => (message.Id, message.Type))];
}
