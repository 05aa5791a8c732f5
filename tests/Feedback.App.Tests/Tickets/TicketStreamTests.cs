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

    [Fact]
    public async Task Whoever_comes_back_is_sent_each_thing_that_was_done_meanwhile()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var left = (await ReadAsync(desk, lastEventId: null, "connected", patience.Token)).Single().EventId!;

        (await desk.PostAsync("comments", new { text = "Asked the bank." })).Dispose();
        (await desk.PostAsync("comments", new { text = "It answers on Monday." })).Dispose();
        (await desk.PostAsync("transitions", new { to = "accepted" })).Dispose();

        var events = await ReadAsync(desk, left, "ticket.moved", patience.Token);
        Assert.Equal(["connected", "ticket.changed", "ticket.commented", "ticket.commented", "ticket.moved"], events.Select(item => item.EventType));
    }

    private static async Task<List<SseItem<string>>> ReadAsync(TicketDesk desk, string? lastEventId, string last, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stream");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await desk.Program.Manager.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            events.Add(item);
            if (item.EventType == last)
                break;
        }

        return events;
    }
}
