using Feedback.App.Tests.OpenApi;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Privacy;

public sealed class AnswerPrivacyTests : IAsyncLifetime
{
    private RunningProgram _program = null!;

    public async Task InitializeAsync() => _program = await RunningProgram.StartAsync();

    public async Task DisposeAsync() => await _program.DisposeAsync();

    [Fact]
    public async Task No_answer_of_any_route_is_kept_or_taken_for_something_else()
    {
        var (till, _) = await _program.AddSourceAsync("pos-42");
        // Those are part of the program: nothing that was stored is in them.
        var routes = Route.AllOf(_program).Where(route => !route.Path.StartsWith("/assets/", StringComparison.Ordinal)
            && !route.Path.StartsWith("/openapi/", StringComparison.Ordinal)).ToList();
        foreach (var route in routes)
        {
            foreach (var client in new[] { _program.Manager, till, _program.Anonymous })
                await AssertPrivateAsync(client, new(route.Method), route.Sample);
        }

        Assert.True(routes.Count > 70);
    }

    [Fact]
    public async Task Nor_is_the_answer_with_a_customers_words()
    {
        var (till, _) = await _program.AddSourceAsync("pos-42");
        using var posted = await till.PostAsync("/v1/feedback", new StringContent(
            """{"source":"pos-42","text":"Too dear.","customer":{"id":"c-1"}}""", null, "application/json"));
        await _program.DrainAsync();

        foreach (var path in new[] { posted.Headers.Location!.ToString(), "/v1/feedback", posted.Headers.Location.ToString()[3..], "/feedback" })
            await AssertPrivateAsync(_program.Manager, HttpMethod.Get, new(path, UriKind.Relative), "Too dear");
    }

    [Fact]
    public async Task Nor_is_the_answer_where_there_is_nothing() =>
        await AssertPrivateAsync(_program.Anonymous, HttpMethod.Get, new("/nowhere", UriKind.Relative));

    private static async Task AssertPrivateAsync(HttpClient client, HttpMethod method, Uri path, string? holds = null)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.Headers.CacheControl?.NoStore, $"{method} {path}: Cache-Control is {response.Headers.CacheControl}");
        Assert.True(response.Headers.TryGetValues("X-Content-Type-Options", out var values) && values.Single() == "nosniff", $"{method} {path}");
        if (holds is not null)
            Assert.Contains(holds, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
