using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.Mail;

/// <summary>A real mail server (<c>smtp-server</c> for Node) that keeps what it receives, read back by an independent reader of mails
/// (<c>postal-mime</c>).</summary>
internal sealed class SmtpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task _reading;

    private SmtpReceiver(Process process, int port)
    {
        (_process, Port) = (process, port);
        _reading = ReadAsync();
    }

    public int Port { get; }

    /// <summary>All mails that came, whole, in this order.</summary>
    public ConcurrentQueue<JsonElement> Mails { get; } = new();

    public IEnumerable<string> Addressees => Mails.Select(mail => mail.GetProperty("to")[0].GetString()!);

    /// <summary>Starts the server.</summary>
    /// <param name="delay">How long after a mail came it is confirmed.</param>
    /// <param name="tls">How it encrypts, if it does: <c>starttls</c> or <c>implicit</c>.</param>
    /// <param name="certificate">By what; <c>null</c> for a certificate that nobody trusts.</param>
    /// <param name="account">Who alone may send.</param>
    public static async Task<SmtpReceiver> StartAsync(TimeSpan delay = default, string? tls = null, ServerCertificate? certificate = null,
        (string User, string Password)? account = null)
    {
        var folder = await NodePackage.InstallAsync();
        var options = new
        {
            delay = delay.TotalMilliseconds,
            tls,
            key = certificate?.KeyFile,
            cert = certificate?.File,
            user = account?.User,
            password = account?.Password,
        };
        var start = new ProcessStartInfo("node", ["receive.js", JsonSerializer.Serialize(options)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("the mail server did not start");
        return new(process, JsonSerializer.Deserialize<JsonElement>(line).GetProperty("port").GetInt32());
    }

    /// <summary>Waits until so many mails have come.</summary>
    public async Task WaitForAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Mails.Count < count)
            await Task.Delay(20, patience.Token);
    }

    /// <summary>Ends the server; then all that it has ever received is here. A mail is confirmed to its sender before it has been read off here.</summary>
    public async Task StopAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            Mails.Enqueue(JsonSerializer.Deserialize<JsonElement>(line));
    }
}
