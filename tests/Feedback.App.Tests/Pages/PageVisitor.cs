using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Pages;

/// <summary>A browser without a script: keeps cookies, reads forms, follows nothing by itself.</summary>
internal sealed class PageVisitor : IDisposable
{
    private readonly HttpClient _client;

    public PageVisitor(RunningProgram program) =>
        _client = new(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false })
        {
            BaseAddress = program.Address,
            DefaultRequestHeaders = { { "Accept", "text/html,application/xhtml+xml,*/*;q=0.8" } },
        };

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string address) => _client.GetAsync(new Uri(address, UriKind.Relative));

    public async Task<IHtmlDocument> ReadAsync(string address)
    {
        using var response = await GetAsync(address);
        return await ReadAsync(response);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    public Task<HttpResponseMessage> PostAsync(string address, params IEnumerable<(string Name, string Value)> fields) =>
        _client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public async Task<HttpResponseMessage> SendJsonAsync(HttpMethod method, string address, object body, string? token = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) };
        if (token is not null)
            request.Headers.Add("RequestVerificationToken", token);
        return await _client.SendAsync(request);
    }

    /// <summary>The hidden token of the first form of a page.</summary>
    public async Task<string> TokenAsync(string address = "/") =>
        ((IHtmlInputElement)(await ReadAsync(address)).QuerySelector("input[name=__RequestVerificationToken]")!).Value;

    public async Task<HttpResponseMessage> SignInAsync(string key = RunningProgram.ManagerKey, string returnUrl = "/") =>
        await PostAsync("/sign-in", ("__RequestVerificationToken", await TokenAsync()), ("key", key), ("returnUrl", returnUrl));

    public void Dispose() => _client.Dispose();
}
