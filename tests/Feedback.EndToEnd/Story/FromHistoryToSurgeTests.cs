using System.Net.Http.Json;
using System.Text.Json;
using Feedback.EndToEnd.Running;
using Feedback.EndToEnd.Webhooks;

namespace Feedback.EndToEnd.Story;

/// <summary>
/// What detection says of a company that brings its history along, from outside: twelve weeks come in by a file, then the program serves. A rise is told as
/// one, whether or not one customer is louder than all others; on a theme that has a ticket already, the ticket surges, and everybody is told.
/// </summary>
public sealed class FromHistoryToSurgeTests : IAsyncLifetime
{
    private const int TwelveWeeks = 84;

    // A Tuesday, at noon: enough of the day has gone by to hear something, and all of it is of one week.
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan WithinAMinute = TimeSpan.FromMinutes(1);

    private readonly string _data = FeedbackProcess.FreshData();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task A_true_rise_is_told_as_one_however_loud_one_customer_is(int loud)
    {
        await ImportAsync(History.Days(Now, TwelveWeeks, times: 3, last: 3).Concat(History.Loud(Now, loud)));
        await using var program = await FeedbackProcess.StartAsync(_data, Now, "serve");

        var ticket = await RefundAsync(program, _ => true);

        Assert.Equal("jump", ticket.GetProperty("cause").GetProperty("kind").GetString());
        Assert.InRange(ticket.GetProperty("cause").GetProperty("expected").GetDouble(), 3, 30);
        Assert.Contains("expected", History0(ticket).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_theme_that_has_a_ticket_a_rise_is_a_surge_of_it_that_the_subscriber_the_pages_and_the_digest_tell()
    {
        await ImportAsync(History.Days(Now, TwelveWeeks));
        await using var department = await NodeReceiver.StartAsync();
        await department.SetTimeAsync(Now);
        await using var program = await FeedbackProcess.StartAsync(_data, Now, "serve", "--Feedback:AllowPrivateWebhooks=true");
        using var created = await program.Manager.PostAsJsonAsync("/v1/subscriptions",
            new { id = "billing", url = department.Address, events = new[] { "ticket.surged" } });
        created.EnsureSuccessStatusCode();
        await department.ExpectAsync((await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("signingSecret").GetString()!);
        var raised = await RefundAsync(program, _ => true);
        Assert.Equal("chronic", raised.GetProperty("cause").GetProperty("kind").GetString());

        var desk = await program.AddSourceAsync("desk", "service");
        using var answer = await desk.PostAsJsonAsync("/v1/feedback/batch", History.Rise(Now, 30).Select(said => said.ToPosted("desk")));
        answer.EnsureSuccessStatusCode();

        var ticket = await RefundAsync(program, ticket => ticket.GetProperty("surging").GetBoolean());
        Assert.Equal(["raised", "surged"], ticket.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
        Assert.Contains("surge", ticket.GetProperty("priority").GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("name").GetString()));

        await TellsAsync(async () => (await department.SeenAsync()).Any(seen => seen is { Valid: true, Accepted: true, Type: "ticket.surged" }), program);
        var id = ticket.GetProperty("id").GetString();
        await SaysAsync(program, $"/tickets/{id}", "Complaints surged on 1 Sep 2026");
        await SaysAsync(program, "/tickets", "Surged 1 Sep 2026");
        await SaysAsync(program, "/", "surged on 1 Sep 2026");
        await SaysAsync(program, "/v1/digests/2026-W36?format=html", "complaints surged on 1 September");
        await SaysAsync(program, "/v1/digests/2026-W36?format=text", "complaints surged on 1 September");
    }

    private static async Task SaysAsync(FeedbackProcess program, string path, string said) => Assert.Contains(said, string.Join(' ',
        (await program.Manager.GetStringAsync(new Uri(path, UriKind.Relative))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        StringComparison.Ordinal);

    private async Task ImportAsync(IEnumerable<Said> said)
    {
        Directory.CreateDirectory(_data);
        var file = Path.Combine(_data, "history.csv");
        await File.WriteAllLinesAsync(file, [Said.Header, .. said.Select(row => row.ToRow())]);
        var (exit, output) = await FeedbackProcess.RunAsync(_data, Now, "import", file, "--source", "history", "--touchpoint", "service");
        Assert.True(exit == 0, output);
    }

    private static JsonElement History0(JsonElement ticket) => ticket.GetProperty("history")[0];

    private static async Task<JsonElement> RefundAsync(FeedbackProcess program, Func<JsonElement, bool> isSo)
    {
        var ticket = default(JsonElement);
        await TellsAsync(async () =>
        {
            var items = (await program.Manager.GetFromJsonAsync<JsonElement>("/v1/tickets?theme=refund")).GetProperty("items");
            if (items.GetArrayLength() == 0 || !isSo(items[0]))
                return false;
            Assert.Equal(1, items.GetArrayLength());
            ticket = items[0];
            return true;
        }, program);
        return ticket;
    }

    private static async Task TellsAsync(Func<Task<bool>> isTold, FeedbackProcess program)
    {
        using var patience = new CancellationTokenSource(WithinAMinute);
        while (!await isTold())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"not told within a minute{Environment.NewLine}{program.Output}");
            await Task.Delay(200);
        }
    }
}
