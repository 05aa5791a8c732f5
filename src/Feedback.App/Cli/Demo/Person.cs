using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Feedback.Core.Access;
using Feedback.Web.Hosting;

namespace Feedback.App.Cli.Demo;

/// <summary>Somebody who works at the retailer, with a key of their own for as long as the play lasts: what they do stands under their name.</summary>
internal sealed class Person : IAsyncDisposable
{
    private static readonly TimeSpan LongestPlay = TimeSpan.FromHours(24);

    private readonly HttpClient _http;
    private readonly Func<Task> _leave;

    private Person(Uri address, string key, Func<Task> leave)
    {
        _leave = leave;
        _http = new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }

    /// <summary>Whoever holds the installation's own key: gives the others theirs.</summary>
    public static async Task<Person> InChargeAsync(FeedbackProgram program, CancellationToken cancellationToken)
    {
        var keys = program.App.Services.GetRequiredService<KeyRing>();
        var key = ApiKey.Create("fbm_");
        // By the real time, as the store counts: the played one lies weeks behind.
        await keys.AddAsync(new(ApiKey.Hash(key), KeyKind.Manager, null, TimeProvider.System.GetUtcNow() + LongestPlay), cancellationToken);
        return new(ServedAddress.Of(program.App.Urls), key, () => keys.RevokeAsync(ApiKey.Hash(key), CancellationToken.None));
    }

    /// <summary>Gives somebody a key.</summary>
    public async Task<Person> InviteAsync(string name, CancellationToken cancellationToken)
    {
        var made = await SendAsync(HttpMethod.Post, "/v1/keys", new() { ["name"] = name, ["role"] = "manager" }, null, cancellationToken);
        var id = made!["id"]!.GetValue<string>();
        return new(_http.BaseAddress!, made["key"]!.GetValue<string>(),
            () => SendAsync(HttpMethod.Delete, $"/v1/keys/{id}", null, null, CancellationToken.None));
    }

    /// <summary>Takes back the keys that a play which was broken off has left.</summary>
    public async Task DismissAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        foreach (var key in (await GetAsync("/v1/keys", cancellationToken)).Body["items"]!.AsArray())
        {
            if (names.Contains(key!["name"]!.GetValue<string>()))
                await SendAsync(HttpMethod.Delete, $"/v1/keys/{key["id"]!.GetValue<string>()}", null, null, cancellationToken);
        }
    }

    /// <summary>Reads something.</summary>
    public async Task<(JsonNode Body, string? ETag)> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        return ((await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken))!,
            response.Headers.ETag?.Tag);
    }

    /// <summary>Does something.</summary>
    /// <returns>The answer; <c>null</c> where there is none.</returns>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, string? etag, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (etag is not null)
            request.Headers.IfMatch.Add(new(etag));
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new CommandException($"The demo's {method} {path} was refused with {(int)response.StatusCode}: {answer}");
        return answer.Length == 0 ? null : JsonNode.Parse(answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _leave();
        _http.Dispose();
    }
}
