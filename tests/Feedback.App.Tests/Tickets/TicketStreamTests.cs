using System.Net.ServerSentEvents;
using System.Text.Json;
using Feedback.Testing;
using static Feedback.App.Tests.Tickets.TicketDesk;

namespace Feedback.App.Tests.Tickets;

public sealed class TicketStreamTests
{
    [Fact]
    public async Task The_stream_says_what_was_done_to_a_ticket_in_its_own_words_and_in_those_of_webhooks()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var stream = await desk.Program.Manager.GetStreamAsync(new Uri("/v1/stream", UriKind.Relative), patience.Token);

        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            if (item.EventType == "connected")
                (await desk.PostAsync("transitions", new { to = "accepted" })).Dispose();
            if (item.EventType.StartsWith("ticket.", StringComparison.Ordinal))
                events.Add(item);
            if (events.Count == 2)
                break;
        }

        Assert.Equal(["ticket.changed", "ticket.moved"], events.Select(item => item.EventType));
        Assert.All(events, item =>
        {
            var ticket = JsonDocument.Parse(item.Data).RootElement;
            Assert.Equal(
                (Id, "accepted", "moved", 2),
                (ticket.GetProperty("id").GetString(), ticket.GetProperty("state").GetString(), ticket.GetProperty("action").GetString(),
                    ticket.GetProperty("version").GetInt32()));
        });
    }
}
