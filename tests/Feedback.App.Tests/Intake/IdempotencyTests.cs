using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Feedback.App.Tests.BadInput;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Intake;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private RunningProgram _program = null!;
    private HttpClient _till = null!;
    private HttpClient _survey = null!;

    public async Task InitializeAsync()
    {
        _program = await RunningProgram.StartAsync();
        (_till, _) = await _program.AddSourceAsync("pos-42");
        (_survey, _) = await _program.AddSourceAsync("survey", "web");
    }

    public async Task DisposeAsync() => await _program.DisposeAsync();

    [Fact]
    public async Task The_same_event_posted_twice_is_one_feedback_and_the_second_answer_tells_its_state()
    {
        var first = await PostAsync(_till, new { source = "pos-42", sourceEventId = "r-1", text = "The refund took six weeks." });
        await _program.DrainAsync();
        var second = await PostAsync(_till, new { source = "pos-42", sourceEventId = "r-1", text = "Another text." });

        Assert.Equal((false, "received"), (first.GetProperty("duplicate").GetBoolean(), first.GetProperty("state").GetString()));
        Assert.Equal((true, "mapped"), (second.GetProperty("duplicate").GetBoolean(), second.GetProperty("state").GetString()));
        Assert.Equal(Id(first), Id(second));
        var stored = await _program.Manager.GetFromJsonAsync<JsonElement>($"/v1/feedback/{Id(first)}");
        Assert.Equal("The refund took six weeks.", stored.GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_idempotency_key_names_an_event_that_has_no_id()
    {
        var first = await PostAsync(_till, new { source = "pos-42", text = "Fine." }, "request-1");
        var second = await PostAsync(_till, new { source = "pos-42", text = "Fine." }, "request-1");
        var other = await PostAsync(_till, new { source = "pos-42", text = "Fine." }, "request-2");

        Assert.True(second.GetProperty("duplicate").GetBoolean());
        Assert.Equal(Id(first), Id(second));
        Assert.NotEqual(Id(first), Id(other));
    }

    [Theory]
    [InlineData("/v1/feedback/batch", "request-1", "cannot name a batch: give each item a sourceEventId")]
    [InlineData("/v1/feedback", "request-1 request-2", "must be given once")]
    public async Task An_idempotency_key_that_would_not_be_heeded_is_refused(string path, string names, string reason)
    {
        // A client library would join the two into one.
        using var connection = new RawConnection(_program.Address);
        var head = $"POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: {_till.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/json\r\n"
            + string.Concat(names.Split(' ').Select(name => $"Idempotency-Key: {name}\r\n"));

        var answer = await connection.SendAsync(Encoding.ASCII.GetBytes($"{head}Content-Length: 2\r\n\r\n[]"), withoutBody: false, CancellationToken.None);

        Assert.Equal(400, answer!.Status);
        var problem = JsonSerializer.Deserialize<JsonElement>(answer.Body);
        Assert.Equal(reason, problem.GetProperty("errors").GetProperty("Idempotency-Key")[0].GetString());
    }

    [Fact]
    public async Task An_idempotency_key_that_stands_for_another_body_is_refused()
    {
        var first = await PostAsync(_till, new { source = "pos-42", text = "Fine.", ratings = new { nps = 9 } }, "request-1");
        await _program.DrainAsync();

        var (status, problem) = await SendAsync(_till, new { source = "pos-42", text = "Bad.", ratings = new { nps = 9 } }, "request-1");
        var again = await PostAsync(_till, new { ratings = new { nps = 9.0 }, text = "Fine.", source = "pos-42" }, "request-1");

        Assert.Equal(409, status);
        Assert.Equal("was used for another body before", problem.GetProperty("errors").GetProperty("Idempotency-Key")[0].GetString());
        Assert.Equal((Id(first), true), (Id(again), again.GetProperty("duplicate").GetBoolean()));
    }

    [Theory]
    [InlineData("""{"source":"pos-42","text":"Fine.","customer":{"id":"c-1","email":"b@example.com"},"attributes":{"a":"1"}}""")]
    [InlineData("""{"source":"pos-42","text":"Fine.","customer":{"id":"c-1"},"attributes":{"a":"1"}}""")]
    [InlineData("""{"source":"pos-42","text":"Fine.","customer":{"id":"c-1","email":"a@example.com"},"attributes":{"a":"2"}}""")]
    [InlineData("""{"source":"pos-42","text":"Fine.","customer":{"id":"c-1","email":"a@example.com"},"attributes":{"b":"1"}}""")]
    [InlineData("""{"source":"pos-42","text":"Fine.","customer":{"id":"c-1","email":"a@example.com"}}""")]
    public async Task Every_field_of_a_body_tells_it_from_another(string other)
    {
        await PostAsync(_till, JsonSerializer.Deserialize<JsonElement>(
            """{"source":"pos-42","text":"Fine.","customer":{"id":"c-1","email":"a@example.com"},"attributes":{"a":"1"}}"""), "request-1");
        await _program.DrainAsync();

        Assert.Equal(409, (await SendAsync(_till, JsonSerializer.Deserialize<JsonElement>(other), "request-1")).Status);
    }

    [Fact]
    public async Task A_known_event_stays_a_duplicate_whatever_the_idempotency_key_stands_for()
    {
        await PostAsync(_till, new { source = "pos-42", text = "Fine." }, "request-1");
        await PostAsync(_till, new { source = "pos-42", sourceEventId = "r-1", text = "Good." }, "request-2");

        var known = await PostAsync(_till, new { source = "pos-42", sourceEventId = "r-1", text = "Bad." }, "request-1");

        Assert.True(known.GetProperty("duplicate").GetBoolean());
    }

    [Fact]
    public async Task The_events_own_id_counts_before_an_idempotency_key()
    {
        var first = await PostAsync(_till, new { source = "pos-42", sourceEventId = "r-1", text = "Fine." }, "request-1");
        var second = await PostAsync(_till, new { source = "pos-42", sourceEventId = "r-1", text = "Fine." }, "request-2");

        Assert.Equal(Id(first), Id(second));
    }

    [Fact]
    public async Task Events_without_any_name_are_different_feedback()
    {
        var first = await PostAsync(_till, new { source = "pos-42", text = "Fine." });
        var second = await PostAsync(_till, new { source = "pos-42", text = "Fine." });

        Assert.NotEqual(Id(first), Id(second));
    }

    [Fact]
    public async Task One_event_id_of_two_sources_is_two_feedback()
    {
        var till = await PostAsync(_till, new { source = "pos-42", sourceEventId = "1", text = "Fine." });
        var survey = await PostAsync(_survey, new { source = "survey", sourceEventId = "1", text = "Fine." });

        Assert.False(survey.GetProperty("duplicate").GetBoolean());
        Assert.NotEqual(Id(till), Id(survey));
    }

    [Fact]
    public async Task An_event_that_is_twice_in_one_batch_is_stored_once()
    {
        var item = new { source = "pos-42", sourceEventId = "r-1", text = "Fine." };

        var batch = await PostBatchAsync([item, item]);

        Assert.Equal((1, 1, 0), (Count(batch, "accepted"), Count(batch, "duplicates"), Count(batch, "rejected")));
        var results = batch.GetProperty("results");
        Assert.Equal(Id(results[0]), Id(results[1]));
    }

    [Fact]
    public async Task A_batchs_results_stand_in_the_order_of_its_items()
    {
        var single = new List<string?>();
        for (var i = 0; i < 50; i++)
            single.Add(Id(await PostAsync(_till, new { source = "pos-42", sourceEventId = $"r-{i}", text = "Fine." })));

        var batch = await PostBatchAsync([.. Enumerable.Range(0, 100).Select(i => new { source = "pos-42", sourceEventId = $"r-{i}", text = "Fine." })]);

        Assert.Equal((50, 50, 0), (Count(batch, "accepted"), Count(batch, "duplicates"), Count(batch, "rejected")));
        var results = batch.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 100), results.Select(result => result.GetProperty("index").GetInt32()));
        Assert.Equal(single, results.Take(50).Select(result => Id(result)));
    }

    [Fact]
    public async Task A_feedback_can_be_read_as_soon_as_it_is_accepted()
    {
        var posted = await PostAsync(_till, new { source = "pos-42", text = "Fine." });

        var stored = await _program.Manager.GetFromJsonAsync<JsonElement>($"/v1/feedback/{Id(posted)}");

        Assert.Equal("Fine.", stored.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Posting_everything_again_changes_no_count()
    {
        var items = Enumerable.Range(0, 20)
            .Select(i => (object)new
            {
                source = "pos-42",
                sourceEventId = $"r-{i}",
                occurredAt = DateTimeOffset.UnixEpoch.AddDays(20_700),
                text = "The refund took six weeks."
            }).ToArray();
        await PostBatchAsync(items);
        await _program.DrainAsync();
        var before = await MapAsync();

        await PostBatchAsync([.. items.Reverse(), .. items]);
        await _program.DrainAsync();

        Assert.Equal(before, await MapAsync());

        Task<string> MapAsync() => _program.Manager.GetStringAsync(new Uri("/v1/journeys/retail/map?from=2026-09-01&to=2026-09-30", UriKind.Relative));
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, object feedback, string? idempotencyKey = null)
    {
        var (status, answer) = await SendAsync(client, feedback, idempotencyKey);
        Assert.True(status == 202, answer.ToString());
        return answer;
    }

    private static async Task<(int Status, JsonElement Answer)> SendAsync(HttpClient client, object feedback, string? idempotencyKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/feedback", UriKind.Relative)) { Content = JsonContent.Create(feedback) };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (response.IsSuccessStatusCode)
            Assert.Equal($"/v1/feedback/{Id(answer)}", response.Headers.Location?.ToString());
        return ((int)response.StatusCode, answer);
    }

    private async Task<JsonElement> PostBatchAsync(object[] items)
    {
        using var response = await _till.PostAsJsonAsync("/v1/feedback/batch", items);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string? Id(JsonElement answer) => answer.GetProperty("id").GetString();

    private static int Count(JsonElement batch, string what) => batch.GetProperty(what).GetInt32();
}
