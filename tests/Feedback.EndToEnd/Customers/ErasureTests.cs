using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Feedback.EndToEnd.Running;
using Feedback.Sqlite;
using Feedback.Testing;

namespace Feedback.EndToEnd.Customers;

/// <summary>Erases a customer from the real program and looks at every byte that it leaves.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private const string Anna = "anna-kowalski-4711";
    private const string Address = "anna.kowalski@example.com";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly string _data = FeedbackProcess.FreshData();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task No_byte_of_the_person_is_left_in_any_file_and_every_count_is_what_it_was()
    {
        await RejectARowAsync();
        string key;
        await using (var program = await FeedbackProcess.StartAsync(_data))
        {
            await HearAsync(program, others: 80, ofAnna: 30);
            key = await FindAsync(program);
            Assert.Equal(0, await program.StopAsync());
        }

        await VerifyTicketAsync();
        await using (var program = await FeedbackProcess.StartAsync(_data))
        {
            await ToldAsync(program);
            var traces = Traces(key);
            // The bytes are there before, in the database, in a mail and in a file of rejected rows.
            Assert.Equal(["feedback.db", "import-rejected", "mail"],
                [.. Find(traces).Select(file => file.StartsWith("feedback.db", StringComparison.Ordinal) ? "feedback.db" : file.Split('/')[0])
                    .Distinct().Order()]);
            var counts = await CountsAsync(program);

            Assert.Equal(HttpStatusCode.NoContent, await EraseAsync(program, key));

            Assert.Empty(Find(traces));
            Assert.Equal(counts, await CountsAsync(program));
            Assert.Equal(HttpStatusCode.NotFound, await EraseAsync(program, key));
            await program.DrainAsync();
            Assert.Equal(0, await program.StopAsync());
            Assert.Empty(Find(traces));
            Assert.All(traces, trace => Assert.DoesNotContain(Encoding.UTF8.GetString(trace), program.Output, StringComparison.OrdinalIgnoreCase));
        }

        var verified = await FeedbackProcess.RunAsync(_data, "verify");
        Assert.True(verified.ExitCode == 0, verified.Output);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(200)]
    [InlineData(0)]
    public async Task Killed_in_the_middle_it_is_ended_by_asking_again(int left)
    {
        string key;
        Dictionary<string, string> counts;
        await using (var program = await FeedbackProcess.StartAsync(_data))
        {
            await HearAsync(program, others: 80, ofAnna: 400);
            key = await FindAsync(program);
            counts = await CountsAsync(program);
            var erasing = EraseAsync(program, key);
            while (await LeftAsync(program, key) > left)
            {
                // Kill it as soon as so much of the timeline is left.
            }

            await program.KillAsync();
            await Task.WhenAny(erasing);
        }

        await using var again = await FeedbackProcess.StartAsync(_data);
        Assert.Contains(await EraseAsync(again, key), (HttpStatusCode[])[HttpStatusCode.NoContent, HttpStatusCode.NotFound]);
        await again.DrainAsync();

        Assert.Equal(counts, await CountsAsync(again));
        Assert.Empty(await KeysAsync(again));
        Assert.Equal(0, await again.StopAsync());
        Assert.Empty(Find(Traces(key)));
        var verified = await FeedbackProcess.RunAsync(_data, "verify");
        Assert.True(verified.ExitCode == 0, verified.Output);
    }

    /// <summary>What nobody else's data has: the identifiers, the key as text and as sketches hold it, and words of the texts.</summary>
    private static List<byte[]> Traces(string key)
    {
        var hash = Convert.FromHexString(key[..16]);
        return
        [
            .. new[] { Anna, Address, key, "marzipan", "zeppelin", "order-of-anna" }.Select(Encoding.UTF8.GetBytes),
            hash[..6],
            Encoding.ASCII.GetBytes(Convert.ToBase64String(hash[..6]).Replace("+", "\\u002B", StringComparison.Ordinal)),
            .. Enumerable.Range(0, 3).Select(before =>
                Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[before], .. hash])[(before == 0 ? 0 : before + 1)..(8 * (before + 8) / 6)].Replace(
                    "+", "\\u002B", StringComparison.Ordinal))),
        ];
    }

    /// <summary>The files of the data directory that hold any of them.</summary>
    private List<string> Find(List<byte[]> traces) =>
        [.. Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories).Where(file => Holds(file, traces))
            .Select(file => Path.GetRelativePath(_data, file))];

    private static bool Holds(string file, List<byte[]> traces)
    {
        if (file.EndsWith(".lock", StringComparison.Ordinal))
            return false;
        var bytes = File.ReadAllBytes(file);
        return traces.Exists(trace => bytes.AsSpan().IndexOf(trace) >= 0);
    }

    private static async Task HearAsync(FeedbackProcess program, int others, int ofAnna)
    {
        var till = await program.AddSourceAsync("pos-42", "store");
        var desk = await program.AddSourceAsync("desk-1", "service");
        await PostAsync(till, Enumerable.Range(0, others).Select(other =>
            Feedback("pos-42", $"o-{other}", $"customer-{other}", null, "The refund took six weeks, terrible.", other)));
        await PostAsync(till, Enumerable.Range(0, ofAnna).Select(said =>
            Feedback("pos-42", $"till-of-anna-{said}", Anna, Address, $"The refund took {said} weeks, terrible; they offered me marzipan instead.", said)));
        await PostAsync(desk, Enumerable.Range(0, 5).Select(said =>
            Feedback("desk-1", $"desk-of-anna-{said}", Anna, Address, "Nobody at the desk had heard of my zeppelin.", said)));
        await program.DrainAsync();
    }

    private static object Feedback(string source, string id, string customer, string? email, string text, int hours) => new
    {
        source,
        sourceEventId = id,
        text,
        occurredAt = Now.AddDays(-40).AddHours(-hours % 48),
        customer = new { id = customer, email },
        ratings = new { nps = hours % 11 },
        attributes = new { order = customer == Anna ? "order-of-anna" : "another" },
    };

    private static async Task PostAsync(HttpClient client, IEnumerable<object> feedback)
    {
        using var response = await client.PostAsJsonAsync("/v1/feedback/batch", feedback);
        Assert.Equal(0, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rejected").GetInt32());
    }

    private static async Task<List<string>> KeysAsync(FeedbackProcess program)
    {
        using var response = await program.Manager.PostAsJsonAsync("/v1/customers/find", new { email = Address });
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keys").EnumerateArray().Select(key => key.GetString()!)];
    }

    private static async Task<string> FindAsync(FeedbackProcess program) => Assert.Single(await KeysAsync(program));

    /// <summary>How much feedback the customer still has; 0 when nobody of that key is known any more.</summary>
    private static async Task<int> LeftAsync(FeedbackProcess program, string key)
    {
        using var response = await program.Manager.GetAsync(new Uri($"/v1/customers/{key}", UriKind.Relative));
        return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("feedback").GetInt32() : 0;
    }

    private static async Task<HttpStatusCode> EraseAsync(FeedbackProcess program, string key)
    {
        using var response = await program.Manager.DeleteAsync(new Uri($"/v1/customers/{key}", UriKind.Relative));
        return response.StatusCode;
    }

    /// <summary>The map and the series as they are answered, byte for byte.</summary>
    private static async Task<Dictionary<string, string>> CountsAsync(FeedbackProcess program)
    {
        var (from, to) = (Now.AddDays(-60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var counts = new Dictionary<string, string>();
        foreach (var path in new[] { "map", "series", "drivers" })
            counts[path] = await program.Manager.GetStringAsync(new Uri($"/v1/journeys/retail/{path}?from={from}&to={to}", UriKind.Relative));
        return counts;
    }

    private async Task RejectARowAsync()
    {
        Directory.CreateDirectory(_data);
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");
        await File.WriteAllLinesAsync(file, ["text,email,csat", $"They offered me marzipan.,{Address},7", "Fine.,ben@example.com,4"]);
        var (exit, output) = await FeedbackProcess.RunAsync(_data, "import", file, "--source", "old-survey", "--touchpoint", "store", "--map",
            "customer.email=email", "--map", "ratings.csat=csat");
        File.Delete(file);
        Assert.True(exit != 0 && output.Contains("1 rejected", StringComparison.Ordinal), output);
    }

    /// <summary>Waits until Anna's mail lies in the folder.</summary>
    private static async Task ToldAsync(FeedbackProcess program)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await program.Manager.GetFromJsonAsync<JsonElement>($"/v1/tickets/{RefundTicket.Id}/voices?limit=200", patience.Token)).GetProperty("items")
            .EnumerateArray()
            .All(voice => voice.GetProperty("tellState").GetString() != "sent"))
            await Task.Delay(100, patience.Token);
    }

    private async Task VerifyTicketAsync()
    {
        await using var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(_data, "feedback.db") }, TimeProvider.System);
        await store.PutAsync(RefundTicket.Verified(Now, Now.AddDays(-35)));
    }
}
