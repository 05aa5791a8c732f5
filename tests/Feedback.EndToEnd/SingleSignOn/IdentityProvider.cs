using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.SingleSignOn;

/// <summary>A real OpenID Connect provider (<c>oidc-provider</c> for Node).</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private readonly Process _process;

    private IdentityProvider(Process process, Uri issuer) => (_process, Issuer) = (process, issuer);

    public Uri Issuer { get; }

    /// <summary>Starts one, on a free port or on one that is reserved for it.</summary>
    public static async Task<IdentityProvider> StartAsync(int port = 0)
    {
        var folder = await NodePackage.InstallAsync();
        var process = Process.Start(new ProcessStartInfo("node", ["provide.js", port.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        // Its warnings are read off, so that it never waits for a reader.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1))
            ?? throw new InvalidOperationException("the identity provider did not start");
        return new(process, new(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("issuer").GetString()!));
    }

    /// <summary>A token for another system, with the role <c>cx.reader</c>.</summary>
    public async Task<string> TokenAsync(string audience)
    {
        using var client = new HttpClient();
        using var response = await client.PostAsync(new Uri(Issuer, "/token"), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "feedback",
            ["client_secret"] = "secret-of-the-tests",
            ["resource"] = audience,
        }));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Signs with another key from now on, and publishes that one alone.</summary>
    public async Task RotateKeyAsync()
    {
        using var client = new HttpClient();
        using var response = await client.PostAsync(new Uri(Issuer, "/rotate"), null);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
