using System.Runtime.Versioning;
using System.Text;
using Feedback.App.Tests.BadInput;
using Feedback.App.Tests.Running;
using Feedback.Core.Access;
using Feedback.Core.Storage;
using Feedback.Cosmos.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Feedback.App.Tests.Privacy;

/// <summary>On Windows folders have the permissions of those they lie in.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DataAtRestTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Folders_of_the_data_are_their_users_alone_and_so_are_files()
    {
        await using (var program = await StartAsync())
        {
            var (till, _) = await program.AddSourceAsync("pos-42");
            using var posted = await till.PostAsync("/v1/feedback",
                new StringContent("""{"source":"pos-42","text":"Too dear."}""", Encoding.UTF8, "application/json"));
            await program.Services.GetRequiredService<Core.Mail.IMailSender>().SendAsync(
                new() { Id = "m@shop.example", To = "ann@example.com", Subject = "s", Text = "t", Html = "h" });
            await program.DrainAsync();
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        var below = Directory.GetDirectories(_folder, "*", SearchOption.AllDirectories);
        var files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
        Assert.True(below.Length >= 2 && files.Length >= 5, string.Join(' ', files));
        Assert.All(below, path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path)));
        Assert.All(files, path => Assert.True(File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), path));
    }

    [Fact]
    public async Task What_others_may_read_is_warned_of_with_the_command_that_ends_it()
    {
        Directory.CreateDirectory(_folder);
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        using var log = new LoggedLines();
        await using (await StartAsync(log))
        {
        }

        Assert.Contains(log.All, line => line.Contains("Warning", StringComparison.Ordinal)
            && line.Contains($"chmod -R u=rwX,go= {_folder}", StringComparison.Ordinal));
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var quiet = new LoggedLines();
        await using (await StartAsync(quiet))
        {
        }

        Assert.DoesNotContain(quiet.All, line => line.Contains("chmod", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_secrets_are_encrypted_on_the_embedded_store_and_hold_after_a_restart() => await AssertEncryptedAsync([]);

    [Fact]
    public async Task Signing_secrets_are_encrypted_on_Cosmos_DB_and_hold_after_a_restart()
    {
        var server = await CosmosServer.Shared;
        await AssertEncryptedAsync(
        [
            "--Feedback:Store=cosmos", $"--Feedback:CosmosEndpoint={server.Endpoint}", $"--Feedback:CosmosKey={CosmosServer.Key}",
            "--Feedback:CosmosConnection=gateway", $"--Feedback:CosmosDatabase={CosmosServer.NewDatabase()}", "--Feedback:FoldIntervalSeconds=0",
        ]);
    }

    private async Task AssertEncryptedAsync(string[] configuration)
    {
        string secret, old;
        await using (var program = await StartAsync(null, configuration))
        {
            (_, secret) = await program.AddSourceAsync("pos-42");
            (_, old) = await program.AddSourceAsync("pos-43");
            // As earlier versions have stored it.
            var clear = new SourceRecord
            {
                Id = "pos-43",
                Touchpoint = "store",
                CreatedAt = TimeProvider.System.GetUtcNow(),
                Keys = [],
                SigningSecrets = [new(old, null)],
            };
            await program.Services.GetRequiredService<IDocumentStore>().UpsertAsync(Containers.Settings,
                Json.Write(new(DocumentKinds.Source, "pos-43"), clear, AccessJson.Default.SourceRecord));
        }

        await using (var program = await StartAsync(null, configuration))
        {
            var store = program.Services.GetRequiredService<IDocumentStore>();
            foreach (var (source, hidden) in new[] { ("pos-42", secret), ("pos-43", old) })
            {
                var stored = Encoding.UTF8.GetString((await store.GetAsync(Containers.Settings, new(DocumentKinds.Source, source)))!.Body.Span);
                Assert.DoesNotContain(hidden, stored, StringComparison.Ordinal);
                using var accepted = await new WebhookSender(program.Anonymous, source, hidden).SendAsync(TimeProvider.System.GetUtcNow(), "1");
                Assert.Equal(System.Net.HttpStatusCode.Accepted, accepted.StatusCode);
            }
        }
    }

    private Task<RunningProgram> StartAsync(LoggedLines? log = null, params string[] configuration) => RunningProgram.StartAsync(
        _folder, log is null ? null : services => services.AddLogging(logging => logging.AddProvider(log)), configuration);
}
