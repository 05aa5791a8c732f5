using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Feedback.App.Tests.Abuse;
using Feedback.App.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace Feedback.App.Tests.BadInput;

/// <summary>Requests of every kind, of everybody, changed at random. <c>FEEDBACK_MUTATIONS</c> says how many; bench/faults has the figures.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly int Requests = int.Parse(Environment.GetEnvironmentVariable("FEEDBACK_MUTATIONS") ?? "10000", CultureInfo.InvariantCulture);
    private const int Connections = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PatienceUnframed = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task No_mutated_request_brings_a_fault_of_the_server_a_hang_or_a_refusal_without_a_problem()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FEEDBACK_MUTATION_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 20_261_121;
        var log = new WrittenLog();
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddLogging(logging => logging.AddProvider(log)));
        var valid = await ValidRequests.OfAsync(program);
        var faults = new ConcurrentBag<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        var byKestrel = 0;
        var watch = Stopwatch.StartNew();
        var next = -1;

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var connection = new RawConnection(program.Address);
            while (Interlocked.Increment(ref next) is var index && index < Requests && faults.IsEmpty)
            {
                // Each request has a random of its own, so that one can be repeated without those before it.
                var random = new Random(unchecked((seed * 1_000_003) + index));
                var request = RequestMutation.Mutate(valid[random.Next(valid.Count)], random);
                var (answer, fault) = await SendAsync(connection, request);
                fault ??= Traced(log);
                if (answer is not null)
                    statuses.AddOrUpdate(answer.Status, 1, static (_, count) => count + 1);
                if (answer is { Body: "", Headers: var headers } && headers.GetValueOrDefault("content-length") == "0" && answer.Status >= 400)
                    Interlocked.Increment(ref byKestrel);
                if (fault is not null)
                    faults.Add(string.Create(CultureInfo.InvariantCulture,
                        $"seed {seed}, request {index}: {fault}\n--- sent\n{request}\n--- answered\n{answer?.Body}"));
            }
        })));

        var counts = string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Requests} requests in {watch.Elapsed.TotalSeconds:0.0} s; {byKestrel} refused by the listener itself; statuses: {counts}"));
        Assert.True(faults.IsEmpty, string.Join("\n\n", faults));
        Assert.True(Traced(log) is null, Traced(log));
        await AssertStillWorksAsync(program);
    }

    /// <summary>A line of the log with an exception, which nobody may bring about from outside.</summary>
    private static string? Traced(WrittenLog log) => log.Lines.FirstOrDefault(line => line.Contains("Exception", StringComparison.Ordinal));

    private static async Task<(RawAnswer? Answer, string? Fault)> SendAsync(RawConnection connection, MutatedRequest request)
    {
        using var timeout = new CancellationTokenSource(request.Framed ? Patience : PatienceUnframed);
        RawAnswer? answer;
        try
        {
            answer = await connection.SendAsync(request.Bytes, request.Head, timeout.Token);
        }
        catch (OperationCanceledException)
        {
            // A request that was changed byte by byte may announce more than it holds; then the server rightly waits.
            return (null, request.Framed ? "no answer in time" : null);
        }

        if (!request.Framed)
            connection.Close();
        if (answer is null)
            return (null, request.Framed ? "the connection was closed without an answer" : null);
        return (answer, FaultOf(answer, request));
    }

    private static string? FaultOf(RawAnswer answer, MutatedRequest request)
    {
        // The listener refuses what is no HTTP before the program sees it, with an empty body, and closes.
        var byListener = answer.Body.Length == 0 && answer.Headers.GetValueOrDefault("content-length") == "0"
            && answer.Headers.GetValueOrDefault("connection") == "close";
        if (answer.Status >= 500)
            return byListener && answer.Status == 505 && !request.Framed ? null : string.Create(CultureInfo.InvariantCulture, $"the status {answer.Status}");
        if (answer.Status < 400 || byListener)
            return null;
        // A form answers with a page, and so does whatever is asked for HTML away from the API, as browsers do.
        if (answer.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true && !request.IsForApi)
            return null;
        if (answer.ContentType != "application/problem+json")
            return string.Create(CultureInfo.InvariantCulture, $"the status {answer.Status} with the content type {answer.ContentType}");
        if (request.Head)
            return null;
        try
        {
            var problem = JsonNode.Parse(answer.Body)!;
            return problem["status"]!.GetValue<int>() == answer.Status && problem["title"] is not null
                && problem["type"]!.GetValue<string>().StartsWith("urn:feedback:problem:", StringComparison.Ordinal)
                ? null
                : "a problem that does not say its type, title and status";
        }
        catch (JsonException)
        {
            return "a problem that is no JSON";
        }
    }

    private static async Task AssertStillWorksAsync(RunningProgram program)
    {
        using var health = await program.Anonymous.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.True(health.IsSuccessStatusCode);
        var (source, _) = await program.AddSourceAsync("after-the-storm");
        using var posted = await source.PostAsJsonAsync("/v1/feedback", new { source = "after-the-storm", text = "The refund took six weeks." });
        await program.DrainAsync();
        var feedback = await program.Manager.GetFromJsonAsync<JsonElement>(posted.Headers.Location);
        Assert.Equal("mapped", feedback.GetProperty("state").GetString());
    }
}
