using System.Net;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Pages;

public sealed class SessionOnTheApiTests
{
    private const string Problem = "application/problem+json";
    private static readonly object Source = new { id = "pos-42", touchpoint = "store" };

    [Fact]
    public async Task A_session_reads_the_api()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);

        using var response = await visitor.GetAsync("/v1/tickets");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/v1/sources")]
    [InlineData("PUT", "/v1/sources")]
    [InlineData("DELETE", "/v1/sources/pos-42")]
    [InlineData("POST", "/V1/sources")]
    public async Task A_session_changes_nothing_through_the_api_without_a_token(string method, string address)
    {
        await using var program = await RunningProgram.StartAsync();
        (await program.AddSourceAsync("pos-42")).Client.Dispose();
        using var visitor = await SignedInAsync(program);

        using var response = await visitor.SendJsonAsync(new(method), address, new { id = "other", touchpoint = "store" });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(Problem, response.Content.Headers.ContentType?.MediaType);
        var sources = await program.Manager.GetStringAsync(new Uri("/v1/sources", UriKind.Relative));
        Assert.Contains("pos-42", sources, StringComparison.Ordinal);
        Assert.DoesNotContain("other", sources, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_changes_something_with_its_pages_token()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = await SignedInAsync(program);

        using var response = await visitor.SendJsonAsync(HttpMethod.Post, "/v1/sources", Source, await visitor.TokenAsync());

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task A_token_from_before_signing_in_is_not_enough()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        var anonymous = await visitor.TokenAsync();
        (await visitor.SignInAsync()).Dispose();

        using var response = await visitor.SendJsonAsync(HttpMethod.Post, "/v1/sources", Source, anonymous);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/v1/tickets")]
    [InlineData("POST", "/v1/sources")]
    public async Task A_cookie_that_holds_no_longer_answers_401_with_a_problem(string method, string address)
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        visitor.Cookies.Add(program.Address, new Cookie("feedback", "of-an-earlier-installation"));

        using var response = method == "GET" ? await visitor.GetAsync(address) : await visitor.SendJsonAsync(HttpMethod.Post, address, Source);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(Problem, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_cookie_that_holds_no_longer_leads_to_the_form_on_a_page()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        visitor.Cookies.Add(program.Address, new Cookie("feedback", "of-an-earlier-installation"));

        using var response = await visitor.GetAsync("/");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.NotNull((await PageVisitor.ReadAsync(response)).QuerySelector("form[action='/sign-in']"));
    }

    private static async Task<PageVisitor> SignedInAsync(RunningProgram program)
    {
        var visitor = new PageVisitor(program);
        using var response = await visitor.SignInAsync();
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return visitor;
    }
}
