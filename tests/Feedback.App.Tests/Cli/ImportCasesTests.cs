using System.Text;
using Feedback.Testing;

namespace Feedback.App.Tests.Cli;

/// <summary>Files as spreadsheets and survey tools write them. The files stand beside the tests.</summary>
public sealed class ImportCasesTests : IDisposable
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Feedback.App.Tests", "Cases");

    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Columns_and_rows_that_a_spreadsheet_once_used_are_no_feedback()
    {
        var result = await _command.ImportAsync(Case("excel-trailing-columns.csv"));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("2 rows: 2 accepted, 0 already stored, 0 rejected", result.Output, StringComparison.Ordinal);
        Assert.Equal([2, 5], (await _command.RecordsAsync()).Select(record => record.Ratings!.Csat).Order());
    }

    [Fact]
    public async Task Two_columns_of_one_title_matter_only_when_it_is_mapped()
    {
        var file = _command.Write("twice.csv", "text,Note,Note", "Good,a,b");

        var unread = await _command.ImportAsync(file);
        var mapped = await _command.ImportAsync(file, "--map", "attributes.note=Note", "--restart");

        Assert.Equal((0, 2), (unread.ExitCode, mapped.ExitCode));
        Assert.Contains("has 2 columns called \"Note\"", mapped.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sep=;\r\n")]
    public async Task A_file_with_semicolons_is_read_as_such(string firstLine)
    {
        var file = WithFirstLine("excel-semicolon.csv", firstLine);

        var result = await _command.ImportAsync(file, "--culture", "de-DE");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            [(2, new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero)), (5, new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero))],
            (await _command.RecordsAsync()).Select(record => (record.Ratings!.Csat!.Value, record.OccurredAt)).Order());
    }

    [Fact]
    public async Task What_the_file_does_not_tell_is_not_guessed_and_the_reason_names_the_option()
    {
        var result = await _command.ImportAsync(Case("excel-semicolon.csv"));

        Assert.Equal(1, result.ExitCode);
        var rejected = await _command.RejectedAsync("*.csv");
        Assert.Contains("occurredAt is a date whose order of day and month the file does not tell: add --culture", rejected, StringComparison.Ordinal);
        Assert.Contains("ratings.csat has a comma before its fraction: add --culture, such as --culture de-DE", rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_option_that_was_named_the_same_file_is_read_from_its_beginning()
    {
        await _command.ImportAsync(Case("excel-semicolon.csv"));

        var again = await _command.ImportAsync(Case("excel-semicolon.csv"), "--culture", "de-DE");

        Assert.Contains("2 rows: 2 accepted, 0 already stored, 0 rejected", again.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_command.Data, "import-rejected")));
    }

    [Theory]
    [InlineData("--separator", "|")]
    [InlineData("--separator", "tab")]
    public async Task The_separator_can_be_given(string option, string separator)
    {
        var between = separator == "tab" ? '\t' : separator[0];
        var file = _command.Write("given.csv", $"a,b{between}text", $"c,d{between}Good; nice, really");

        var result = await _command.ImportAsync(file, option, separator);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("Good; nice, really", Assert.Single(await _command.RecordsAsync()).Text);
    }

    [Fact]
    public async Task The_rows_below_the_header_of_a_Qualtrics_export_are_no_customers()
    {
        var result = await _command.ImportAsync(Case("qualtrics.csv"), "--map", "text=Q2");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Recognised as an export of Qualtrics", result.Output, StringComparison.Ordinal);
        var records = await _command.RecordsAsync();
        Assert.Equal(
            [("R_1aaaaaaaaaaaaaa", "The refund took five weeks.", 3), ("R_2bbbbbbbbbbbbbb", "Lovely, quick checkout.", 10)],
            records.Select(record => (record.SourceEventId!, record.Text!, record.Ratings!.Nps!.Value)).Order());
        // Denver is seven hours behind UTC in November.
        Assert.Equal(new(2026, 11, 27, 5, 52, 0, TimeSpan.Zero), records.Min(record => record.OccurredAt));
    }

    [Fact]
    public async Task Header_rows_of_an_unknown_export_can_be_skipped_and_a_header_that_comes_again_is_none()
    {
        var file = _command.Write("two.csv", "text,ratings.csat", "What did you think?,How many stars?", "Good,4", "text,ratings.csat", "Bad,1");

        var result = await _command.ImportAsync(file, "--skip-rows", "1");

        Assert.Contains("2 rows: 2 accepted, 0 already stored, 0 rejected", result.Output, StringComparison.Ordinal);
        Assert.Equal(["Bad", "Good"], (await _command.RecordsAsync()).Select(record => record.Text).Order());
    }

    [Fact]
    public async Task A_file_that_is_not_UTF_8_is_refused_as_a_whole_with_the_option()
    {
        var result = await _command.ImportAsync(Case("windows-1252.csv"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--encoding windows-1252", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_command.Data, "import-rejected")));
    }

    [Fact]
    public async Task In_its_encoding_a_file_is_read_and_a_rejected_row_keeps_its_own_bytes()
    {
        var bytes = await File.ReadAllBytesAsync(Case("windows-1252.csv"));
        var file = _command.Write("latin.csv");
        await File.WriteAllBytesAsync(file, [.. bytes, .. "caf\u00E9,"u8[..3], 0xE9, .. ",too,many\n"u8]);

        var result = await _command.ImportAsync(file, "--encoding", "windows-1252");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The caf\u00E9\u2019s refund of \u20AC20 never came.", (await _command.RecordsAsync()).Select(record => record.Text));
        var rejected = await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(_command.Data, "import-rejected"), "*.windows-1252.csv").Single());
        Assert.True(rejected.AsSpan().IndexOf<byte>([.. "caf"u8, 0xE9, .. ",too,many"u8]) > 0);
    }

    [Fact]
    public async Task The_UTF_16_file_of_an_app_store_is_read_by_its_mark()
    {
        var file = _command.Write("reviews.csv");
        await File.WriteAllTextAsync(file,
            "Package Name\tReviewer Language\tReview Submit Date and Time\tStar Rating\tReview Text\tReview Link\n"
            + "com.example\tde\t2026-11-26T22:52:00Z\t2\tDie App st\u00FCrzt ab.\thttps://play.example.com/r/1\n", Encoding.Unicode);

        var result = await _command.ImportAsync(file);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var record = Assert.Single(await _command.RecordsAsync());
        Assert.Equal(("Die App st\u00FCrzt ab.", 2, "de", "https://play.example.com/r/1"),
            (record.Text, record.Ratings!.Csat, record.Language, record.SourceEventId));
    }

    [Fact]
    public async Task The_second_header_row_of_SurveyMonkey_names_the_columns_without_a_title()
    {
        var file = _command.Write("survey.csv",
            "Respondent ID,Collector ID,End Date,How was it?,What did you buy?,,Anything else?",
            ",,,Response,Shoes,Hats,Open-Ended Response",
            "118,9,11/26/2026 10:52:00 PM,4,,Hats,Too small.");

        var result = await _command.ImportAsync(file, "--map", "text=Anything else?", "--map", "ratings.csat=How was it?",
            "--map", "attributes.hats=What did you buy?: Hats", "--culture", "en-US");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var record = Assert.Single(await _command.RecordsAsync());
        Assert.Equal(("Too small.", 4, "Hats", "118"), (record.Text, record.Ratings!.Csat, record.Attributes!["hats"], record.SourceEventId));
        Assert.Equal(new(2026, 11, 26, 22, 52, 0, TimeSpan.Zero), record.OccurredAt);
    }

    [Theory]
    [InlineData("Google Forms", "Timestamp,Email Address,How was it?", "2026/11/26 10:52:00 PM GMT+1,ana@example.com,Good", "How was it?")]
    [InlineData("Google Forms", "Zeitstempel,E-Mail-Adresse,Wie war es?", "2026-11-26 21:52:00,ana@example.com,Good", "Wie war es?")]
    [InlineData("Google Forms", "Marca temporal,How was it?", "2026-11-26 21:52:00,Good", "How was it?")]
    [InlineData("Delighted", "Response ID,Person Email,Score,Comment,Response Created At", "17,ana@example.com,9,Good,2026-11-26 21:52:00 UTC", "Comment")]
    [InlineData("Delighted", "Response ID,Person Email,Score,Comment,Created At", "17,ana@example.com,9,Good,2026-11-26 21:52:00 UTC", "Comment")]
    [InlineData("Typeform", "#,How was it?,Start Date (UTC),Submit Date (UTC),Network ID",
        "ab12,Good,2026-11-26 21:50:00,2026-11-26 21:52:00,x", "How was it?")]
    [InlineData("Delighted", "Score,Comment,Response ID,Response Time,Email", "9,Good,17,2026-11-26 21:52:00 UTC,ana@example.com", "Comment")]
    [InlineData("Trustpilot", "Review Created (UTC),Review Id,Review Stars,Review Title,Review Content",
        "2026-11-26 21:52:00,r1,5,Fine,Good", "Review Content")]
    public async Task What_a_known_tool_always_names_the_same_is_mapped(string tool, string header, string row, string text)
    {
        var result = await _command.ImportAsync(_command.Write("export.csv", header, row), "--map", $"text={text}");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains($"export of {tool}", result.Output, StringComparison.Ordinal);
        var record = Assert.Single(await _command.RecordsAsync());
        Assert.Equal(("Good", new DateTimeOffset(2026, 11, 26, 21, 52, 0, TimeSpan.Zero)), (record.Text, record.OccurredAt));
    }

    [Fact]
    public async Task Empty_fields_at_the_end_may_be_left_out_or_too_many_but_a_separator_that_is_not_quoted_is_a_fault()
    {
        var file = _command.Write("ragged.csv", "text,ratings.csat,note", "Good", "Fine,4,,,", "Nice,5,a, b");

        var result = await _command.ImportAsync(file);

        Assert.Contains("3 rows: 2 accepted, 0 already stored, 1 rejected", result.Output, StringComparison.Ordinal);
        Assert.Contains("has 4 fields, but the header has 3", await _command.RejectedAsync("*.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9.0", 0)]
    [InlineData("9.5", 1)]
    public async Task A_rating_that_a_data_frame_wrote_is_read_if_it_is_whole(string written, int code)
    {
        var mapped = await _command.ImportAsync(_command.Write("frame.csv", "text,score", $"Good,{written}"), "--map", "ratings.nps=score");
        var lines = await _command.ImportAsync(_command.Write("frame.ndjson", $$$"""{"text":"Good","ratings":{"nps":{{{written}}}}}"""));

        Assert.Equal((code, code), (mapped.ExitCode, lines.ExitCode));
    }

    [Fact]
    public async Task Where_nothing_says_when_it_was_said_there_is_a_warning()
    {
        var dateless = await _command.ImportAsync(_command.Write("some.csv", "text,When", "Good,2026-11-26"), "--dry-run");
        var dated = await _command.ImportAsync(_command.Write("some.csv", "text,When", "Good,2026-11-26"), "--dry-run", "--map", "occurredAt=When");

        Assert.Contains("WARNING: no column is mapped to occurredAt", dateless.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", dated.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_those_who_made_a_Qualtrics_survey_tried_is_no_customers()
    {
        var file = _command.Write("preview.csv", "Status,ResponseId,Q1", "Response Type,Response ID,How was it?",
            "\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"",
            "Survey Preview,R_1,Just trying", "IP Address,R_2,Good");

        await _command.ImportAsync(file, "--map", "text=Q1");

        Assert.Equal("Good", Assert.Single(await _command.RecordsAsync()).Text);
    }

    [Fact]
    public async Task The_same_is_skipped_where_Qualtrics_wrote_numbers_for_it()
    {
        var file = _command.Write("preview-numbers.csv", "Status,ResponseId,Q1", "Response Type,Response ID,How was it?",
            "\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"",
            "1,R_1,Just trying", "2,R_2,Generated", "0,R_3,Good", "4,R_4,Imported");

        await _command.ImportAsync(file, "--map", "text=Q1");

        Assert.Equal(["Good", "Imported"], (await _command.RecordsAsync()).Select(record => record.Text).Order());
    }

    [Theory]
    [InlineData("--encoding", "klingon", "--encoding klingon is not known")]
    [InlineData("--culture", "en", "--culture en is not known")]
    [InlineData("--separator", "ab", "--separator must be one character")]
    [InlineData("--skip-rows", "-1", "--skip-rows must be 0 or more")]
    public async Task An_option_that_cannot_be_is_refused_by_its_name(string option, string value, string reason)
    {
        var result = await _command.ImportAsync(_command.Write("some.csv", "text", "Good"), option, value);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    private static string Case(string name) => Path.Combine(Cases, name);

    private string WithFirstLine(string name, string line)
    {
        var file = _command.Write(name);
        var bytes = File.ReadAllBytes(Case(name));
        // The mark stays at the beginning.
        File.WriteAllBytes(file, [.. bytes[..3], .. Encoding.UTF8.GetBytes(line), .. bytes[3..]]);
        return file;
    }
}
