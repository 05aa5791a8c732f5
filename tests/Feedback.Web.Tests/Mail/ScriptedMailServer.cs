using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Feedback.Web.Tests.Mail;

/// <summary>A mail server that fails where it is told to: no real one does so on request.</summary>
internal sealed class ScriptedMailServer : IAsyncDisposable
{
    /// <summary>The answer that breaks the connection.</summary>
    public const string Break = "break";

    /// <summary>The answer that goes on for ever.</summary>
    public const string Dribble = "dribble";

    /// <summary>An answer to <c>EHLO</c> that offers nothing.</summary>
    public const string Plain = "250 localhost";

    /// <summary>An answer to <c>EHLO</c> that offers what large servers do.</summary>
    public const string Modern = "250-localhost\r\n250-PIPELINING\r\n250-SIZE 100000000\r\n250-8BITMIME\r\n250-CHUNKING\r\n250-BINARYMIME\r\n250 SMTPUTF8";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _unusual;
    private readonly X509Certificate2? _certificate;
    private readonly bool _implicitTls;
    private readonly Task _serving;

    /// <param name="unusual">What it answers to <c>CONNECT</c>, to the first word of a command and to the whole <c>CONTENT</c>; <c>null</c> for what servers
    /// usually answer. To <c>PART</c> of a content the one answer is a break.</param>
    /// <param name="certificate">What it encrypts with after STARTTLS.</param>
    /// <param name="implicitTls">Whether it does so from the first byte.</param>
    public ScriptedMailServer(Func<string, string?>? unusual = null, X509Certificate2? certificate = null, bool implicitTls = false)
    {
        (_unusual, _certificate, _implicitTls) = (unusual ?? (_ => null), certificate, implicitTls);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every command as it came.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>Every content that came whole.</summary>
    public ConcurrentQueue<string> Contents { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client);
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException)
            {
                // The client has gone.
            }
            catch (Exception exception) when (exception is SocketException or InvalidOperationException)
            {
                return; // The test is over.
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        Stream stream = _implicitTls ? await EncryptedAsync(client.GetStream()) : client.GetStream();
        var reader = new StreamReader(stream, Encoding.UTF8);
        if (!await AnswerAsync("CONNECT"))
            return;
        while (await reader.ReadLineAsync() is { } line)
        {
            Commands.Enqueue(line);
            var command = line.Split(' ')[0].ToUpperInvariant();
            if (!await AnswerAsync(command) || command == "QUIT")
                return;
            if (command == "STARTTLS")
            {
                stream = await EncryptedAsync(stream);
                reader = new StreamReader(stream, Encoding.UTF8);
            }
            else if (command == "DATA" && AnswerTo(command).StartsWith('3'))
            {
                if (AnswerTo("PART") == Break)
                {
                    client.Client.Close(0);
                    return;
                }

                var content = new StringBuilder();
                while (await reader.ReadLineAsync() is { } text)
                {
                    if (text == ".")
                    {
                        Contents.Enqueue(content.ToString());
                        if (!await AnswerAsync("CONTENT"))
                            return;
                        break;
                    }

                    content.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                }
            }
        }

        async Task<bool> AnswerAsync(string command)
        {
            var answer = AnswerTo(command);
            if (answer == Break)
                return false;
            do
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer == Dribble ? "250-wait\r\n" : answer + "\r\n"));
                await Task.Delay(answer == Dribble ? 50 : 0);
            }
            while (answer == Dribble);
            return true;
        }
    }

    private string AnswerTo(string command) => _unusual(command) ?? command switch
    {
        "CONNECT" or "STARTTLS" => "220 localhost",
        "EHLO" => Plain,
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        "AUTH" => "235 welcome",
        _ => "250 ok",
    };

    private async Task<SslStream> EncryptedAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(_certificate!);
        return encrypted;
    }
}
