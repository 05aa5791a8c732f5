using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using Feedback.App.Tests.Running;
using Feedback.Testing;
using Feedback.Web.Api;

namespace Feedback.App.Tests.Abuse;

public sealed class ManyStreamsTests
{
    private static readonly Uri Address = new("/v1/stream", UriKind.Relative);

    [Fact]
    public async Task One_key_has_so_many_streams_and_one_that_is_closed_makes_room()
    {
        await using var program = await RunningProgram.StartAsync();
        var open = new List<HttpResponseMessage>();
        for (var n = 0; n < StreamSeats.MostOfOneCaller; n++)
            open.Add(await OpenAsync(program.Manager));
        Assert.All(open, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));

        using (var refused = await OpenAsync(program.Manager))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Contains("urn:feedback:problem:too-many-streams", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal("5", refused.Headers.RetryAfter?.ToString());
        }

        open[0].Dispose();
        await Eventually.HoldsAsync(async () =>
        {
            using var again = await OpenAsync(program.Manager);
            return again.IsSuccessStatusCode;
        }, () => "the seat was not given back");

        open.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task One_key_is_one_caller_however_its_header_is_written()
    {
        await using var program = await RunningProgram.StartAsync();
        using var otherwise = new HttpClient { BaseAddress = program.Address };
        Assert.True(otherwise.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"bearer   {RunningProgram.ManagerKey} "));
        var open = new List<HttpResponseMessage>();
        for (var n = 0; n < StreamSeats.MostOfOneCaller; n++)
            open.Add(await OpenAsync(n % 2 == 0 ? program.Manager : otherwise));
        Assert.All(open, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));

        foreach (var client in new[] { program.Manager, otherwise })
        {
            using var refused = await OpenAsync(client);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }

        open.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task All_streams_are_sent_the_same()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        using HttpResponseMessage one = await OpenAsync(program.Manager), other = await OpenAsync(program.Manager);
        var reads = new[] { one, other }.Select(MappedAsync).ToList();

        using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "The refund took six weeks." });

        var events = await Task.WhenAll(reads).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("\"theme\":\"refund\"", events[0].Data, StringComparison.Ordinal);
        Assert.Equal(events[0].Data, events[1].Data);
        Assert.Equal(events[0].EventId, events[1].EventId);
    }

    private static async Task<SseItem<string>> MappedAsync(HttpResponseMessage response) =>
        await SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().FirstAsync(item => item.EventType == "feedback.mapped");

    private static Task<HttpResponseMessage> OpenAsync(HttpClient client) => client.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead);
}
