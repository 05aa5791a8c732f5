using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Feedback.App.Cli;
using Feedback.App.Cli.Posting;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.App.Tests.Cli;

/// <summary>How the import and the demo post while a server is busy, or away.</summary>
public sealed class BatchPosterTests : IDisposable
{
    private const string Accepted = """{"accepted":1,"duplicates":0,"rejected":0,"results":[]}""";

    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly Server _server = new();
    private readonly HttpClient _http;
    private readonly BatchPoster _poster;

    public BatchPosterTests()
    {
        _http = new(_server) { BaseAddress = new("http://localhost") };
        _poster = new(_http, _time);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Rows_go_together_one_on_a_line()
    {
        _server.Answers.Enqueue(() => Answer(HttpStatusCode.Accepted));

        var batch = await _poster.PostAsync([Row("1"), Row("2")], default);

        Assert.Equal((1, "1\n2\n"), (batch.Accepted, Assert.Single(_server.Bodies)));
    }

    [Fact]
    public async Task A_batch_without_an_answer_is_posted_again_after_ever_longer_pauses()
    {
        _server.Answers.Enqueue(() => throw new HttpRequestException("refused"));
        _server.Answers.Enqueue(() => Answer(HttpStatusCode.ServiceUnavailable));
        _server.Answers.Enqueue(() => Answer(HttpStatusCode.Accepted));

        var posting = _poster.PostAsync([Row("1")], default);
        await PausesAsync(1, TimeSpan.FromMilliseconds(250));
        await PausesAsync(2, TimeSpan.FromMilliseconds(500));

        Assert.Equal(1, (await posting).Accepted);
        Assert.Equal(["1\n", "1\n", "1\n"], _server.Bodies);
    }

    [Fact]
    public async Task A_server_that_says_when_to_come_back_is_left_alone_until_then()
    {
        _server.Answers.Enqueue(() => Answer(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)));
        _server.Answers.Enqueue(() => Answer(HttpStatusCode.Accepted));

        var posting = _poster.PostAsync([Row("1")], default);
        await PausesAsync(1, TimeSpan.FromSeconds(7));

        Assert.Equal(1, (await posting).Accepted);
    }

    [Fact]
    public async Task When_to_come_back_may_be_a_date()
    {
        _server.Answers.Enqueue(() =>
        {
            var answer = Answer(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(_time.GetUtcNow() + TimeSpan.FromSeconds(9));
            return answer;
        });
        _server.Answers.Enqueue(() => Answer(HttpStatusCode.Accepted));

        var posting = _poster.PostAsync([Row("1")], default);
        await PausesAsync(1, TimeSpan.FromSeconds(9));

        Assert.Equal(1, (await posting).Accepted);
    }

    [Fact]
    public async Task However_long_a_server_asks_to_wait_it_is_asked_again_after_a_minute()
    {
        _server.Answers.Enqueue(() => Answer(HttpStatusCode.TooManyRequests, TimeSpan.FromDays(7)));
        _server.Answers.Enqueue(() => Answer(HttpStatusCode.Accepted));

        var posting = _poster.PostAsync([Row("1")], default);
        await PausesAsync(1, TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await posting).Accepted);
    }

    [Fact]
    public async Task After_six_times_it_is_left_to_whoever_started_the_command()
    {
        for (var attempt = 0; attempt < 6; attempt++)
            _server.Answers.Enqueue(() => Answer(HttpStatusCode.BadGateway));

        var posting = _poster.PostAsync([Row("1")], default);
        for (var attempt = 1; attempt < 6; attempt++)
            await PausesAsync(attempt, TimeSpan.FromMilliseconds(250) * Math.Pow(2, attempt - 1));

        var exception = await Assert.ThrowsAsync<CommandException>(() => posting);
        Assert.Contains("answers 502. Tried 6 times", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_final()
    {
        _server.Answers.Enqueue(() => Answer(HttpStatusCode.Unauthorized));

        var exception = await Assert.ThrowsAsync<CommandException>(() => _poster.PostAsync([Row("1")], default));

        Assert.Contains("does not know the key", exception.Message, StringComparison.Ordinal);
        Assert.Single(_server.Bodies);
    }

    /// <summary>After so many attempts there is a pause, exactly as long.</summary>
    private async Task PausesAsync(int attempts, TimeSpan pause)
    {
        await _server.HasAsync(attempts);
        _time.Advance(pause - TimeSpan.FromTicks(1));
        await Task.Delay(20);
        Assert.Equal(attempts, _server.Bodies.Count);
        _time.Advance(TimeSpan.FromTicks(1));
    }

    private static ReadOnlyMemory<byte> Row(string json) => Encoding.UTF8.GetBytes(json);

    private static HttpResponseMessage Answer(HttpStatusCode status, TimeSpan? retryAfter = null)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(Accepted, Encoding.UTF8, "application/json") };
        if (retryAfter is { } wait)
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(wait);
        return answer;
    }

    private sealed class Server : HttpMessageHandler
    {
        private readonly SemaphoreSlim _arrived = new(0);

        public Queue<Func<HttpResponseMessage>> Answers { get; } = new();

        public List<string> Bodies { get; } = [];

        public async Task HasAsync(int attempts)
        {
            while (Bodies.Count < attempts)
                await _arrived.WaitAsync(TimeSpan.FromMinutes(1));
            // The pause begins behind the answer.
            await Task.Delay(20);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            _arrived.Release();
            return Answers.Dequeue()();
        }

        protected override void Dispose(bool disposing)
        {
            _arrived.Dispose();
            base.Dispose(disposing);
        }
    }
}
