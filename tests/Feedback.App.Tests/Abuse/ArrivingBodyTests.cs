using System.Net;
using System.Net.Sockets;
using System.Text;
using Feedback.App.Tests.Running;
using Feedback.Testing;
using Feedback.Web.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Feedback.App.Tests.Abuse;

public sealed class ArrivingBodyTests
{
    private const int Mebibyte = 1 << 20;

    [Fact]
    public async Task A_body_that_goes_on_arriving_for_too_long_is_refused_however_steadily_it_comes()
    {
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddSingleton(
            new BodyRoom(BodyRoom.UsualBytes, TimeSpan.FromSeconds(1))));
        using var sender = new Sender(program.Address);
        await sender.BeginAsync(Webhook(program, Mebibyte));

        var answer = sender.StatusAsync();
        // More than the listener asks of a sender on average.
        while (!answer.IsCompleted)
        {
            await sender.SendAsync(1_000);
            await Task.WhenAny(answer, Task.Delay(50));
        }

        Assert.Equal(408, await answer);
    }

    [Fact]
    public async Task Where_bodies_fill_the_room_the_oldest_gives_way_and_others_are_served()
    {
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddSingleton(
            new BodyRoom(1_500_000, TimeSpan.FromMinutes(1))));
        var (till, _) = await program.AddSourceAsync("pos-42");
        using var oldest = new Sender(program.Address);
        using var newer = new Sender(program.Address);
        foreach (var sender in (Sender[])[oldest, newer])
        {
            await sender.BeginAsync(Webhook(program, Mebibyte));
            await sender.SendAsync(Mebibyte - 1);
            // The server has begun to read it: which of two comes first is not left to its threads.
            await Eventually.HoldsAsync(() => Task.FromResult(program.Services.GetRequiredService<BodyRoom>().Held > 0), () => "nothing is held");
        }

        Assert.Equal(503, await oldest.StatusAsync());
        using var posted = await till.PostAsync(new Uri("/v1/feedback", UriKind.Relative), new StringContent("""{"source":"pos-42","text":"Fine."}""",
            Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
    }

    [Fact]
    public async Task A_compressed_body_that_stops_coming_leaves_no_trace_in_the_log()
    {
        var log = new WrittenLog();
        await using (var program = await RunningProgram.StartAsync(adjust: services => services
            .AddSingleton(new BodyRoom(BodyRoom.UsualBytes, TimeSpan.FromSeconds(1))).AddLogging(logging => logging.AddProvider(log))))
        {
            using var sender = new Sender(program.Address);
            await sender.BeginAsync(Webhook(program, Mebibyte).Replace("webhook-id", "Content-Encoding: gzip\r\nwebhook-id", StringComparison.Ordinal));
            await sender.SendAsync(1_000);

            Assert.Equal(408, await sender.StatusAsync());
        }

        Assert.DoesNotContain(log.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_without_its_headers_is_refused_before_its_body_is_read()
    {
        await using var program = await RunningProgram.StartAsync();
        using var sender = new Sender(program.Address);

        await sender.BeginAsync($"POST /v1/webhooks/pos-42 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {Mebibyte}\r\n\r\n");

        Assert.Equal(401, await sender.StatusAsync());
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    public async Task A_form_of_more_than_64_KiB_is_refused_before_it_is_read(string address)
    {
        await using var program = await RunningProgram.StartAsync();
        using var sender = new Sender(program.Address);

        await sender.BeginAsync(
            $"POST {address} HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {(64 << 10) + 1}\r\n\r\n");

        Assert.Equal(413, await sender.StatusAsync());
    }

    private static string Webhook(RunningProgram program, int length) =>
        $"POST /v1/webhooks/pos-42 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nwebhook-id: m\r\n"
            + $"webhook-timestamp: {program.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds()}\r\nwebhook-signature: v1,AAAA\r\n\r\n";

    /// <summary>One connection that sends as slowly as it likes.</summary>
    private sealed class Sender(Uri address) : IDisposable
    {
        private readonly TcpClient _client = new(address.Host, address.Port) { NoDelay = true };

        public async Task BeginAsync(string head) => await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));

        public async Task SendAsync(int bytes)
        {
            try
            {
                await _client.GetStream().WriteAsync(new byte[bytes]);
            }
            catch (IOException)
            {
                // It was refused and cut off meanwhile; the answer is read all the same.
            }
        }

        public async Task<int> StatusAsync()
        {
            using var reader = new StreamReader(_client.GetStream(), Encoding.ASCII, leaveOpen: true);
            var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
            return int.Parse(line!.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        }

        public void Dispose() => _client.Dispose();
    }
}
