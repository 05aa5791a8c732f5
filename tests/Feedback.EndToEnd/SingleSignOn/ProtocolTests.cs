using System.Net;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.SingleSignOn;

/// <summary>What of OpenID Connect keeps strangers out, and what happens while the provider is away or changes its keys.</summary>
public sealed class ProtocolTests : IAsyncLifetime, IDisposable
{
    private const string Audience = "urn:feedback-api";
    private const string Failed = "Sign-in failed";
    private const string Untrusted = "could not be trusted";

    private readonly ReservedPort _port = new();
    private readonly PlainBrowser _browser = new();
    private IdentityProvider? _provider;
    private FeedbackProcess _program = null!;

    public async Task InitializeAsync() => _program = await FeedbackProcess.StartAsync(FeedbackProcess.FreshData(), "serve",
        $"--Feedback:OpenIdAuthority=http://127.0.0.1:{_port.Number}", "--Feedback:OpenIdClientId=feedback",
        "--Feedback:OpenIdClientSecret=secret-of-the-tests", $"--Feedback:OpenIdAudience={Audience}");

    public async Task DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_program.Data, recursive: true);
        if (_provider is not null)
            await _provider.DisposeAsync();
    }

    public void Dispose()
    {
        _browser.Dispose();
        _port.Dispose();
    }

    [Fact]
    public async Task The_code_comes_back_in_the_query_under_pkce_with_a_nonce()
    {
        await StartProviderAsync();

        using var begun = await _browser.GetAsync(new(_program.Address, "/sign-in/company"));

        var asked = begun.Headers.Location!.Query;
        Assert.Contains("response_type=code", asked, StringComparison.Ordinal);
        Assert.Contains("code_challenge_method=S256", asked, StringComparison.Ordinal);
        Assert.Contains("nonce=", asked, StringComparison.Ordinal);
        Assert.Contains("scope=openid%20profile%20email", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("response_mode", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("x-client", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookies_of_a_sign_in_under_way_come_back_with_a_link_also_over_http()
    {
        await StartProviderAsync();

        using var begun = await _browser.GetAsync(new(_program.Address, "/sign-in/company"));

        var cookies = begun.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/sign-in/callback", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Whoever_signed_in_has_a_session_that_no_other_site_can_use()
    {
        await StartProviderAsync();

        using var back = await _browser.GetAsync(await _browser.GetAnswerAsync(_program.Address, "anna"));

        Assert.Equal("/sign-in/welcome", new Uri(_program.Address, back.Headers.Location!).AbsolutePath);
        var session = Assert.Single(back.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("feedback=", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((200, "anna"), await OverviewAsync());
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        await StartProviderAsync();
        var answer = await _browser.GetAnswerAsync(_program.Address, "anna");
        (await _browser.GetAsync(answer)).Dispose();
        _browser.Forget(cookie => cookie.Name == "feedback");

        await RefusedAsync(_browser, answer, Failed);
    }

    [Fact]
    public async Task An_answer_means_nothing_in_another_browser()
    {
        await StartProviderAsync();
        using var another = new PlainBrowser();

        await RefusedAsync(another, await _browser.GetAnswerAsync(_program.Address, "anna"), Failed);
    }

    [Fact]
    public async Task An_answer_with_a_state_that_the_program_did_not_write_is_refused()
    {
        await StartProviderAsync();
        var answer = (await _browser.GetAnswerAsync(_program.Address, "anna")).AbsoluteUri;

        await RefusedAsync(_browser, new(answer.Replace("&state=", "&state=x", StringComparison.Ordinal)), Failed);
    }

    [Fact]
    public async Task A_token_with_a_nonce_that_this_browser_does_not_hold_is_refused()
    {
        await StartProviderAsync();
        var answer = await _browser.GetAnswerAsync(_program.Address, "anna");
        _browser.Forget(cookie => cookie.Name.Contains("Nonce", StringComparison.Ordinal));

        await RefusedAsync(_browser, answer, Untrusted);
    }

    [Fact]
    public async Task Whoever_says_no_at_the_provider_is_not_let_in()
    {
        await StartProviderAsync();
        var answer = await _browser.GetAnswerAsync(_program.Address, "anna");
        var state = answer.Query.Split('&').Single(pair => pair.TrimStart('?').StartsWith("state=", StringComparison.Ordinal)).TrimStart('?');

        await RefusedAsync(_browser, new(_program.Address, "/sign-in/callback?error=access_denied&" + state), Failed);
    }

    [Fact]
    public async Task A_key_that_the_provider_has_changed_is_fetched_when_a_token_needs_it_for_the_next_try()
    {
        await StartProviderAsync();
        await SignInAsync();
        Assert.Equal(HttpStatusCode.OK, await CallWithTokenAsync());

        await _provider!.RotateKeyAsync();

        _browser.Forget(_ => true);
        await RefusedAsync(_browser, await _browser.GetAnswerAsync(_program.Address, "anna"), Untrusted);
        Assert.Equal(HttpStatusCode.Unauthorized, await CallWithTokenAsync());
        await SoonAsync(async () => await TrySignInAsync() == (200, "anna"));
        await SoonAsync(async () => await CallWithTokenAsync() == HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_program_starts_without_the_provider_and_takes_people_in_when_it_is_there()
    {
        using (var away = await _browser.GetAsync(new(_program.Address, "/sign-in/company")))
        {
            Assert.Equal(HttpStatusCode.BadGateway, away.StatusCode);
            Assert.Contains(Failed, await away.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var known = await _program.Manager.GetAsync(new Uri("/v1/journeys", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);

        await StartProviderAsync();

        await SignInAsync();
        Assert.Equal(HttpStatusCode.OK, await CallWithTokenAsync());
    }

    [Fact]
    public async Task The_handlers_own_addresses_for_signing_out_are_nobodys()
    {
        await StartProviderAsync();
        await SignInAsync();

        foreach (var address in new[] { "/signout-oidc", "/signout-callback-oidc" })
        {
            using var response = await _browser.GetAsync(new(_program.Address, address));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal((200, "anna"), await OverviewAsync());
    }

    private async Task StartProviderAsync() => _provider = await IdentityProvider.StartAsync(_port.Number);

    private async Task SignInAsync() => Assert.Equal((200, "anna"), await TrySignInAsync());

    private async Task<(int Status, string? Who)> TrySignInAsync()
    {
        (await _browser.GetAsync(await _browser.GetAnswerAsync(_program.Address, "anna"))).Dispose();
        return await OverviewAsync();
    }

    private static async Task SoonAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
            await Task.Delay(100, patience.Token);
    }

    private async Task<(int Status, string? Who)> OverviewAsync()
    {
        using var response = await _browser.GetAsync(_program.Address);
        var page = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, page.Contains(">anna<", StringComparison.Ordinal) ? "anna" : null);
    }

    private async Task<HttpStatusCode> CallWithTokenAsync()
    {
        using var client = _program.WithKey(await _provider!.TokenAsync(Audience));
        using var response = await client.GetAsync(new Uri("/v1/journeys", UriKind.Relative));
        return response.StatusCode;
    }

    private async Task RefusedAsync(PlainBrowser browser, Uri answer, string why)
    {
        using var refused = await browser.GetAsync(answer);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains(why, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var look = await browser.GetAsync(_program.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, look.StatusCode);
    }
}
