namespace Feedback.App.Tests.Cli;

/// <summary>Later editions of a file, in which rows have been added before and behind those that were imported.</summary>
public sealed class ImportGrownFileTests : IDisposable
{
    private static readonly string[] Options =
        ["--map", "sourceEventId=Review Link", "--map", "ratings.csat=Stars", "--map", "occurredAt=At"];

    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task A_row_that_leaves_the_column_of_its_id_empty_is_known_by_what_stands_in_it()
    {
        await _command.ImportAsync(_command.Write("first.csv", "At,Stars,Review Link", "2026-11-20,5,", "2026-11-21,4,r/1"), Options);

        var grown = await _command.ImportAsync(
            _command.Write("second.csv", "At,Stars,Review Link", "2026-11-22,1,", "2026-11-20,5,", "2026-11-21,4,r/1", "2026-11-23,2,"), Options);

        Assert.Contains("2 accepted, 2 already stored", grown.Output, StringComparison.Ordinal);
        Assert.Equal(4, (await _command.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Equal_rows_without_an_id_count_as_often_as_they_stand_there()
    {
        await _command.ImportAsync(_command.Write("first.csv", "At,Stars,Review Link", "2026-11-20,5,", "2026-11-20,5,"), Options);

        await _command.ImportAsync(_command.Write("second.csv", "At,Stars,Review Link", "2026-11-20,5,", "2026-11-20,5,", "2026-11-20,5,"), Options);

        Assert.Equal(3, (await _command.RecordsAsync()).Count);
    }

    [Fact]
    public async Task A_repaired_row_without_an_id_is_the_one_of_its_own_file()
    {
        var file = _command.Write("first.csv", "At,Stars,Review Link", "2026-11-20,\"5,0\",");
        await _command.ImportAsync(file, Options);
        var rejected = Directory.GetFiles(Path.Combine(_command.Data, "import-rejected")).Single();
        var repaired = (await File.ReadAllTextAsync(rejected)).Replace("\"5,0\",", "5,", StringComparison.Ordinal);
        await _command.ImportAsync(_command.Write("repaired.csv", repaired), Options);

        var again = await _command.ImportAsync(file, [.. Options, "--culture", "de-DE"]);

        Assert.Contains("0 accepted, 1 already stored", again.Output, StringComparison.Ordinal);
    }
}
