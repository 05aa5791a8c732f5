using System.Net;
using Feedback.App.Tests.Running;
using Feedback.Core.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Pages;

public sealed class SignInTests
{
    [Fact]
    public async Task Who_is_not_signed_in_gets_401_with_the_form()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);

        using var response = await visitor.GetAsync("/?days=7&touchpoint=web");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var form = (await PageVisitor.ReadAsync(response)).QuerySelector("form[method=post][action='/sign-in']")!;
        var key = form.QuerySelector("input[name=key]")!;
        Assert.Equal(("password", "current-password"), (key.GetAttribute("type"), key.GetAttribute("autocomplete")));
        Assert.Equal("/?days=7&touchpoint=web", form.QuerySelector("input[name=returnUrl]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_managers_key_signs_in_and_leads_to_the_page_that_was_asked_for()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);

        using var response = await visitor.SignInAsync(returnUrl: "/?days=7");

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/?days=7", response.Headers.Location?.OriginalString);
        using var page = await visitor.GetAsync("/?days=7");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task The_sessions_cookie_is_kept_from_scripts_and_from_other_sites()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);

        using var response = await visitor.SignInAsync();

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("feedback=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_key_answers_401_with_the_form_and_says_so()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);

        using var response = await visitor.SignInAsync("not-the-key-of-anybody", "/?days=90");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.TryGetValues("Set-Cookie", out var cookies)
            && cookies.Any(cookie => cookie.StartsWith("feedback=", StringComparison.Ordinal)));
        var page = await PageVisitor.ReadAsync(response);
        Assert.Contains("Unknown key", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/?days=90", page.QuerySelector("input[name=returnUrl]")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("input[name=key]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_sources_key_does_not_sign_in()
    {
        await using var program = await RunningProgram.StartAsync();
        var (source, _) = await program.AddSourceAsync("pos-42");
        using var visitor = new PageVisitor(program);

        using var response = await visitor.SignInAsync(source.DefaultRequestHeaders.Authorization!.Parameter!);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("source key", (await PageVisitor.ReadAsync(response)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        using var page = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    public async Task A_form_without_its_token_answers_400(string address)
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);

        using var response = await visitor.PostAsync(address, ("key", RunningProgram.ManagerKey));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("evil.example")]
    [InlineData("/é")]
    [InlineData("")]
    public async Task Signing_in_never_leads_away_from_the_program(string returnUrl)
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);

        using var response = await visitor.SignInAsync(returnUrl: returnUrl);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();

        using var response = await visitor.PostAsync("/sign-out", ("__RequestVerificationToken", await visitor.TokenAsync()));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location?.OriginalString));
        using var page = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_with_the_key_that_opened_it()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();
        using var before = await visitor.GetAsync("/");

        await program.Services.GetRequiredService<KeyRing>().RevokeAsync(ApiKey.Hash(RunningProgram.ManagerKey));

        using var after = await visitor.GetAsync("/");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task The_eleventh_wrong_key_within_a_minute_is_told_to_wait_and_the_right_one_is_let_in()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        for (var i = 0; i < 10; i++)
            (await visitor.SignInAsync("not-the-key-of-anybody")).Dispose();

        using var wrong = await visitor.SignInAsync("not-the-key-of-anybody");
        using var right = await visitor.SignInAsync();

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.SeeOther), (wrong.StatusCode, right.StatusCode));
        Assert.True(wrong.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.NotNull((await PageVisitor.ReadAsync(wrong)).QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task Forms_without_a_token_shut_nobody_out()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        for (var i = 0; i < 20; i++)
            (await visitor.PostAsync("/sign-in", ("key", "x"))).Dispose();

        using var wrong = await visitor.SignInAsync("not-the-key-of-anybody");

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Fact]
    public async Task A_cookie_that_was_copied_is_dead_once_its_owner_has_signed_out()
    {
        await using var program = await RunningProgram.StartAsync();
        using var visitor = new PageVisitor(program);
        using var thief = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();
        thief.Cookies.Add(visitor.Cookies.GetAllCookies());
        using var before = await thief.GetAsync("/");

        (await visitor.PostAsync("/sign-out", ("__RequestVerificationToken", await visitor.TokenAsync()))).Dispose();

        using var after = await thief.GetAsync("/");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }
}
