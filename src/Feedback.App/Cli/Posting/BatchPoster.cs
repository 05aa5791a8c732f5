using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Feedback.Core.Requests;
using Feedback.Web.Api;
using Microsoft.AspNetCore.Mvc;
using Polly;

namespace Feedback.App.Cli.Posting;

/// <summary>Posts feedback in batches over HTTP. A batch that got no answer is posted again: every row has an id of its event, so it counts once.</summary>
internal sealed class BatchPoster
{
    /// <summary>How many rows go together: few enough that the progress moves and a stop costs little, many enough that the disk's flushes do not
    /// count.</summary>
    public const int Rows = 500;

    /// <summary>How many bytes go together.</summary>
    public const int Bytes = RequestLimits.BodyBytes - 4096;

    private const int Attempts = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);


    /// <summary>However long a server asks to wait: whoever watches the import would take it for dead.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<Attempt> _attempts;

    public BatchPoster(HttpClient http, TimeProvider time)
    {
        (_http, _time) = (http, time);
        _attempts = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddRetry(new()
            {
                MaxRetryAttempts = Attempts - 1,
                Delay = FirstPause,
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { Answer: null }),
                DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter),
            })
            .Build();
    }

    /// <summary>Posts rows of the program's own, all of which must be accepted.</summary>
    /// <returns>What became of each.</returns>
    /// <exception cref="CommandException">The server refuses everything, or cannot be reached.</exception>
    public async Task<AcceptedBatch> PostSamplesAsync(IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(rows, cancellationToken);
        return answer.Results.FirstOrDefault(result => result.Problem is not null) is { Problem: { } problem }
            ? throw new UnreachableException($"a sample was rejected: {Refusal.Of(problem)}") : answer;
    }

    /// <summary>Posts rows, each the JSON of one feedback on one line.</summary>
    /// <returns>What became of each.</returns>
    /// <exception cref="CommandException">The server refuses everything, or cannot be reached.</exception>
    public async Task<AcceptedBatch> PostAsync(IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    {
        var body = new byte[rows.Sum(row => row.Length + 1)];
        var at = 0;
        foreach (var row in rows)
        {
            row.CopyTo(body.AsMemory(at));
            body[at + row.Length] = (byte)'\n';
            at += row.Length + 1;
        }

        var last = await _attempts.ExecuteAsync(async token => await TryAsync(body, token), cancellationToken);
        return last.Answer ?? throw new CommandException($"{last.Fault} Tried {Attempts} times; start the same command again to go on.");
    }

    private async Task<Attempt> TryAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(ContentTypes.NdJson) } };
        HttpResponseMessage response;
        try
        {
            response = await _http.PostAsync(new Uri("/v1/feedback/batch", UriKind.Relative), content, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(null, $"{_http.BaseAddress} cannot be reached: {exception.Message}.", null);
        }

        using (response)
        {
            if (response.IsSuccessStatusCode)
                return new((await response.Content.ReadFromJsonAsync(AppJson.Default.AcceptedBatch, cancellationToken))!, null, null);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                return new(null, $"{_http.BaseAddress} answers {(int)response.StatusCode}.", PauseAskedFor(response.Headers.RetryAfter));
            throw new CommandException(response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => $"{_http.BaseAddress} does not know the key.",
                HttpStatusCode.Forbidden => $"{_http.BaseAddress} does not take feedback under this key: a source's key is needed, not a manager's.",
                _ => $"{_http.BaseAddress} refuses the feedback: {(int)response.StatusCode} {response.ReasonPhrase}.",
            });
        }
    }

    /// <summary>What <c>Retry-After</c> says, in seconds or as a date.</summary>
    private TimeSpan? PauseAskedFor(RetryConditionHeaderValue? retryAfter) =>
        (retryAfter?.Delta ?? (retryAfter?.Date - _time.GetUtcNow())) is { } pause
            ? TimeSpan.FromTicks(Math.Clamp(pause.Ticks, 0, LongestPause.Ticks)) : null;

    private sealed record Attempt(AcceptedBatch? Answer, string? Fault, TimeSpan? RetryAfter);
}

/// <summary>Says in one line why a row was refused.</summary>
internal static class Refusal
{
    public static string Of(FieldErrors errors) =>
        string.Join("; ", errors.ToDictionary().SelectMany(field => field.Value.Select(message => $"{field.Key} {message}")));

    public static string Of(ProblemDetails problem) =>
        problem.Extensions.TryGetValue("errors", out var errors)
            && errors is System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.Object } fields
            ? string.Join("; ", fields.EnumerateObject().SelectMany(field =>
                field.Value.EnumerateArray().Select(message => $"{field.Name} {message.GetString()}")))
            : problem.Title ?? "refused";
}
