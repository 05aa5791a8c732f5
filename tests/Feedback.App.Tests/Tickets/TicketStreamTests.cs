using System.Net.ServerSentEvents;
using System.Text.Json;
using Feedback.Core.Tests.Tickets;
using static Feedback.App.Tests.Tickets.TicketDesk;

namespace Feedback.App.Tests.Tickets;

public sealed class TicketStreamTests
{
    [Fact]
    public async Task The_stream_tells_what_was_done_to_a_ticket()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var stream = await desk.Program.Manager.GetStreamAsync(new Uri("/v1/stream", UriKind.Relative), patience.Token);

        SseItem<string>? changed = null;
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            if (item.EventType == "connected")
                (await desk.PostAsync("transitions", new { to = "accepted" })).Dispose();
            changed = item;
            if (item.EventType.StartsWith("ticket.", StringComparison.Ordinal))
                break;
        }

        Assert.Equal("ticket.changed", changed!.Value.EventType);
        var ticket = JsonDocument.Parse(changed.Value.Data).RootElement;
        Assert.Equal(
            (Id, "accepted", "moved", 2),
            (ticket.GetProperty("id").GetString(), ticket.GetProperty("state").GetString(), ticket.GetProperty("action").GetString(), ticket.GetProperty("version").GetInt32()));
    }
}
