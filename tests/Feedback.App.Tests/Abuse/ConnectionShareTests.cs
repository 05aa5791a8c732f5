using System.Net;
using System.Net.Sockets;
using Feedback.App.Tests.Running;
using Feedback.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Feedback.App.Tests.Abuse;

public sealed class ConnectionShareTests
{
    [Fact]
    public async Task One_address_cannot_shut_the_others_out_and_is_one_line_of_log()
    {
        var log = new WrittenLog();
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddLogging(logging => logging.AddProvider(log)));
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < ConnectionRoom.MostOfOneAddress + 20; i++)
            {
                silent.Add(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                silent[^1].Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
                try
                {
                    await silent[^1].ConnectAsync(IPAddress.Loopback, program.Address.Port);
                }
                catch (SocketException)
                {
                    // Refused before it was connected: as good.
                }
            }

            Assert.True(await IsClosedAsync(silent[^1]));
            using var answer = await program.Anonymous.GetAsync(new Uri("/healthz", UriKind.Relative));

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(["Refused a request from 127.0.0.2: too many connections"], log.Lines);
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<bool> IsClosedAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromSeconds(30)) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
