using System.Net.Sockets;
using System.Text;
using Feedback.App.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Feedback.App.Tests.Abuse;

/// <summary>Senders that go away in the middle of a body. The listener's own lines, with their traces, count as well.</summary>
public sealed class BrokenOffBodyTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const int Times = 10;

    [Theory]
    [InlineData("/sign-in", Form, "Content-Length: 400")]
    [InlineData("/sign-in", Form, "Transfer-Encoding: chunked")]
    [InlineData("/sign-out", Form, "Expect: 100-continue\r\nContent-Length: 400")]
    [InlineData("/opt-out", Form, "Content-Length: 400")]
    [InlineData("/v1/sources", "application/json", "Content-Length: 400")]
    [InlineData("/v1/sources", "application/json", "Transfer-Encoding: chunked")]
    [InlineData("/v1/sources", "application/json", "Content-Encoding: gzip\r\nContent-Length: 400")]
    public async Task Who_goes_in_the_middle_of_a_body_is_at_most_one_line_of_log(string path, string type, string framing)
    {
        var log = new WrittenLog();
        await using (var program = await RunningProgram.StartAsync(adjust: services => services.AddLogging(logging => logging.AddProvider(log))))
        {
            var head = Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {RunningProgram.ManagerKey}\r\n"
                + $"Content-Type: {type}\r\n{framing}\r\n\r\n");
            byte[] begun = framing.Contains("chunked", StringComparison.Ordinal) ? [.. head, .. "ff\r\n{\"id\""u8] : [.. head, .. "{\"id\""u8];
            for (var time = 0; time < Times; time++)
            {
                foreach (var isReset in (bool[])[false, true])
                    await BreakOffAsync(program, begun, isReset);
            }
        }

        // All connections are closed: whatever was to be logged is.
        Assert.DoesNotContain(log.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
        Assert.True(log.Lines.Count <= 1, string.Join('\n', log.Lines));
    }

    private static async Task BreakOffAsync(RunningProgram program, byte[] request, bool isReset)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(program.Address.Host, program.Address.Port);
        await socket.SendAsync(request);
        if (isReset)
        {
            // The server has begun to read.
            await Task.Delay(20);
            socket.LingerState = new(enable: true, seconds: 0);
            return;
        }

        socket.Shutdown(SocketShutdown.Send);
        try
        {
            while (await socket.ReceiveAsync(new byte[4096]).WaitAsync(TimeSpan.FromSeconds(20)) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // It was cut off without an answer: as good.
        }
    }
}
