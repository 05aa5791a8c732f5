using System.Text;
using Feedback.App.Cli.Import;

namespace Feedback.App.Tests.Cli;

/// <summary>The file of rejected rows, repaired and imported: each row is read as it would have been in its own file.</summary>
public sealed class ImportRepairedRowsTests : IDisposable
{
    private readonly CommandLine _command = new();

    public static TheoryData<string, string[], string> Exports => new()
    {
        { "Google Forms", ["Timestamp,Email Address,How was it?,Stars", "2026-11-26 21:52:00,ana@example.com,Good,9"], "How was it?" },
        { "Google Forms", ["Zeitstempel;E-Mail-Adresse;Wie war es?;Stars", "2026-11-26 21:52:00;ana@example.com;Good;9"], "Wie war es?" },
        {
            "SurveyMonkey",
            ["Respondent ID,Collector ID,End Date,Email Address,How was it?,Stars", ",,,,Open-Ended Response,Response",
                "118,9,2026-11-26 21:52:00,ana@example.com,Good,9"],
            "How was it?"
        },
        {
            "Qualtrics",
            ["ResponseId,EndDate,Q1,customer.email,Stars", "Response ID,End Date,\"How\nwas it?\",Email,Stars",
                "\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\",\"\"timeZone\"\":\"\"UTC\"\"}\",,,",
                "R_1,2026-11-26 21:52:00,Good,ana@example.com,9"],
            "Q1"
        },
        { "Typeform", ["#,How was it?,Submit Date (UTC),customer.email,Stars", "ab12,Good,2026-11-26 21:52:00,ana@example.com,9"], "How was it?" },
        { "Delighted", ["Response ID,Person Email,Score,Comment,Response Created At,Stars", "17,ana@example.com,9,Good,2026-11-26 21:52:00 UTC,9"], "Comment" },
        {
            "Trustpilot",
            ["Review Created (UTC),Review Id,Review Stars,Review Content,Review User Email,Stars", "2026-11-26 21:52:00,r1,5,Good,ana@example.com,9"],
            "Review Content"
        },
        {
            "Google Play",
            ["Package Name\tReviewer Language\tReview Submit Date and Time\tStar Rating\tReview Text\tReview Link\tcustomer.email\tStars",
                "com.example\ten\t2026-11-26T21:52:00Z\t2\tGood\thttps://play.example.com/r/1\tana@example.com\t9"],
            "Review Text"
        },
    };

    public void Dispose() => _command.Dispose();

    [Theory]
    [MemberData(nameof(Exports))]
    public async Task A_repaired_row_of_a_known_export_keeps_its_customer_and_its_date(string tool, string[] lines, string text)
    {
        string[] options = ["--map", $"text={text}", "--map", "ratings.csat=Stars"];
        await _command.ImportAsync(_command.Write("export.csv", lines), options);
        var repaired = await RepairAsync(Rejected(), rows => rows[..rows.LastIndexOf('9')] + "4");

        var dry = await _command.ImportAsync(repaired, [.. options, "--dry-run"]);
        var result = await _command.ImportAsync(repaired, options);

        Assert.Equal((0, "", 0, ""), (dry.ExitCode, dry.Error, result.ExitCode, result.Error));
        Assert.All([dry.Output, result.Output], output => Assert.Contains($"Recognised as an export of {tool}", output, StringComparison.Ordinal));
        Assert.All([dry.Output, result.Output], output => Assert.Contains("Recognised as rejected rows of an import", output, StringComparison.Ordinal));
        var record = Assert.Single(await _command.RecordsAsync());
        Assert.Equal(("Good", 4, new DateTimeOffset(2026, 11, 26, 21, 52, 0, TimeSpan.Zero)), (record.Text, record.Ratings!.Csat, record.OccurredAt));
        Assert.NotNull(record.CustomerKey);
    }

    [Fact]
    public async Task A_row_that_is_rejected_once_more_stands_in_the_file_as_in_its_own()
    {
        await _command.ImportAsync(_command.Write("tills.csv", "text,ratings.csat", "\"So, \"\"fine\"\"\",9"));
        var repaired = await RepairAsync(Rejected(), rows => rows.Replace(",9", ",8", StringComparison.Ordinal));

        await _command.ImportAsync(repaired);

        var again = await File.ReadAllLinesAsync(Directory.GetFiles(Path.Combine(_command.Data, "import-rejected"), "repaired*.csv").Single());
        Assert.Equal(2, again.Length);
        Assert.Equal("line,reason,event,text,ratings.csat", again[0]);
        Assert.EndsWith(",\"So, \"\"fine\"\"\",8", again[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_these_names_that_are_mapped_are_the_users_own()
    {
        var file = _command.Write("calls.csv", "line,reason,text", "7,billing,Good");

        var result = await _command.ImportAsync(file, "--map", "attributes.reason=reason");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("billing", Assert.Single(await _command.RecordsAsync()).Attributes!["reason"]);
    }

    [Fact]
    public async Task Rows_that_are_repaired_in_two_goes_count_once()
    {
        await _command.ImportAsync(_command.Write("visits.csv", "text,ratings.csat", "Good,4", "Fair,8", "Bad,9"));
        var first = await _command.ImportAsync(await RepairAsync(Rejected(), rows => rows.Replace("Fair,8", "Fair,3", StringComparison.Ordinal)));

        var second = await _command.ImportAsync(_command.Write("all.csv",
            (await File.ReadAllTextAsync(Path.Combine(_command.Data + "-files", "repaired.csv"))).Replace("Bad,9", "Bad,1", StringComparison.Ordinal)));

        Assert.Contains("2 rows: 1 accepted, 0 already stored, 1 rejected", first.Output, StringComparison.Ordinal);
        Assert.Contains("2 rows: 1 accepted, 1 already stored, 0 rejected", second.Output, StringComparison.Ordinal);
        Assert.Equal(["Bad", "Fair", "Good"], (await _command.RecordsAsync()).Select(record => record.Text).Order());
    }

    [Fact]
    public async Task A_repaired_row_is_the_one_of_its_own_file_also_when_that_is_read_better_later()
    {
        var file = _command.Write("visits.csv", "text,ratings.csat", "Good,4", "\"Fair\",\"3,0\"");
        await _command.ImportAsync(file);
        await _command.ImportAsync(await RepairAsync(Rejected(), rows => rows.Replace("3,0", "3", StringComparison.Ordinal)));

        var again = await _command.ImportAsync(file, "--culture", "de-DE");

        Assert.Contains("2 rows: 0 accepted, 2 already stored, 0 rejected", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_rows_of_earlier_versions_are_imported_with_a_warning()
    {
        var file = _command.Write("former.csv", "line,reason,text,ratings.csat", "3,\"ratings.csat must be\",Fair,3");

        var result = await _command.ImportAsync(file);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("WARNING: the column event is missing", result.Output, StringComparison.Ordinal);
        Assert.Equal("Fair", Assert.Single(await _command.RecordsAsync()).Text);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-8")]
    public async Task The_name_of_the_file_tells_its_encoding_unless_it_was_repaired_in_UTF_8(string repairedIn)
    {
        var latin = TextEncoding.Parse("windows-1252")!;
        var file = _command.Write("latin.csv");
        await File.WriteAllBytesAsync(file, latin.GetBytes("text,ratings.csat\nZu sp\u00E4t,9\n"));
        await _command.ImportAsync(file, "--encoding", "windows-1252");
        var repaired = latin.GetString(await File.ReadAllBytesAsync(Rejected())).Replace(",9", ",2", StringComparison.Ordinal);
        await File.WriteAllBytesAsync(Rejected(), TextEncoding.Parse(repairedIn)!.GetBytes(repaired));

        var result = await _command.ImportAsync(Rejected());

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("Zu sp\u00E4t", Assert.Single(await _command.RecordsAsync()).Text);
    }

    private string Rejected() => Directory.GetFiles(Path.Combine(_command.Data, "import-rejected")).Single();

    /// <summary>Writes what somebody made of a file of rejected rows beside the file that it was.</summary>
    private async Task<string> RepairAsync(string rejected, Func<string, string> repair)
    {
        var text = await File.ReadAllTextAsync(rejected, Encoding.UTF8);
        return _command.Write("repaired" + Path.GetExtension(rejected), repair(text.TrimEnd()));
    }
}
