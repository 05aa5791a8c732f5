using System.Net;
using System.Net.Http.Headers;
using Feedback.Core.Requests;
using Feedback.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace Feedback.App.Cli.Posting;

/// <summary>Posts feedback in batches over HTTP. A batch that got no answer is posted again: every row has an id of its event, so it counts once.</summary>
internal sealed class BatchPoster(HttpClient http, TimeProvider time)
{
    /// <summary>How many rows go together: few enough that the progress moves and a stop costs little, many enough that the disk's flushes do not
    /// count.</summary>
    public const int Rows = 500;

    /// <summary>How many bytes go together.</summary>
    public const int Bytes = RequestLimits.BodyBytes - 4096;

    private const int Attempts = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

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

        var pause = FirstPause;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            var (answer, fault, retryAfter) = await TryAsync(body, cancellationToken);
            if (answer is not null)
                return answer;
            if (attempt == Attempts)
                throw new CommandException($"{fault} Tried {Attempts} times; start the same command again to go on.");
            await Task.Delay(retryAfter ?? pause, time, cancellationToken);
        }
    }

    private async Task<(AcceptedBatch? Answer, string? Fault, TimeSpan? RetryAfter)> TryAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(ContentTypes.NdJson) } };
        HttpResponseMessage response;
        try
        {
            response = await http.PostAsync(new Uri("/v1/feedback/batch", UriKind.Relative), content, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, $"{http.BaseAddress} cannot be reached: {exception.Message}.", null);
        }

        using (response)
        {
            if (response.IsSuccessStatusCode)
                return ((await response.Content.ReadFromJsonAsync(AppJson.Default.AcceptedBatch, cancellationToken))!, null, null);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                return (null, $"{http.BaseAddress} answers {(int)response.StatusCode}.", response.Headers.RetryAfter?.Delta);
            throw new CommandException(response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => $"{http.BaseAddress} does not know the key.",
                HttpStatusCode.Forbidden => $"{http.BaseAddress} does not take feedback under this key: a source's key is needed, not a manager's.",
                _ => $"{http.BaseAddress} refuses the feedback: {(int)response.StatusCode} {response.ReasonPhrase}.",
            });
        }
    }
}

/// <summary>Says in one line why a row was refused.</summary>
internal static class Refusal
{
    public static string Of(ProblemDetails problem) =>
        problem.Extensions.TryGetValue("errors", out var errors)
            && errors is System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.Object } fields
            ? string.Join("; ", fields.EnumerateObject().SelectMany(field =>
                field.Value.EnumerateArray().Select(message => $"{field.Name} {message.GetString()}")))
            : problem.Title ?? "refused";
}
