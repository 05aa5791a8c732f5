using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Feedback.EndToEnd.Running;
using Feedback.Testing;

namespace Feedback.EndToEnd.Cli;

/// <summary>Starts that fail because of how they are set: each says so in a line.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _data = FeedbackProcess.FreshData();

    public void Dispose()
    {
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Https_without_a_certificate_names_its_setting_and_the_key_is_shown_at_the_start_that_succeeds()
    {
        var failed = await FeedbackProcess.RunAsync(_data, "serve", "--urls", "https://127.0.0.1:0", "--Feedback:ManagerKey=");

        Refused(failed, "https needs a certificate: set Kestrel__Certificates__Default__Path");
        Assert.DoesNotContain("Manager key:", failed.Output, StringComparison.Ordinal);
        Assert.Contains("Manager key: fbm_", await ShownAsync(), StringComparison.Ordinal);
        Assert.Contains("Manager key: the same as before", await ShownAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_without_its_key_names_the_setting()
    {
        Directory.CreateDirectory(_data);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var path = Path.Combine(_data, "tls.crt");
        await File.WriteAllTextAsync(path, certificate.ExportCertificatePem());

        var failed = await FeedbackProcess.RunAsync(_data, "serve", "--urls", "https://127.0.0.1:0", $"--Kestrel:Certificates:Default:Path={path}");

        Refused(failed, "its key by Kestrel__Certificates__Default__KeyPath");
    }

    [Fact]
    public async Task A_port_in_use_names_the_setting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var failed = await FeedbackProcess.RunAsync(_data, "serve", "--urls", $"http://{other.LocalEndpoint}");

        Refused(failed, "address already in use. Stop what listens there, or listen elsewhere: set ASPNETCORE_URLS or --urls");
    }

    [Fact]
    public async Task An_address_that_is_none_names_the_setting() =>
        Refused(await FeedbackProcess.RunAsync(_data, "serve", "--urls", "127.0.0.1"), "ASPNETCORE_URLS (or --urls) must hold addresses such as");

    private async Task<string> ShownAsync()
    {
        await using var program = await FeedbackProcess.StartAsync(_data, "serve", "--Feedback:ManagerKey=");
        await Eventually.HoldsAsync(() => Task.FromResult(program.Output.Contains("Manager key:", StringComparison.Ordinal)), () => program.Output);
        Assert.Equal(0, await program.StopAsync());
        return program.Output;
    }

    private static void Refused((int ExitCode, string Output) ended, string reason)
    {
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(reason, ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("dev-certs", ended.Output, StringComparison.Ordinal);
    }
}
