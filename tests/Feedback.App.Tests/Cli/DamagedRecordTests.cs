using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;
using Microsoft.Data.Sqlite;

namespace Feedback.App.Tests.Cli;

/// <summary>Damage within a record, of which SQLite knows nothing: its pages are whole.</summary>
public sealed class DamagedRecordTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Verify_names_a_record_that_cannot_be_read_and_says_what_to_do()
    {
        var damaged = await DamageOneOfThreeAsync("feedback");

        var verified = await _command.RunAsync("verify");

        Assert.Equal((1, ""), (verified.ExitCode, verified.Error));
        Assert.Matches($@"Damaged    [^\n]*feedback\.db\r?\n  feedback {damaged} {damaged}: ", verified.Output);
        Assert.Contains("restore the last backup", verified.Output, StringComparison.Ordinal);
        Assert.Contains("2 (2 mapped)", verified.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signals")]
    [InlineData("folds")]
    public async Task Verify_ends_on_what_is_counted_and_cannot_be_read(string container)
    {
        await DamageOneOfThreeAsync(container);

        var verified = await _command.RunAsync("verify");

        Assert.Equal((1, ""), (verified.ExitCode, verified.Error));
        Assert.Contains($"\n  {container} ", verified.Output, StringComparison.Ordinal);
        Assert.Contains("restore the last backup", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_lists_the_other_feedback_and_is_not_ready()
    {
        var damaged = await DamageOneOfThreeAsync("feedback");
        await using var server = await RunningProgram.StartAsync(_command.Data);

        var page = await server.Manager.GetFromJsonAsync<JsonElement>("/v1/feedback?limit=200");

        Assert.Equal(2, page.GetProperty("items").GetArrayLength());
        using var ready = await server.Anonymous.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains($"feedback {damaged}", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> DamageOneOfThreeAsync(string container)
    {
        await using (var server = await RunningProgram.StartAsync(_command.Data))
        {
            var (till, _) = await server.AddSourceAsync("pos-42");
            var three = Enumerable.Range(0, 3).Select(n => new { source = "pos-42", text = $"The refund took {n} weeks." });
            using var posted = await till.PostAsJsonAsync("/v1/feedback/batch", three);
            await server.DrainAsync();
        }

        using var connection = new SqliteConnection($"Data Source={Path.Combine(_command.Data, "feedback.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE {container} SET body = x'7B226964223A22FFFE005A' WHERE seq = (SELECT min(seq) FROM {container}) RETURNING partition";
        return (string)command.ExecuteScalar()!;
    }
}
