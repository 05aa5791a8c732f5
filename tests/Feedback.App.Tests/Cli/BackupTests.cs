using System.Net.Http.Json;
using Feedback.App.Tests.Running;
using Feedback.Core.Storage;
using Feedback.Sqlite;

namespace Feedback.App.Tests.Cli;

/// <summary>Backups as they are taken and brought back from the command line.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly CommandLine _command = new(), _elsewhere = new();

    public void Dispose()
    {
        _command.Dispose();
        _elsewhere.Dispose();
    }

    private string Database => Path.Combine(_command.Data, "feedback.db");

    private string Copy => _command.Data + "-files/backup";

    [Fact]
    public async Task A_backup_of_a_running_server_is_restored_elsewhere_and_verify_agrees()
    {
        await using (var server = await RunningProgram.StartAsync(_command.Data))
        {
            var (till, _) = await server.AddSourceAsync("pos-42");
            using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "The refund took six weeks." });
            await server.DrainAsync();
            Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
            Assert.Equal((0, ""), Said(await _command.RunAsync("backup", Copy)));
        }

        Assert.Equal((0, ""), Said(await _elsewhere.RunAsync("restore", Copy)));

        var verified = await _elsewhere.RunAsync("verify");
        Assert.Equal((0, ""), Said(verified));
        Assert.Contains("1 (1 mapped)", verified.Output, StringComparison.Ordinal);
        await using var restored = await RunningProgram.StartAsync(_elsewhere.Data);
    }

    [Fact]
    public async Task It_holds_what_stands_beside_the_database()
    {
        await using (await RunningProgram.StartAsync(_command.Data))
        {
        }

        _command.Write("x");
        Directory.CreateDirectory(Path.Combine(_command.Data, "import-rejected"));
        await File.WriteAllTextAsync(Path.Combine(_command.Data, "import-rejected", "a.ndjson"), "{}");

        await _command.RunAsync("backup", Copy);

        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(Copy, "import-rejected", "a.ndjson")));
        Assert.DoesNotContain(Directory.EnumerateFiles(Copy), file => file.EndsWith(".lock", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Copy));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Copy, "feedback.db")));
        }
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        await using (await RunningProgram.StartAsync(_command.Data))
        {
        }

        var mine = Path.GetDirectoryName(_command.Write("mine.txt", "mine"))!;

        var taken = await _command.RunAsync("backup", mine);
        await _command.RunAsync("backup", Copy);
        var restored = await _command.RunAsync("restore", Copy);

        Assert.Equal(2, taken.ExitCode);
        Assert.Contains("is not empty", taken.Error, StringComparison.Ordinal);
        Assert.Equal(2, restored.ExitCode);
        Assert.Contains($"{_command.Data} is not empty", restored.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_inside_the_data_folder_is_refused()
    {
        await using (await RunningProgram.StartAsync(_command.Data))
        {
        }

        var taken = await _command.RunAsync("backup", Path.Combine(_command.Data, "backups", "monday"));

        Assert.Equal(2, taken.ExitCode);
        Assert.Contains("must stand elsewhere", taken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_backup_is_not_restored()
    {
        var folder = Path.GetDirectoryName(_command.Write("mine.txt", "mine"))!;

        var restored = await _command.RunAsync("restore", folder);

        Assert.Equal(2, restored.ExitCode);
        Assert.Contains("is not a backup", restored.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_reported_by_verify_with_what_to_do()
    {
        await DamageAsync();

        var verified = await _command.RunAsync("verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("Damaged", verified.Output, StringComparison.Ordinal);
        Assert.Contains("restore the last backup", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_on_a_damaged_database_is_not_ready_and_says_why()
    {
        await DamageAsync();

        await using var server = await RunningProgram.StartAsync(_command.Data);

        for (var waited = 0; ; waited++)
        {
            using var answer = await server.Anonymous.GetAsync(new Uri("/readyz", UriKind.Relative));
            var text = await answer.Content.ReadAsStringAsync();
            if (text.Contains("the database is damaged", StringComparison.Ordinal))
            {
                Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                return;
            }

            Assert.True(waited < 200, text);
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Feedback_that_was_acknowledged_and_is_gone_is_told_by_verify_until_somebody_deletes_the_note()
    {
        await using (var store = SqliteDocumentStore.Open(new() { Path = Database }, TimeProvider.System))
            await store.CreateAsync(Containers.Settings, new(new("a", "b"), "{}"u8.ToArray()));
        var before = await File.ReadAllBytesAsync(Database);
        await using (var store = SqliteDocumentStore.Open(new() { Path = Database }, TimeProvider.System))
            await store.CreateAsync(Containers.Settings, new(new("a", "c"), "{}"u8.ToArray()));
        await File.WriteAllBytesAsync(Database, before);
        await using (await RunningProgram.StartAsync(_command.Data))
        {
        }

        var verified = await _command.RunAsync("verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Contains($"{Database} is older than it was", verified.Output, StringComparison.Ordinal);
        File.Delete(Database + ".lost");
        Assert.Equal(0, (await _command.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task A_database_that_is_gone_beside_the_keys_of_an_installation_is_not_made_anew()
    {
        await using (await RunningProgram.StartAsync(_command.Data))
        {
        }

        Directory.CreateDirectory(Path.Combine(_command.Data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(_command.Data, "keys", "key-1.xml"), "<key/>");
        await using (File.Create(Path.Combine(_command.Data, "feedback.db")))
        {
        }

        var refused = await Assert.ThrowsAsync<IOException>(() => RunningProgram.StartAsync(_command.Data));

        Assert.Contains("is missing or empty, but", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Restore a backup", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Fills a database and writes zeros over a page in the middle of it.</summary>
    private async Task DamageAsync()
    {
        await using (var server = await RunningProgram.StartAsync(_command.Data))
        {
            var (till, _) = await server.AddSourceAsync("pos-42");
            var many = Enumerable.Range(0, 500).Select(n => new { source = "pos-42", text = $"The refund took {n} weeks." });
            using var posted = await till.PostAsJsonAsync("/v1/feedback/batch", many);
            await server.DrainAsync();
        }

        long page;
        var database = Path.Combine(_command.Data, "feedback.db");
        await using (var store = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False"))
        {
            await store.OpenAsync();
            var command = store.CreateCommand();
            // The root of the records' index: reading a record by its key meets it.
            command.CommandText = $"SELECT rootpage FROM sqlite_schema WHERE name = '{Containers.Signals}_key'";
            page = (long)(await command.ExecuteScalarAsync())!;
        }

        await using var file = File.OpenWrite(database);
        file.Position = (page - 1) * 4096;
        file.Write(new byte[4096]);
    }

    private static (int, string) Said(CommandResult result) => (result.ExitCode, result.Error);
}
