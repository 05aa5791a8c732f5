using System.Net.Http.Json;
using Feedback.EndToEnd.Running;
using Microsoft.Playwright;

namespace Feedback.EndToEnd.Pages;

/// <summary>The real program with some feedback in it, and a real browser (Debian's Chromium) beside it.</summary>
public sealed class BrowserOnFeedback : IAsyncLifetime
{
    public const string Collection = "browser";
    public const string ManagerKey = FeedbackProcess.ManagerKey;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private FeedbackProcess? _program;
    private string? _session;

    public Uri Address => _program!.Address;

    /// <summary>A client with the key of a store's source, <c>pos-42</c>.</summary>
    public HttpClient Till { get; private set; } = null!;

    /// <summary>A client with the key of a web shop's source, <c>shop</c>.</summary>
    public HttpClient Shop { get; private set; } = null!;

    /// <summary>A client with the key of a marketing source, <c>survey</c>.</summary>
    public HttpClient Survey { get; private set; } = null!;

    /// <summary>A client with the key of a product's source, <c>market</c>, which no other test looks at.</summary>
    public HttpClient Market { get; private set; } = null!;

    /// <summary>A new client with the manager's key.</summary>
    public HttpClient NewManager() => new() { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new("Bearer", ManagerKey) } };

    public async Task InitializeAsync()
    {
        // The package brings the driver with its own node; the browser is the system's, so nothing is downloaded.
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
        _program = await FeedbackProcess.StartAsync(FeedbackProcess.FreshData());
        Till = await _program.AddSourceAsync("pos-42", "store");
        Shop = await _program.AddSourceAsync("shop", "web");
        Survey = await _program.AddSourceAsync("survey", "marketing");
        Market = await _program.AddSourceAsync("market", "product");
        await PostAsync(Till, "pos-42", "Nice staff, but I was billed twice and the refund took six weeks.", "c-1", nps: 4);
        await PostAsync(Till, "pos-42", "The dress fits perfectly and the fabric is lovely.", "c-2", nps: 9, division: "General Petite");
        await PostAsync(Shop, "shop", "The website kept crashing at the checkout.", "c-3", nps: 1);
        await _program.DrainAsync();

        await using var context = await _browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        _session = await context.StorageStateAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var client in new[] { Till, Shop, Survey, Market })
            client.Dispose();
        await _program!.DisposeAsync();
        Directory.Delete(_program.Data, recursive: true);
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
    }

    /// <summary>A fresh browser, signed in unless told otherwise. What tests before have posted is handled by then, so that it is no news.</summary>
    public async Task<Visit> VisitAsync(bool signedIn = true, ColorScheme scheme = ColorScheme.Light, int width = 1440, bool script = true, Uri? address = null)
    {
        await DrainAsync();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = (address ?? Address).ToString(),
            ColorScheme = scheme,
            JavaScriptEnabled = script,
            StorageState = signedIn ? _session : null,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        return new(context, await context.NewPageAsync());
    }

    public Task DrainAsync() => _program!.DrainAsync();

    public static async Task SignInAsync(IPage page, Uri address)
    {
        await page.GotoAsync(new Uri(address, "/").ToString());
        await page.GetByLabel("Key", new() { Exact = true }).FillAsync(ManagerKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    public Task SignInAsync(IPage page) => SignInAsync(page, Address);

    public static async Task PostAsync(HttpClient client, string source, string text, string customer, int? nps = null, string? division = null)
    {
        var feedback = new Dictionary<string, object> { ["source"] = source, ["text"] = text, ["customer"] = new { id = customer } };
        if (nps is { } score)
            feedback["ratings"] = new { nps = score };
        if (division is not null)
            feedback["attributes"] = new { division };
        using var response = await client.PostAsJsonAsync("/v1/feedback", feedback);
        response.EnsureSuccessStatusCode();
    }
}

/// <summary>One browser window, and what went wrong in it.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Faults.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => Faults.Add("page error: " + error);
        page.Dialog += async (_, dialog) =>
        {
            Faults.Add("dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings on the console, errors of scripts, dialogs.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Opens the overview and waits until it follows what happens.</summary>
    public async Task<IPage> OpenAsync(string address = "/")
    {
        await Page.GotoAsync(address);
        await Assertions.Expect(Page.Locator("#live")).ToHaveTextAsync("Live");
        return Page;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}

[CollectionDefinition(BrowserOnFeedback.Collection)]
public sealed class OneBrowserForAll : ICollectionFixture<BrowserOnFeedback>;
