using Feedback.App.Tests.BadInput;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.OpenApi;

public sealed class RouteTests(ContractProgram contract) : IClassFixture<ContractProgram>
{
    /// <summary>Routes that anyone may call, since they give nothing away, or ask for a signed link; every other answers 401 without a key.</summary>
    private static readonly string[] Open = ["GET /healthz", "GET /readyz", "GET /assets/{name}", "GET /digests/unsubscribe", "POST /digests/unsubscribe",
        "GET /openapi/v1.json", "GET /opt-out", "POST /opt-out", "POST /sign-in", "GET /sign-in/company", "GET /sign-in/welcome", "POST /sign-out"];

    private RunningProgram Program => contract.Program;

    [Fact]
    public void The_routes_and_who_may_call_them_are_those_that_were_reviewed()
    {
        var reviewed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "OpenApi", "routes.txt"));

        Assert.Equal(reviewed, Route.AllOf(Program).Select(route => route.ToString()));
    }

    [Fact]
    public async Task Every_route_but_health_answers_401_without_a_key_and_with_a_wrong_one()
    {
        using var stranger = Program.WithKey("fbm_nobody-knows-this-key");
        foreach (var route in Route.AllOf(Program).Where(route => !Open.Contains($"{route.Method} {route.Path}")))
        {
            foreach (var client in new[] { Program.Anonymous, stranger })
            {
                using var request = new HttpRequestMessage(new(route.Method), route.Sample);
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

                Assert.True((int)response.StatusCode == 401, $"{route}: {(int)response.StatusCode}");
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
                Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            }
        }
    }

    [Fact]
    public Task Every_route_of_managers_answers_403_to_a_source() =>
        AssertForbiddenAsync("manager", contract.Till, "This is a source key; this takes a manager's.");

    [Fact]
    public Task Every_route_of_readers_answers_403_to_a_source() =>
        AssertForbiddenAsync("reader", contract.Till, "This is a source key; this takes a reader's or a manager's.");

    [Fact]
    public Task Every_route_of_sources_answers_403_to_a_manager() =>
        AssertForbiddenAsync("source", contract.Manager, "This is a manager key; feedback is sent with a source's key.");

    private async Task AssertForbiddenAsync(string policy, HttpClient client, string detail)
    {
        var routes = Route.AllOf(Program).Where(route => route.Policy == policy).ToList();
        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            using var request = new HttpRequestMessage(new(route.Method), route.Sample);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            Assert.True((int)response.StatusCode == 403, $"{route}: {(int)response.StatusCode}");
            await new ExpectedProblem(403, "forbidden", Detail: detail).AssertAsync(response);
        }
    }
}
