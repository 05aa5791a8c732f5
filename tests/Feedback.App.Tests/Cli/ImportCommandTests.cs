using System.Security.Cryptography;
using System.Text.Json;
using Feedback.App.Tests.Running;
using Feedback.Core.Access;
using Feedback.Core.Records;

namespace Feedback.App.Tests.Cli;

public sealed class ImportCommandTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Mapped_columns_become_the_fields_of_feedback()
    {
        var date = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-3));
        var file = _command.Write("reviews.csv",
            "Review Text,Rating,Day,Company,Number,language",
            $"\"Nice, but the zip \"\"broke\"\"\",2,{date:yyyy-MM-dd},Acme,c-7,en");

        var result = await _command.ImportAsync(file, "--map", "text=Review Text", "--map", "ratings.csat=Rating", "--map", "occurredAt=Day",
            "--map", "attributes.company=Company", "--map", "customer.id=Number");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var record = Assert.Single(await _command.RecordsAsync());
        Assert.Equal("Nice, but the zip \"broke\"", record.Text);
        Assert.Equal(2, record.Ratings!.Csat);
        Assert.Equal(new(date, new(12, 0), TimeSpan.Zero), record.OccurredAt);
        Assert.Equal("Acme", record.Attributes!["company"]);
        Assert.NotNull(record.CustomerKey);
        Assert.Equal("en", record.Language);
        Assert.Equal(("web", FeedbackState.Mapped), (record.Touchpoint, record.State));
        Assert.Contains("noon UTC", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_rows_are_kept_with_line_and_reason_and_do_not_stop_the_others()
    {
        var file = _command.Write("tills.csv", "text,ratings.csat", "Fine,5", "\"two", "lines\",9", "too,few,many", "Good,4", "Bad day,one");

        var result = await _command.ImportAsync(file);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("5 rows: 2 accepted, 0 already stored, 3 rejected", result.Output, StringComparison.Ordinal);
        var rejected = Assert.Single(Directory.GetFiles(Path.Combine(_command.Data, "import-rejected"), "*.csv"));
        Assert.Equal(
            "line,reason,event,text,ratings.csat\n"
            + $"3,\"ratings.csat must be a whole number from 1 to 5\",{EventOf(2)},\"two\nlines\",9\n"
            + $"5,\"has 3 fields, but the header has 2\",{EventOf(3)},too,few,many\n"
            + $"7,\"ratings.csat must be a whole number from 1 to 5\",{EventOf(5)},Bad day,one\n",
            await File.ReadAllTextAsync(rejected));

        string EventOf(int row) => $"import-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))[..24]}-{row}";
    }

    [Fact]
    public async Task An_import_leaves_the_managers_key_alone_and_shows_none()
    {
        await using (await RunningProgram.StartAsync(_command.Data))
        {
        }

        var result = await _command.ImportAsync(_command.Write("some.csv", "text", "Good"));

        Assert.DoesNotContain("Manager key", result.Output, StringComparison.Ordinal);
        await using var store = _command.OpenStore();
        Assert.Equal(KeyKind.Manager, await new KeyRing(store, TimeProvider.System).KindAsync(ApiKey.Hash(RunningProgram.ManagerKey)));
    }

    [Fact]
    public async Task Importing_a_file_again_says_that_it_is_complete_and_how_to_start_again()
    {
        var file = _command.Write("again.csv", "text", "Good", "Bad");
        await _command.ImportAsync(file);

        var again = await _command.ImportAsync(file);

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("again.csv was imported completely already, and nothing was posted now: --restart starts again", again.Output,
            StringComparison.Ordinal);
        Assert.Contains("2 rows: 2 accepted, 0 already stored, 0 rejected", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Resuming", again.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await _command.RecordsAsync()).Count);
    }

    [Fact]
    public async Task A_file_that_was_corrected_at_its_end_is_imported_again()
    {
        string[] lines = ["text,ratings.csat", .. Enumerable.Repeat("The refund took five weeks and nobody answered,2", 2_000)];
        await _command.ImportAsync(_command.Write("long.csv", [.. lines, "Good,9"]));

        var corrected = await _command.ImportAsync(_command.Write("long.csv", [.. lines, "Good,4"]));

        Assert.Contains("2,001 rows: 2,001 accepted, 0 already stored, 0 rejected", corrected.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restarting_adds_nothing_twice_and_rejects_no_row_twice()
    {
        var file = _command.Write("restart.csv", "text,ratings.nps", "Good,9", "Bad,11");
        await _command.ImportAsync(file);

        var again = await _command.ImportAsync(file, "--restart");

        Assert.Contains("2 rows: 0 accepted, 1 already stored, 1 rejected", again.Output, StringComparison.Ordinal);
        Assert.Single(await _command.RecordsAsync());
        Assert.Equal(2, (await File.ReadAllLinesAsync(Directory.GetFiles(Path.Combine(_command.Data, "import-rejected")).Single())).Length);
    }

    [Fact]
    public async Task A_mapped_event_id_makes_the_same_row_of_another_file_a_duplicate()
    {
        await _command.ImportAsync(_command.Write("monday.csv", "Id,text", "r-1,Good"), "--map", "sourceEventId=Id");

        var tuesday = await _command.ImportAsync(_command.Write("tuesday.csv", "Id,text", "r-1,Good", "r-2,Bad"), "--map", "sourceEventId=Id");

        Assert.Contains("1 accepted, 1 already stored", tuesday.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_JSON_are_posted_as_they_are_and_bad_ones_kept()
    {
        var file = _command.Write("lines.ndjson",
            """{ "text": "Good", "ratings": { "nps": 9 }, "attributes": { "store": "Leeds" } }""",
            """{ "text": "Bad", "colour": "red" }""",
            "not JSON",
            """["no object"]""");

        var result = await _command.ImportAsync(file);

        Assert.Equal(1, result.ExitCode);
        var record = Assert.Single(await _command.RecordsAsync());
        Assert.Equal(("Good", 9, "Leeds"), (record.Text, record.Ratings!.Nps, record.Attributes!["store"]));
        var rejected = (await File.ReadAllLinesAsync(Directory.GetFiles(Path.Combine(_command.Data, "import-rejected"), "*.ndjson").Single()))
            .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(row => (row.GetProperty("line").GetInt32(), row.GetProperty("reason").GetString(), row.GetProperty("row").GetString()));
        Assert.Equal(
            [
                (2, "colour is not a field of a feedback", """{ "text": "Bad", "colour": "red" }"""),
                (3, "is not valid JSON", "not JSON"),
                (4, "must be a JSON object", """["no object"]"""),
            ],
            rejected);
    }

    [Fact]
    public async Task Properties_of_JSON_can_be_mapped_by_their_path()
    {
        var file = _command.Write("export.jsonl", """{ "body": { "comment": "Good" }, "stars": 4, "internal": true }""");

        var result = await _command.ImportAsync(file, "--map", "text=body.comment", "--map", "ratings.csat=stars");

        Assert.Equal(0, result.ExitCode);
        var record = Assert.Single(await _command.RecordsAsync());
        Assert.Equal(("Good", 4), (record.Text, record.Ratings!.Csat));
    }

    [Theory]
    [InlineData("text=Words", "no column \"Words\"")]
    [InlineData("txt=Comment", "no field \"txt\"")]
    [InlineData("text", "FIELD=COLUMN")]
    [InlineData("channel=Comment", "--map text=COLUMN")]
    public async Task A_mapping_that_cannot_be_is_refused_before_anything_is_posted(string mapping, string reason)
    {
        var result = await _command.ImportAsync(_command.Write("some.csv", "Comment,Other", "Good,1"), "--map", mapping);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_in_use_points_to_the_server_and_the_server_takes_the_file()
    {
        var file = _command.Write("late.csv", "text", "Good", "Bad");
        await using var server = await RunningProgram.StartAsync(_command.Data);
        var (till, _) = await server.AddSourceAsync("pos-42");
        var key = till.DefaultRequestHeaders.Authorization!.Parameter!;

        var refused = await _command.ImportAsync(file);
        var unknown = await _command.RunAsync("import", file, "--source", "pos-42", "--server", server.Address.ToString(), "--key", "wrong");
        var taken = await _command.RunAsync("import", file, "--source", "pos-42", "--server", server.Address.ToString(), "--key", key);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--server URL --key KEY", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("does not know the key", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(0, taken.ExitCode);
        Assert.Contains("2 accepted", taken.Output, StringComparison.Ordinal);
    }
}
