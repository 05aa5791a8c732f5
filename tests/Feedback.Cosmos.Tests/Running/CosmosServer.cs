using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.EndToEnd.Running;

namespace Feedback.Cosmos.Tests.Running;

/// <summary>The server of server.js in a process of its own, on a free port. It ends when this process does.</summary>
internal sealed class CosmosServer : IAsyncDisposable
{
    /// <summary>The emulator's key, which everybody knows.</summary>
    public const string Key = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    /// <summary>Instead of a status: no answer at all.</summary>
    public const int Silence = 0;

    private static readonly Lazy<Task<CosmosServer>> OnlyOne = new(StartAsync);

    private readonly Process _process;
    private readonly HttpClient _http = new();

    private CosmosServer(Process process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    /// <summary>One that all tests share, each with a database of its own; never told to fail.</summary>
    public static Task<CosmosServer> Shared => OnlyOne.Value;

    public Uri Endpoint { get; }

    public static async Task<CosmosServer> StartAsync()
    {
        var folder = await NodePackage.InstallAsync();
        var process = Process.Start(new ProcessStartInfo("node", ["server.js"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true
        })!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return new(process, new Uri(line ?? throw new InvalidOperationException("The Cosmos DB server did not start.")));
    }

    public static string NewDatabase() => $"test-{Guid.NewGuid():N}";

    /// <summary>The options of a store on a database here.</summary>
    public CosmosStoreOptions Options(string database) => new() { Endpoint = Endpoint, Key = Key, Database = database, Connection = CosmosConnection.Gateway };

    /// <summary>Lets every request for documents fail with these statuses in turn; none, to let them through again.</summary>
    /// <returns>How many requests have failed so far.</returns>
    public async Task<int> FailAsync(params int[] statuses)
    {
        using var response = await _http.PutAsJsonAsync(new Uri(Endpoint, "faults"), new { statuses, retryAfterMs = 20 });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("failed").GetInt32();
    }

    /// <summary>Lets so many documents of a container be created, and answers no later one that would be; everything else is served.</summary>
    public async Task StallCreatesAsync(string container, int after)
    {
        using var response = await _http.PutAsJsonAsync(new Uri(Endpoint, "faults"), new { statuses = new[] { Silence }, creates = container, after });
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
