using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Feedback.Bench.Scale;

/// <summary>The Release build of the program on a data folder, in a process of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Key = "bench-manager-key-0123456789abcdef";
    private const string Address = "http://127.0.0.1:5095";
    private readonly Process _process;
    private readonly string _folder;

    private Server(Process process, string folder, HttpClient manager) => (_process, _folder, Manager) = (process, folder, manager);

    /// <summary>Asks as a manager.</summary>
    public HttpClient Manager { get; }

    public static async Task<Server> StartAsync(string program, string folder)
    {
        var start = StartOf(program, folder, "serve");
        start.Environment["Feedback__ManagerKey"] = Key;
        start.Environment["ASPNETCORE_URLS"] = Address;
        var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        var server = new Server(process, folder, ClientOf(Key));
        while (true)
        {
            try
            {
                (await server.Manager.GetAsync(new Uri("/readyz", UriKind.Relative))).EnsureSuccessStatusCode();
                return server;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Counts everything again and compares, in a process of its own: how long that takes, and what it says.</summary>
    public static async Task<(TimeSpan Took, string Says)> VerifyAsync(string program, string folder)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(StartOf(program, folder, "verify"))!;
        var says = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (watch.Elapsed, says);
    }

    /// <summary>Asks as a new source.</summary>
    public async Task<HttpClient> SourceAsync(string id)
    {
        var answer = await Manager.PostAsync(new Uri("/v1/sources", UriKind.Relative),
            new StringContent($$"""{"id":"{{id}}","touchpoint":"store"}""", MediaTypeHeaderValue.Parse("application/json")));
        answer.EnsureSuccessStatusCode();
        var body = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ClientOf(body.RootElement.GetProperty("key").GetString()!);
    }

    /// <summary>The memory that the process has in use, and the most it had, MiB.</summary>
    public (int Now, int Peak) Memory()
    {
        var lines = File.ReadAllLines($"/proc/{_process.Id}/status");
        return (Of("VmRSS:"), Of("VmHWM:"));

        int Of(string name) => int.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', '\t')
            .Where(part => part.Length > 0).ElementAt(1), CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>The bytes of the data folder.</summary>
    public long Bytes() => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    public async ValueTask DisposeAsync()
    {
        Manager.Dispose();
        using (_process)
        {
            using (Process.Start("kill", _process.Id.ToString(CultureInfo.InvariantCulture)))
                await _process.WaitForExitAsync();
        }
    }

    private static ProcessStartInfo StartOf(string program, string folder, string command)
    {
        var start = new ProcessStartInfo("dotnet", [program, command]) { RedirectStandardOutput = true };
        start.Environment["Feedback__Data"] = folder;
        return start;
    }

    private static HttpClient ClientOf(string key)
    {
        var client = new HttpClient { BaseAddress = new(Address), Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }
}
