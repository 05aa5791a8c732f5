using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Cli;

/// <summary>Imports through a server whose key is not the one that it takes: nothing of the file may count as done.</summary>
public sealed class ImportKeyTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task The_key_of_another_source_ends_the_import_and_the_right_one_then_imports_every_row()
    {
        await using var server = await RunningProgram.StartAsync();
        var file = _command.Write("late.csv", "text", "Good", "Bad", "Fair");

        var foreign = await ThroughAsync(server, file, await KeyOfAsync(server, "pos-42"));
        var left = Directory.GetFiles(_command.Data, "*", SearchOption.AllDirectories);
        var right = await ThroughAsync(server, file, await KeyOfAsync(server, "web-shop"));

        Assert.Equal(2, foreign.ExitCode);
        Assert.Equal(
            "This is not a key of web-shop, and nothing was imported under it: source must be \"pos-42\": a source can only post under its own name.",
            foreign.Error.Trim());
        Assert.Empty(left);
        Assert.Contains("3 rows: 3 accepted, 0 already stored, 0 rejected", right.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_another_source_leaves_one_row_among_its_errors()
    {
        await using var server = await RunningProgram.StartAsync();
        var key = await KeyOfAsync(server, "pos-42");

        await ThroughAsync(server, _command.Write("late.csv", ["text", .. Enumerable.Repeat("Good", 40)]), key);

        var sources = await server.Manager.GetFromJsonAsync<JsonElement>(new Uri("/v1/sources", UriKind.Relative));
        Assert.Equal(1, sources.GetProperty("items")[0].GetProperty("errors").GetInt32());
    }

    [Fact]
    public async Task A_row_that_names_another_source_is_a_fault_of_that_row()
    {
        await using var server = await RunningProgram.StartAsync();
        var file = _command.Write("lines.ndjson", """{"text":"Good"}""", """{"text":"Bad","source":"pos-42"}""", """{"text":"Fair"}""");

        var result = await ThroughAsync(server, file, await KeyOfAsync(server, "web-shop"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("3 rows: 2 accepted, 0 already stored, 1 rejected", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunningProgram.ManagerKey, "a source's key is needed")]
    [InlineData("wrong", "does not know the key")]
    public async Task A_key_that_is_no_sources_saves_no_progress(string key, string reason)
    {
        await using var server = await RunningProgram.StartAsync();

        var result = await ThroughAsync(server, _command.Write("late.csv", "text", "Good"), key);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_command.Data, "*", SearchOption.AllDirectories));
    }

    private Task<CommandResult> ThroughAsync(RunningProgram server, string file, string key) =>
        _command.RunAsync("import", file, "--source", "web-shop", "--server", server.Address.ToString(), "--key", key);

    private static async Task<string> KeyOfAsync(RunningProgram server, string source) =>
        (await server.AddSourceAsync(source)).Client.DefaultRequestHeaders.Authorization!.Parameter!;
}
