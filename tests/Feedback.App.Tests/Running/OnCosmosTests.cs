using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Cli;
using Feedback.Core.Pipeline;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Cosmos.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Running;

/// <summary>The whole program on the Cosmos DB engine.</summary>
public sealed class OnCosmosTests : IAsyncLifetime, IDisposable
{
    private readonly CommandLine _command = new();
    private CosmosServer _server = null!;
    private string[] _configuration = [];

    public async Task InitializeAsync()
    {
        // One of its own: a test here lets it fail.
        _server = await CosmosServer.StartAsync();
        _configuration =
        [
            "--Feedback:Store=cosmos", $"--Feedback:CosmosEndpoint={_server.Endpoint}", $"--Feedback:CosmosKey={CosmosServer.Key}",
                "--Feedback:CosmosConnection=gateway",
            $"--Feedback:CosmosDatabase={CosmosServer.NewDatabase()}", "--Feedback:FoldIntervalSeconds=0",
        ];
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task A_posted_feedback_is_understood_counted_and_verified()
    {
        await using var program = await StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");

        using var posted = await PostAsync(till, 1);
        await program.DrainAsync();

        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        var feedback = await program.Manager.GetFromJsonAsync<JsonElement>(posted.Headers.Location);
        Assert.Equal("mapped", feedback.GetProperty("state").GetString());
        Assert.Equal(3, await VolumeAsync(program));
        var verified = await _command.RunAsync(["verify", .. _configuration]);
        Assert.Contains("1 (1 mapped)", verified.Output, StringComparison.Ordinal);
        Assert.Contains("Disagree   0", verified.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
    }

    [Fact]
    public async Task Redelivery_changes_nothing()
    {
        await using var program = await StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        using var first = await PostAsync(till, 1);
        await program.DrainAsync();
        var store = program.Services.GetRequiredService<IDocumentStore>();
        var before = await FoldsAsync(store);

        using var second = await PostAsync(till, 1);
        for (var round = 0; round < 3; round++)
        {
            await program.Services.GetRequiredService<ProcessFeedback>()
                .HandleAsync((await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 100)).Documents, default);
            await program.Services.GetRequiredService<FoldSignals>()
                .HandleAsync((await store.ReadChangesAsync(Containers.Signals, ChangeCursor.Beginning, 100)).Documents, default);
        }

        Assert.True((await second.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("duplicate").GetBoolean());
        // The same ETags: what is equal was not even written again.
        Assert.Equal(before, await FoldsAsync(store));
    }

    [Fact]
    public async Task What_was_stored_outlives_the_program()
    {
        await using (var program = await StartAsync())
        {
            var (till, _) = await program.AddSourceAsync("pos-42");
            using var posted = await PostAsync(till, 1);
        }

        await using var again = await StartAsync();
        await again.DrainAsync();

        Assert.Equal(3, await VolumeAsync(again));
    }

    [Fact]
    public async Task An_account_that_is_throttled_and_down_for_a_while_loses_nothing()
    {
        await using var program = await StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        var accepted = new HashSet<int>();
        var refused = new List<int>();
        for (var n = 0; n < 5; n++)
            await SendAsync(n);

        // What was accepted may not have been analysed yet: the processors meet the fault in the middle of it.
        for (var n = 5; await _server.FailAsync(429, 503) < 60; n++)
            await SendAsync(n);
        await _server.FailAsync();
        foreach (var n in refused.ToList())
            await SendAsync(n);
        await program.DrainAsync();

        Assert.NotEmpty(refused);
        Assert.Superset(refused.ToHashSet(), accepted);
        Assert.Equal(3 * accepted.Count, await VolumeAsync(program));
        await UntilAsync(() => program.Services.GetRequiredService<PipelineProgress>().IsCaughtUp);

        async Task SendAsync(int n)
        {
            using var posted = await PostAsync(till, n);
            Assert.Contains(posted.StatusCode, new[] { HttpStatusCode.Accepted, HttpStatusCode.ServiceUnavailable });
            if (posted.StatusCode == HttpStatusCode.Accepted)
                accepted.Add(n);
            else
                refused.Add(n);
        }
    }

    [Fact]
    public async Task A_program_whose_account_fails_is_not_ready_and_is_again_afterwards()
    {
        await using var program = await StartAsync();

        await _server.FailAsync(503);
        using var down = await program.Anonymous.GetAsync("/readyz");
        await _server.FailAsync();
        using var up = await program.Anonymous.GetAsync("/readyz");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (down.StatusCode, up.StatusCode));
    }

    private Task<RunningProgram> StartAsync() => RunningProgram.StartAsync(_command.Data, adjust: null, _configuration);

    private static Task<HttpResponseMessage> PostAsync(HttpClient till, int n) => till.PostAsJsonAsync("/v1/feedback", new
    {
        source = "pos-42",
        sourceEventId = $"r-{n}",
        text = "Nice staff, but I was billed twice and the refund took six weeks.",
        customer = new { id = $"c-{n}" },
    });

    private static async Task<int> VolumeAsync(RunningProgram program) =>
        (await program.Manager.GetFromJsonAsync<JsonElement>("/v1/journeys/retail/map")).GetProperty("total").GetProperty("volume").GetInt32();

    private static async Task<IReadOnlyList<string>> FoldsAsync(IDocumentStore store) =>
        [.. (await store.ReadChangesAsync(Containers.Folds, ChangeCursor.Beginning, 100)).Documents.Select(fold => $"{fold.Key.Id} {fold.ETag}")
            .Order(StringComparer.Ordinal)];

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!holds())
            await Task.Delay(20, patience.Token);
    }
}
