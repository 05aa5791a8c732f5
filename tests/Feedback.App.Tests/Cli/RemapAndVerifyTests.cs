using System.Net.Http.Json;
using System.Text;
using Feedback.App.Tests.Running;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Feedback.App.Tests.Cli;

public sealed class RemapAndVerifyTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Verify_agrees_with_what_was_imported()
    {
        await ImportAsync();

        var verified = await _command.RunAsync("verify");

        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        Assert.Contains("3 (3 mapped)", verified.Output, StringComparison.Ordinal);
        Assert.Contains("Disagree   0", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_reads_beside_a_running_server()
    {
        await using var server = await RunningProgram.StartAsync(_command.Data);
        var (till, _) = await server.AddSourceAsync("pos-42");
        using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "The refund took six weeks." });
        await server.DrainAsync();

        var verified = await _command.RunAsync("verify");

        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        Assert.Contains("1 (1 mapped)", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_agrees_with_a_score_of_which_an_earlier_version_did_not_say_that_it_has_no_words()
    {
        await using (var server = await RunningProgram.StartAsync(_command.Data))
        {
            var (till, _) = await server.AddSourceAsync("pos-42");
            using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", ratings = new { nps = 9 } });
            await server.DrainAsync();
        }

        Execute("UPDATE signals SET body = CAST(replace(CAST(body AS TEXT), '\"wordless\":true,', '') AS BLOB)");
        Execute("UPDATE folds SET body = CAST(replace(CAST(body AS TEXT), ',\"wordless\":1', '') AS BLOB)");
        var verified = await _command.RunAsync("verify");

        Assert.DoesNotContain("wordless", string.Concat((await AllAsync(Containers.Signals)).Select(document => Encoding.UTF8.GetString(document.Body.Span))),
            StringComparison.Ordinal);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
    }

    [Fact]
    public async Task Verify_of_a_directory_without_data_is_refused()
    {
        var verified = await _command.RunAsync("verify");

        Assert.Equal(2, verified.ExitCode);
        Assert.Contains("There is no database", verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_finds_a_fold_that_was_tampered_with_and_the_sums_above_it()
    {
        await ImportAsync();
        var hour = (await AllAsync(Containers.Folds)).Select(document => document.Key.Id).First(id => id.Length == 13);
        Execute($"UPDATE folds SET body = CAST(replace(CAST(body AS TEXT), '\"negative\":1', '\"negative\":7') AS BLOB) WHERE id = '{hour}'");

        var verified = await _command.RunAsync("verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Contains($"fold retail {hour}: is not the sum of the folds below it", verified.Output, StringComparison.Ordinal);
        Assert.Contains($"fold retail {hour[..10]}: is not the sum", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_finds_a_fold_that_is_gone()
    {
        await ImportAsync();
        Execute("DELETE FROM folds WHERE length(id) = 10");

        var verified = await _command.RunAsync("verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Matches(@"fold retail \d{4}-\d\d-\d\d: is missing", verified.Output);
    }

    [Fact]
    public async Task Verify_takes_what_was_not_processed_before_the_server_stopped_for_under_way()
    {
        await ImportAsync();
        Execute("UPDATE signals SET seq = seq + 1000000");
        Execute("DELETE FROM folds");

        var verified = await _command.RunAsync("verify");

        Assert.Equal(0, verified.ExitCode);
        Assert.Matches("Under way  [1-9]", verified.Output);
        Assert.Contains("Disagree   0", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_finds_what_is_lost_beside_what_is_under_way()
    {
        await ImportAsync();
        Execute("UPDATE signals SET seq = seq + 1000000 WHERE seq = (SELECT max(seq) FROM signals)");
        Execute("DELETE FROM signals WHERE seq = (SELECT min(seq) FROM signals)");

        var verified = await _command.RunAsync("verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Matches("Under way  [1-9]", verified.Output);
        Assert.Matches(@"signals retail\|[^\n]*: are missing", verified.Output);
    }

    [Fact]
    public async Task Verify_finds_signals_that_are_gone()
    {
        await ImportAsync();
        Execute("DELETE FROM signals WHERE seq = (SELECT max(seq) FROM signals)");

        var verified = await _command.RunAsync("verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Matches(@"signals retail\|[^\n]*: are missing", verified.Output);
    }

    [Fact]
    public async Task Verify_finds_signals_that_count_twice()
    {
        await ImportAsync();
        Execute("INSERT INTO signals (seq, partition, id, body) SELECT (SELECT min(seq) FROM feedback), partition, CASE substr(id, 1, 2) WHEN '00' THEN '01' "
            + "ELSE '00' END || substr(id, 3), body FROM signals LIMIT 1");

        var verified = await _command.RunAsync("verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("they would be counted twice", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remap_moves_signals_to_the_stage_that_the_definition_says_now()
    {
        await ImportAsync();
        var journeys = Journeys(definition => definition.Replace(
            "\"title\": \"Refunds\", \"silo\": \"billing\", \"stage\": \"return\"", "\"title\": \"Refunds\", \"silo\": \"service\", \"stage\": \"get-help\"",
                StringComparison.Ordinal));

        var remapped = await _command.RunAsync("remap", journeys);

        Assert.Equal((0, ""), (remapped.ExitCode, remapped.Error));
        Assert.Contains("3 records: 3 changed", remapped.Output, StringComparison.Ordinal);
        Assert.Contains("Opinions: 1 moved, 0 newly mapped", remapped.Output, StringComparison.Ordinal);
        var refund = (await AllAsync(Containers.Signals)).SelectMany(document => Json.Read(document, SignalsJson.Default.FeedbackSignals).Opinions)
            .Single(signal => signal.Theme == "refund");
        Assert.Equal(("get-help", "service"), (refund.Stage, refund.OwnedBy));
        Assert.Equal(0, (await _command.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task Remap_onto_another_journey_makes_the_signals_of_the_first_void()
    {
        await ImportAsync();

        var remapped = await _command.RunAsync("remap", "--Feedback:Journeys=subscription");

        Assert.Equal(0, remapped.ExitCode);
        var projected = (await AllAsync(Containers.Signals)).Select(document =>
            (Journey: document.Key.Partition.Split('|')[0], Signals: Json.Read(document, SignalsJson.Default.FeedbackSignals).Opinions.Count)).ToList();
        Assert.Equal([0, 0, 0], projected.Where(signals => signals.Journey == "retail").Select(signals => signals.Signals));
        Assert.Equal(3, projected.Count(signals => signals is { Journey: "subscription", Signals: > 0 }));
        var folds = (await AllAsync(Containers.Folds)).Select(document => Json.Read(document, SignalsJson.Default.Fold));
        Assert.All(folds.Where(fold => fold.Journey == "retail"), fold => Assert.Empty(fold.Cells));
        Assert.Equal(0, (await _command.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task Remap_counts_a_segment_that_the_definition_has_now_and_no_longer_one_that_it_had()
    {
        await ImportAsync();
        Assert.Equal(0, await OfSegmentAsync("leeds"));

        await _command.RunAsync("remap", Journeys(definition =>
            definition.Replace("\"division\", \"values\": [ \"General Petite\" ]", "\"store\", \"values\": [ \"leeds\" ]", StringComparison.Ordinal)));
        Assert.Equal(2, await OfSegmentAsync("petite"));
        Assert.Equal(0, (await _command.RunAsync("verify")).ExitCode);
        await _command.RunAsync("remap");

        Assert.Equal(0, await OfSegmentAsync("petite"));
        Assert.Equal(0, (await _command.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task Verify_finds_a_segments_fold_that_is_gone()
    {
        await ImportAsync();
        await _command.RunAsync("remap", Journeys(definition =>
            definition.Replace("\"division\", \"values\": [ \"General Petite\" ]", "\"store\", \"values\": [ \"leeds\" ]", StringComparison.Ordinal)));
        Execute("DELETE FROM folds WHERE length(id) = 10 AND partition = 'retail~petite'");

        var verified = await _command.RunAsync("verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Matches(@"fold retail~petite \d{4}-\d\d-\d\d: is missing", verified.Output);
    }

    [Fact]
    public async Task Remapping_again_changes_nothing()
    {
        await ImportAsync();
        var journeys = Journeys(definition => definition.Replace("\"title\": \"Refunds\"", "\"title\": \"Money back\"", StringComparison.Ordinal));
        await _command.RunAsync("remap", journeys);
        var before = await ETagsAsync();

        var again = await _command.RunAsync("remap", journeys);

        Assert.Contains("3 records: 0 changed", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, await ETagsAsync());
    }

    private async Task ImportAsync()
    {
        var file = _command.Write("feedback.csv", "text,ratings.nps,attributes.store",
            "\"Nice staff, but I was billed twice.\",4,Leeds", "The refund took six weeks.,2,York", "The dress is too small and the colour is awful.,3,");
        Assert.Equal(0, (await _command.RunAsync("import", file, "--source", "pos-42", "--touchpoint", "store")).ExitCode);
    }

    /// <summary>How many opinions the days of a segment count.</summary>
    private async Task<long> OfSegmentAsync(string segment) =>
        (await AllAsync(Containers.Folds)).Where(document => document.Key.Partition == $"retail~{segment}" && document.Key.Id.Length == 10)
            .Sum(document => Json.Read(document, SignalsJson.Default.Fold).Cells.Sum(cell => cell.Volume()));

    /// <summary>A folder with the definitions, one of them changed, as configuration.</summary>
    private string Journeys(Func<string, string> change)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "journeys"), "*.json"))
            _command.Write(Path.GetFileName(file), File.ReadAllText(file));
        var path = Path.Combine(_command.Data + "-files", "retail.json");
        var before = File.ReadAllText(path);
        var after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(path, after);
        return $"--Feedback:JourneysDirectory={Path.GetDirectoryName(path)}";
    }

    private async Task<IReadOnlyList<Document>> AllAsync(string container)
    {
        await using var store = _command.OpenStore();
        var documents = new List<Document>();
        await foreach (var page in store.AllChangesAsync(container))
            documents.AddRange(page);
        return documents;
    }

    private async Task<IReadOnlyList<(DocumentKey, string)>> ETagsAsync() =>
        [.. (await AllAsync(Containers.Feedback)).Concat(await AllAsync(Containers.Signals)).Concat(await AllAsync(Containers.Folds))
            .Select(document => (document.Key, document.ETag))];

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_command.Data, "feedback.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }
}
