using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.Webhooks;

/// <summary>A department's system in Node (receive.js): it verifies what it is sent with the reference library of Standard Webhooks.</summary>
internal sealed class NodeReceiver : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private NodeReceiver(Process process, Uri address) => (_process, Address, _http) = (process, address, new HttpClient { BaseAddress = address });

    public Uri Address { get; }

    public static async Task<NodeReceiver> StartAsync()
    {
        var folder = await NodePackage.InstallAsync();
        var process = Process.Start(new ProcessStartInfo("node", ["receive.js"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var port = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        return new(process, new($"http://127.0.0.1:{port}"));
    }

    /// <summary>Says under which secret webhooks are signed.</summary>
    public Task ExpectAsync(string secret) => PutAsync("/secret", secret);

    /// <summary>Sets the receiver's clock, by which it tells a fresh webhook from a replay.</summary>
    public Task SetTimeAsync(DateTimeOffset now) => PutAsync("/now", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>What came, in the order in which it came.</summary>
    public async Task<IReadOnlyList<SeenWebhook>> SeenAsync() => (await _http.GetFromJsonAsync<List<SeenWebhook>>("/seen"))!;

    private async Task PutAsync(string path, string body)
    {
        using var content = new StringContent(body);
        using var response = await _http.PutAsync(new Uri(path, UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>A webhook that came.</summary>
/// <param name="Id">Its <c>webhook-id</c>.</param>
/// <param name="Valid">Whether its signature was right.</param>
/// <param name="Accepted">Whether it was answered with success.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Entry">The entry of the ticket's history.</param>
/// <param name="Error">Why it is not valid.</param>
internal sealed record SeenWebhook(string Id, bool Valid, bool Accepted, string? Type, int Entry, string? Error);
