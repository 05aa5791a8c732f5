using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.Core.Pipeline;
using Feedback.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Running;

/// <summary>The whole program in this process: a real listener on a free port, a real database in a folder of its own.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    public const string ManagerKey = "manager-key-of-the-tests-0123456789";

    private readonly FeedbackProgram _program;
    private readonly bool _keep;

    private RunningProgram(FeedbackProgram program, bool keep)
    {
        (_program, _keep) = (program, keep);
        Address = new(program.App.Urls.First());
        Anonymous = new() { BaseAddress = Address };
        Manager = WithKey(ManagerKey);
    }

    public Uri Address { get; }

    public string Data => _program.Options.Data;

    public IServiceProvider Services => _program.App.Services;

    /// <summary>A client without a key.</summary>
    public HttpClient Anonymous { get; }

    /// <summary>A client with the manager's key.</summary>
    public HttpClient Manager { get; }

    /// <summary>Starts the program on a data directory, a fresh one unless told.</summary>
    public static Task<RunningProgram> StartAsync(string? data = null, Action<IServiceCollection>? adjust = null, params string[] configuration) =>
        StartAsync([], data, adjust, configuration);

    /// <summary>The same without some of the jobs.</summary>
    /// <param name="held">The jobs that do not start.</param>
    /// <param name="data">The data directory; <c>null</c> for a fresh one.</param>
    /// <param name="adjust">Changes the services.</param>
    /// <param name="configuration">Further configuration, as on the command line.</param>
    public static async Task<RunningProgram> StartAsync(IReadOnlyCollection<string> held, string? data, Action<IServiceCollection>? adjust,
        string[] configuration)
    {
        var directory = data ?? Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"));
        var program = await AppHost.BuildAsync(
            ["--urls", "http://127.0.0.1:0", $"--Feedback:Data={directory}", $"--Feedback:ManagerKey={ManagerKey}", "--Logging:LogLevel:Default=Warning",
                .. configuration], adjust, held);
        await program.App.StartAsync();
        return new(program, keep: data is not null);
    }

    public HttpClient WithKey(string key) =>
        new() { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    /// <summary>Creates a source.</summary>
    /// <returns>A client with its key, and its signing secret.</returns>
    public async Task<(HttpClient Client, string SigningSecret)> AddSourceAsync(string id, string? touchpoint = "store", string? silo = null)
    {
        using var response = await Manager.PostAsJsonAsync("/v1/sources", new { id, touchpoint, silo });
        response.EnsureSuccessStatusCode();
        var source = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (WithKey(source.GetProperty("key").GetString()!), source.GetProperty("signingSecret").GetString()!);
    }

    /// <summary>Waits until everything posted before is understood and counted.</summary>
    public Task DrainAsync() => Services.GetRequiredService<PipelineProgress>().DrainAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        Manager.Dispose();
        await _program.DisposeAsync();
        if (!_keep)
            Directory.Delete(Data, recursive: true);
    }
}
