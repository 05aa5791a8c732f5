using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Feedback.App.Tests.Running;
using Feedback.Core.Storage;
using Feedback.Testing;
using Feedback.Web.Api.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Feedback.App.Tests.BadInput;

public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Requests = 10_000;
    private const int Connections = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PatienceUnframed = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task No_mutated_request_brings_a_fault_of_the_server_a_hang_or_a_refusal_without_a_problem()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FEEDBACK_MUTATION_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 20_261_121;
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        await program.Services.GetRequiredService<IDocumentStore>()
            .PutAsync(AnyTicket.Of(id: ContractProgram.Ticket, topics: [AnyTicket.Invoice, AnyTicket.Delivery]));
        var valid = ValidRequests(till.DefaultRequestHeaders.Authorization!.Parameter!, await FeedbackIdAsync(till));
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
        await AssertStillWorksAsync(program);
    }

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
        // Whoever asks for HTML away from the API, as browsers do, gets a page.
        if (answer.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true
            && request.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
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

    private static async Task<string> FeedbackIdAsync(HttpClient till)
    {
        using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "The refund took six weeks." });
        return (await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static List<ValidRequest> ValidRequests(string source, string id)
    {
        const string Manager = RunningProgram.ManagerKey;
        List<ValidRequest> reads =
        [
            new("GET", $"/v1/feedback/{id}", Manager),
            new("GET", "/v1/feedback?journey=retail&stage=pay&theme=refund&touchpoint=store&silo=billing"
                + "&sentiment=negative&from=2026-11-01&to=2026-11-20T17:00:00Z&limit=20", Manager),
            new("GET", "/v1/journeys?limit=1", Manager),
            new("GET", "/v1/journeys/retail", Manager),
            new("GET", "/v1/journeys/retail/map?from=2026-11-01&to=2026-11-20&touchpoint=store", Manager),
            new("GET", "/v1/journeys/retail/series?interval=week&stage=pay&from=2026-11-01&to=2026-11-20", Manager),
            new("GET", "/v1/tickets?state=open&silo=billing&limit=5", Manager),
            new("GET", "/v1/tickets?state=in-progress&crossSilo=true&overdue=true&order=priority", Manager),
            new("GET", $"/v1/tickets/{ContractProgram.Ticket}", Manager),
            new("GET", "/v1/sources?limit=3&cursor=pos-42", Manager),
            new("GET", "/v1/stream", Manager),
            new("GET", "/healthz", null),
            new("GET", "/readyz", null),
            new("GET", "/openapi/v1.json", Manager),
        ];
        List<ValidRequest> writes =
        [
            new("POST", "/v1/feedback", source, Examples.PostedFeedback),
            new("POST", "/v1/feedback", source, """{"source":"pos-42","ratings":{"nps":9}}"""),
            new("POST", "/v1/feedback/batch", source, Examples.PostedBatch),
            new("POST", "/v1/feedback/batch", source, Examples.PostedLines, "application/x-ndjson"),
            new("POST", "/v1/webhooks/pos-42", source, Examples.PostedWebhook),
            new("POST", "/v1/sources", Manager, Examples.PostedSource),
            new("POST", $"/v1/feedback/{id}/retry", Manager, ""),
            new("POST", "/v1/sources/none/rotate", Manager, ""),
            new("DELETE", "/v1/sources/none", Manager),
            new("POST", $"/v1/tickets/{ContractProgram.Ticket}/transitions", Manager, Examples.PostedTransition),
            new("POST", $"/v1/tickets/{ContractProgram.Ticket}/comments", Manager, Examples.PostedComment),
            new("PUT", $"/v1/tickets/{ContractProgram.Ticket}/owner", Manager, Examples.PostedOwner),
            new("PUT", $"/v1/tickets/{ContractProgram.Ticket}/due", Manager, """{"dueAt":null}"""),
            new("POST", $"/v1/tickets/{ContractProgram.Ticket}/merge", Manager, Examples.PostedMerge),
            new("POST", $"/v1/tickets/{ContractProgram.Ticket}/split", Manager, Examples.PostedSplit),
        ];
        // Bodies have the most ways to be wrong.
        return [.. reads, .. writes, .. writes, .. writes];
    }
}
