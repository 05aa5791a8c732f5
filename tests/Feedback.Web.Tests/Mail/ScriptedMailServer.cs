using System.Net;
using System.Net.Sockets;

namespace Feedback.Web.Tests.Mail;

/// <summary>A mail server that fails where it is told to: no real one does so on request. <c>null</c> as an answer breaks the connection.</summary>
internal sealed class ScriptedMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _answer;
    private readonly Task _serving;

    /// <param name="answer">The answer to <c>CONNECT</c>, <c>MAIL</c>, <c>RCPT</c>, <c>DATA</c> and <c>CONTENT</c>.</param>
    public ScriptedMailServer(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException or IOException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        if (!await SayAsync("CONNECT"))
            return;
        while (await reader.ReadLineAsync() is { } line)
        {
            var command = line.Split(' ')[0].ToUpperInvariant();
            if (command is "EHLO" or "HELO")
                await writer.WriteLineAsync("250 localhost");
            else if (command == "QUIT")
                await writer.WriteLineAsync("221 bye");
            else if (!await SayAsync(command))
                return;
            else if (command == "DATA" && _answer(command)!.StartsWith('3'))
            {
                while (await reader.ReadLineAsync() is { } content && content != ".")
                {
                }

                if (!await SayAsync("CONTENT"))
                    return;
            }
        }

        async Task<bool> SayAsync(string command)
        {
            if (_answer(command) is not { } answer)
                return false;
            await writer.WriteLineAsync(answer);
            return true;
        }
    }
}
