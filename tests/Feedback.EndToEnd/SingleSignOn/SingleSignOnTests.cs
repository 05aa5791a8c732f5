using System.Net;
using System.Net.Http.Json;
using Feedback.EndToEnd.Pages;
using Feedback.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Feedback.EndToEnd.SingleSignOn;

/// <summary>The real program, a real browser and a real OpenID Connect provider.</summary>
[Collection(BrowserOnFeedback.Collection)]
public sealed class SingleSignOnTests(BrowserOnFeedback browser) : IAsyncLifetime
{
    private const string Audience = "urn:feedback-api";

    private IdentityProvider _provider = null!;
    private FeedbackProcess _program = null!;

    public async Task InitializeAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        _program = await FeedbackProcess.StartAsync(FeedbackProcess.FreshData(), "serve", $"--Feedback:OpenIdAuthority={_provider.Issuer}",
            "--Feedback:OpenIdClientId=feedback",
            "--Feedback:OpenIdClientSecret=secret-of-the-tests", $"--Feedback:OpenIdAudience={Audience}", "--Feedback:OpenIdName=Example Retail");
    }

    public async Task DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_program.Data, recursive: true);
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_manager_of_the_company_signs_in_and_comes_to_the_page_that_was_asked_for()
    {
        await using var visit = await browser.VisitAsync(signedIn: false, address: _program.Address);

        await SignInAsync(visit.Page, "/access", "anna");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Access");
        await Expect(visit.Page.Locator(".who")).ToHaveTextAsync("anna");
    }

    [Fact]
    public async Task What_a_manager_does_stands_under_the_name_that_the_provider_gave()
    {
        await using var visit = await browser.VisitAsync(signedIn: false, address: _program.Address);
        await SignInAsync(visit.Page, "/access", "anna");

        await visit.Page.GetByLabel("Name").FillAsync("Berta");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();

        var row = visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Berta" });
        await Expect(row).ToContainTextAsync("anna");
    }

    [Fact]
    public async Task A_reader_sees_the_journey_but_not_who_has_keys()
    {
        await using var visit = await browser.VisitAsync(signedIn: false, address: _program.Address);
        await SignInAsync(visit.Page, "/", "rolf");

        await Expect(visit.Page.Locator(".who")).ToHaveTextAsync("rolf · reader");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Access" })).ToHaveCountAsync(0);
        var refused = await visit.Page.GotoAsync("/access");
        Assert.Equal(403, refused!.Status);
    }

    [Fact]
    public async Task Who_has_no_role_is_told_so_and_is_not_let_in()
    {
        await using var visit = await browser.VisitAsync(signedIn: false, address: _program.Address);

        await SignInAsync(visit.Page, "/", "nils");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nils has no role here");
        Assert.Equal(401, (await visit.Page.GotoAsync("/"))!.Status);
    }

    [Fact]
    public async Task A_system_calls_the_api_with_a_token_within_its_role()
    {
        using var client = _program.WithKey(await _provider.TokenAsync(Audience));

        using var looks = await client.GetAsync(new Uri("/v1/journeys", UriKind.Relative));
        using var changes = await client.PostAsJsonAsync("/v1/sources", new { id = "pos-42" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (looks.StatusCode, changes.StatusCode));
    }

    [Fact]
    public async Task A_token_for_somebody_else_or_with_another_signature_is_refused()
    {
        var token = await _provider.TokenAsync(Audience);
        foreach (var wrong in new[] { await _provider.TokenAsync("urn:another-api"), token[..^8]
            + (token.EndsWith("AAAAAAAA", StringComparison.Ordinal) ? "BBBBBBBB" : "AAAAAAAA") })
        {
            using var client = _program.WithKey(wrong);
            using var response = await client.GetAsync(new Uri("/v1/journeys", UriKind.Relative));

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_key_still_signs_in_while_the_provider_is_away()
    {
        await _provider.DisposeAsync();
        await using var visit = await browser.VisitAsync(signedIn: false, address: _program.Address);
        await visit.Page.GotoAsync("/");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example Retail" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Sign-in failed");

        await visit.Page.GetByLabel("Key", new() { Exact = true }).FillAsync(FeedbackProcess.ManagerKey);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Expect(visit.Page.Locator(".who")).ToHaveTextAsync("manager");
        _provider = await IdentityProvider.StartAsync();
    }

    private static async Task SignInAsync(IPage page, string address, string person)
    {
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example Retail" }).ClickAsync();
        // The provider's own pages: who one is, then whether this program may know it.
        await page.Locator("input[name=login]").FillAsync(person);
        await page.Locator("input[name=password]").FillAsync("any");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("input[name=prompt][value=consent]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator("button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/interaction/", StringComparison.Ordinal) && !url.Contains("/welcome", StringComparison.Ordinal));
    }
}
