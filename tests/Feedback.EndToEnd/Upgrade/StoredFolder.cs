using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Feedback.Core.Storage;
using Feedback.EndToEnd.Running;
using Feedback.Sqlite;

namespace Feedback.EndToEnd.Upgrade;

/// <summary>A data folder that an earlier version wrote, unpacked anew, and what that version answered on it. How it was made stands beside it.</summary>
internal sealed class StoredFolder : IDisposable
{
    private readonly string _folder = FeedbackProcess.FreshData();

    private StoredFolder(JsonElement expected) => Expected = expected;

    /// <summary>The keys, links and answers of that time.</summary>
    public JsonElement Expected { get; }

    public string Data => Path.Combine(_folder, "data");

    /// <summary>When that version was asked last.</summary>
    public DateTimeOffset Asked => Expected.GetProperty("asked").GetDateTimeOffset();

    /// <summary>The configuration under which that version ran. Its journey definitions come with it: what is said of feedback follows from them, and later
    /// versions may have others.</summary>
    public string[] Settings =>
        ["--Feedback:PublicUrl=https://voices.shop.example", "--Feedback:MailFrom=Shop <voices@shop.example>",
            $"--Feedback:JourneysDirectory={Path.Combine(_folder, "journeys")}", "--Feedback:AllowPrivateWebhooks=true"];

    public static async Task<StoredFolder> UnpackAsync(string version, [CallerFilePath] string test = "")
    {
        var beside = Path.Combine(Path.GetDirectoryName(test)!, $"version-{version}");
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(beside, "expected.json")));
        var stored = new StoredFolder(expected.RootElement.Clone());
        Directory.CreateDirectory(stored._folder);
        await using var packed = File.OpenRead(Path.Combine(beside, "folder.tar.br"));
        await using var tar = new BrotliStream(packed, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(tar, stored._folder, overwriteFiles: false);
        return stored;
    }

    /// <summary>When the program of today runs on it: shortly after that version was asked last, so that nothing falls due meanwhile, and sessions and old
    /// credentials hold still.</summary>
    public DateTimeOffset Now => Asked.AddMinutes(10);

    /// <summary>Starts the program of today on it.</summary>
    public Task<FeedbackProcess> ServeAsync() => FeedbackProcess.StartAsync(Data, Now, ["serve", .. Settings]);

    /// <summary>Runs a command of the program of today on it.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params string[] command) => FeedbackProcess.RunAsync(Data, Now, [.. command, .. Settings]);

    /// <summary>A key, or a source's signing secret, by whose it is.</summary>
    public string Key(string whose) => Expected.GetProperty("keys").GetProperty(whose).GetString()!;

    public string Link(string which) => Expected.GetProperty("links").GetProperty(which).GetString()!;

    public string Id(string which) => Expected.GetProperty("ids").GetProperty(which).GetString()!;

    public string FileBeside(string name) => Path.Combine(_folder, name);

    /// <summary>The store itself, while no program runs on it, at that time.</summary>
    public SqliteDocumentStore OpenStore(bool readOnly) =>
        SqliteDocumentStore.Open(new() { Path = Path.Combine(Data, "feedback.db"), ReadOnly = readOnly }, new StoppedTime(Now));

    /// <summary>Lets the program run until it has counted everything in its own form.</summary>
    public async Task CountAnewAsync()
    {
        await using var program = await ServeAsync();
        for (var look = 0; look < 300 && !program.Output.Contains("Everything is counted anew", StringComparison.Ordinal); look++)
            await Task.Delay(100);
        Assert.Contains("Everything is counted anew", program.Output, StringComparison.Ordinal);
        await program.DrainAsync();
        Assert.Equal(0, await program.StopAsync());
    }

    /// <summary>Every document by its name, with its version, and every mail.</summary>
    public async Task<SortedDictionary<string, string>> ReadAllAsync()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await using var store = OpenStore(readOnly: true);
        foreach (var container in Containers.All)
        {
            foreach (var document in (await store.ReadChangesAsync(container, ChangeCursor.Beginning, int.MaxValue)).Documents)
                all.Add($"{container}/{document.Key.Partition}/{document.Key.Id}", $"{document.ETag} {Encoding.UTF8.GetString(document.Body.Span)}");
        }

        foreach (var mail in Directory.EnumerateFiles(Path.Combine(Data, "mail")))
            all.Add($"mail/{Path.GetFileName(mail)}", $"{File.GetLastWriteTimeUtc(mail):O} {await File.ReadAllTextAsync(mail)}");
        return all;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class StoppedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
