using System.Net.Http.Json;
using Feedback.App.Tests.Running;
using Microsoft.Data.Sqlite;

namespace Feedback.App.Tests.Cli;

/// <summary>A file that cannot be opened as a database any more gets the words and the advice that damage in its middle gets.</summary>
public sealed class DamagedDatabaseTests : IDisposable
{
    private readonly CommandLine _command = new();

    private string Database => Path.Combine(_command.Data, "feedback.db");

    public void Dispose() => _command.Dispose();

    [Theory]
    [InlineData("header")]
    [InlineData("first page")]
    [InlineData("cut")]
    [InlineData("tables")]
    public async Task Verify_and_the_others_say_that_it_is_damaged_and_what_to_do(string what)
    {
        await FillAsync();
        Damage(what);

        var verified = await _command.RunAsync("verify");
        var backedUp = await _command.RunAsync("backup", _command.Data + "-files/backup");

        Assert.Equal((1, ""), (verified.ExitCode, verified.Error));
        Assert.StartsWith($"Damaged    {Database}", verified.Output, StringComparison.Ordinal);
        Assert.Contains("restore the last backup", verified.Output, StringComparison.Ordinal);
        Assert.Equal(2, backedUp.ExitCode);
        Assert.Contains($"{Database} is damaged", backedUp.Error, StringComparison.Ordinal);
        Assert.Contains("restore the last backup", backedUp.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_tables_beside_the_keys_of_an_installation_is_not_made_anew()
    {
        Directory.CreateDirectory(Path.Combine(_command.Data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(_command.Data, "keys", "key-1.xml"), "<key/>");
        Execute("CREATE TABLE t (n); DROP TABLE t");

        var refused = await Assert.ThrowsAsync<IOException>(() => RunningProgram.StartAsync(_command.Data));

        Assert.Contains("is missing or empty, but", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await _command.RunAsync("verify")).ExitCode);
    }

    private async Task FillAsync()
    {
        await using var server = await RunningProgram.StartAsync(_command.Data);
        var (till, _) = await server.AddSourceAsync("pos-42");
        var many = Enumerable.Range(0, 100).Select(n => new { source = "pos-42", text = $"The refund took {n} weeks." });
        using var posted = await till.PostAsJsonAsync("/v1/feedback/batch", many);
        await server.DrainAsync();
    }

    private void Damage(string what)
    {
        if (what == "tables")
        {
            foreach (var table in Tables())
                Execute($"DROP TABLE {table}");
            return;
        }

        using var file = File.Open(Database, FileMode.Open);
        if (what == "cut")
        {
            file.SetLength(file.Length / 2);
            return;
        }

        file.Position = what == "header" ? 0 : 100;
        file.Write(Enumerable.Range(0, what == "header" ? 100 : 3_000).Select(n => (byte)(n * 7)).ToArray());
    }

    private List<string> Tables()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'table'";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }
}
