using System.Net;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.OpenApi;

public sealed class HeadTests
{
    [Fact]
    public async Task Every_route_of_GET_answers_HEAD_as_it_answers_GET_without_a_body()
    {
        await using var program = await RunningProgram.StartAsync();
        var differing = new List<string>();
        foreach (var route in Route.AllOf(program).Where(route => route.Method == "GET"))
        {
            foreach (var client in new[] { program.Manager, program.Anonymous })
            {
                // Only the headers: the stream's body does not end.
                using var got = await client.GetAsync(route.Sample, HttpCompletionOption.ResponseHeadersRead);
                using var request = new HttpRequestMessage(HttpMethod.Head, route.Sample);
                using var head = await client.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(10));
                if ((head.StatusCode, TypeOf(head)) != (got.StatusCode, TypeOf(got)) || (await head.Content.ReadAsByteArrayAsync()).Length > 0)
                    differing.Add($"{route.Sample}: {got.StatusCode} {TypeOf(got)}, but {head.StatusCode} {TypeOf(head)}");
            }
        }

        Assert.Empty(differing);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/")]
    public async Task A_monitor_may_ask_for_the_headers_alone(string path)
    {
        await using var program = await RunningProgram.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));

        using var response = await program.Manager.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_route_that_only_takes_posts_refuses_HEAD_and_one_that_is_read_names_it()
    {
        await using var program = await RunningProgram.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/v1/webhooks/pos-42", UriKind.Relative));

        using var posted = await program.Manager.SendAsync(request);
        using var read = await program.Manager.DeleteAsync(new Uri("/healthz", UriKind.Relative));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Equal(["GET", "HEAD"], read.Content.Headers.Allow.Order());
    }

    private static string? TypeOf(HttpResponseMessage response) => response.Content.Headers.ContentType?.ToString();
}
