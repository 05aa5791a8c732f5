namespace Feedback.App.Tests.Cli;

/// <summary>What a dry run tells of a file, and what an import tells of it in the end.</summary>
public sealed class ImportPreviewTests : IDisposable
{
    private static readonly string[] Mixed =
        ["text,ratings.csat,Day", "Good,4,2026-11-26", "Fair,3,2026-11-26", "Fine,5,2026-11-26", "Nice,4,2026-11-26", "Well,4,2026-11-26", "Bad,9,2026-11-26",
            "Bad,8,2026-11-26", "Odd,3,03/04/2026"];

    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task A_dry_run_shows_the_mapping_and_the_first_rows_and_imports_nothing()
    {
        var file = _command.Write("try.csv", "Words,ratings.csat,Day", "Good,4,2026-11-26", "Bad,9,2026-11-26", "Odd,3,03/04/2026");

        var result = await _command.ImportAsync(file, "--dry-run", "--map", "text=Words", "--map", "occurredAt=Day");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("text                 from Words", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"Good\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("line 3: rejected, ratings.csat must be a whole number from 1 to 5", result.Output, StringComparison.Ordinal);
        Assert.Contains("line 4: rejected, occurredAt is a date whose order", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_command.Data));
    }

    [Fact]
    public async Task A_dry_run_of_a_file_whose_every_row_would_be_rejected_fails()
    {
        var none = await _command.ImportAsync(_command.Write("none.csv", "text,ratings.csat", "Good,9", "Bad,9"), "--dry-run");
        var late = await _command.ImportAsync(_command.Write("late.csv", ["text,ratings.csat", .. Enumerable.Repeat("Good,9", 9), "Bad,1"]), "--dry-run");

        Assert.Equal((1, 0), (none.ExitCode, late.ExitCode));
        Assert.Contains("Every row would be rejected.", none.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_reads_the_whole_file_and_counts_what_would_be_rejected_by_reason()
    {
        var result = await _command.ImportAsync(_command.Write("mixed.csv", Mixed), "--dry-run", "--map", "occurredAt=Day");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("5 of 8 rows would be accepted, 3 rejected.", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n  2 × ratings.csat must be a whole number from 1 to 5\n  1 × occurredAt is a date whose order",
            result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_ends_with_the_reasons_beside_the_file_of_the_rejected_rows()
    {
        var result = await _command.ImportAsync(_command.Write("mixed.csv", Mixed), "--map", "occurredAt=Day");

        Assert.Contains("3 rejected.\n  2 × ratings.csat must be a whole number from 1 to 5\n  1 × occurredAt is a date whose order",
            result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_reasons_the_ten_most_frequent_are_told_and_the_rest_is_counted()
    {
        string[] rows = [.. Enumerable.Range(0, 300).Select(row => $$$"""{"text":"Good","field{{{row}}}":1}"""), """{"text":"Good","colour":1}""",
            """{"text":"Good","colour":1}"""];

        var result = await _command.ImportAsync(_command.Write("many.ndjson", rows), "--dry-run");

        Assert.Contains("rejected.\n  2 × colour is not a field of a feedback\n  1 × field0 is not a field of a feedback",
            result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("  291 × other reasons", result.Output, StringComparison.Ordinal);
        Assert.Equal(10, result.Output.Split(" × field").Length);
    }

    [Fact]
    public async Task A_dry_run_shows_letters_as_they_are()
    {
        var result = await _command.ImportAsync(_command.Write("letters.csv", "text", "Zu sp\u00E4t & \u201Eteuer\u201C"), "--dry-run");

        Assert.Contains("Zu sp\u00E4t & \u201Eteuer\u201C", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_refuses_a_new_source_without_a_touchpoint_as_the_import_does()
    {
        var file = _command.Write("some.csv", "text", "Good");
        await _command.ImportAsync(file);

        var fresh = await _command.RunAsync("import", file, "--source", "crm", "--dry-run");
        var import = await _command.RunAsync("import", file, "--source", "crm");
        var known = await _command.RunAsync("import", file, "--source", "web-shop", "--dry-run");

        Assert.Equal((2, 2, 0), (fresh.ExitCode, import.ExitCode, known.ExitCode));
        Assert.Contains("The source crm is new: give its touchpoint with --touchpoint", fresh.Error, StringComparison.Ordinal);
        Assert.Equal(import.Error, fresh.Error);
    }

    [Fact]
    public async Task A_dry_run_for_a_server_needs_no_key()
    {
        var result = await _command.RunAsync("import", _command.Write("some.csv", "text", "Good"), "--source", "crm", "--server", "http://127.0.0.1:9",
            "--dry-run");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("consent.csv", "text,May contact?", "Good,ja", "Bad,JA", "Fair,nein", "Nice,yes", "Well,", "Odd,0")]
    [InlineData("consent.ndjson", """{"text":"Good","attributes":{"mayContact":"ja"}}""", """{"text":"Bad","attributes":{"mayContact":"ja"}}""",
        """{"text":"Fair","attributes":{"mayContact":"nein"}}""", """{"text":"Nice","attributes":{"mayContact":"true"}}""")]
    public async Task A_word_on_consent_that_is_not_understood_is_warned_of_once_with_its_rows(string name, params string[] rows)
    {
        var file = _command.Write(name, rows);

        foreach (var output in new[] { (await _command.ImportAsync(file, "--dry-run")).Output, (await _command.ImportAsync(file)).Output })
        {
            Assert.Contains("WARNING: attributes.mayContact: \"ja\" is not understood and counts as no (2 rows).", output, StringComparison.Ordinal);
            Assert.Contains("WARNING: attributes.mayContact: \"nein\" is not understood and counts as no (1 row).", output, StringComparison.Ordinal);
            Assert.Equal(3, output.Split("is not understood").Length);
        }
    }
}
