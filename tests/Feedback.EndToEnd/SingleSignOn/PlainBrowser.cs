using System.Net;
using System.Text.RegularExpressions;

namespace Feedback.EndToEnd.SingleSignOn;

/// <summary>A browser without a window, which stops at each redirect: its cookies and the addresses that it is sent to can be looked at and changed.</summary>
internal sealed partial class PlainBrowser : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _http;

    public PlainBrowser()
    {
        _http = new(_handler);
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public IReadOnlyList<Cookie> Cookies => _handler.CookieContainer.GetAllCookies().ToList();

    public Task<HttpResponseMessage> GetAsync(Uri address) => _http.GetAsync(address);

    /// <summary>Begins to sign in, says at the provider who it is, and stops before it goes back to the program.</summary>
    /// <returns>The address at which the provider sends it back.</returns>
    public async Task<Uri> GetAnswerAsync(Uri program, string person)
    {
        var at = new Uri(program, "/sign-in/company?returnUrl=%2Ftickets");
        FormUrlEncodedContent? form = null;
        while (at.AbsolutePath != "/sign-in/callback")
        {
            using var response = form is null ? await GetAsync(at) : await _http.PostAsync(at, form);
            form = null;
            if (response.Headers.Location is { } location)
            {
                at = new(at, location);
                continue;
            }

            var page = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, page);
            at = new(at, Action().Match(page).Groups[1].Value);
            form = new(page.Contains("name=\"login\"", StringComparison.Ordinal)
                ? new Dictionary<string, string> { ["prompt"] = "login", ["login"] = person, ["password"] = "any" }
                : new() { ["prompt"] = "consent" });
        }

        return at;
    }

    public void Forget(Func<Cookie, bool> which)
    {
        foreach (var cookie in Cookies.Where(which))
            cookie.Expired = true;
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<form[^>]* action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
