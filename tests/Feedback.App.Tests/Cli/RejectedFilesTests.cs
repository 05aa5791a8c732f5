using System.Text;
using System.Text.Json;
using Feedback.App.Cli.Import;
using Feedback.App.Tests.Privacy;
using Microsoft.Extensions.Logging;

namespace Feedback.App.Tests.Cli;

public sealed class RejectedFilesTests : IDisposable
{
    private const string Ana = "plain.ana@example.com";

    private readonly LoggedLines _log = new();
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"))).FullName;

    public static TheoryData<string, string> Spelled => new()
    {
        { "plain.csv", $"2,reason,{Ana}" },
        { "capitals.csv", "2,reason,Plain.ANA@Example.com" },
        { "json.ndjson", $$$"""{"line":2,"reason":"r","row":{{{JsonSerializer.Serialize($$$"""{"customer":{"email":"{{{Ana}}}"}}""")}}}}""" },
        { "json-in-csv.csv", $$$""""2,reason,"{""customer"":{""email"":""{{{Ana}}}""}}" """" },
        { "escaped.ndjson", @"{""row"":""{\""email\"":\""plain.ana\u0040example.com\""}""}" },
        { "escaped-twice.ndjson", @"{""row"":""{\u0022email\u0022:\u0022plain.ana\\u0040example.com\u0022}""}" },
        { "tab-before.ndjson", @"{""row"":""x\tplain.ana@example.com\ny""}" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Spelled))]
    public async Task A_file_that_names_the_person_is_removed_in_every_spelling(string name, string line)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, name), "line,reason,customer.email\n" + line + "\n");

        await EraseAsync(Ana);

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("rows-1a2b.windows-1252.csv", "windows-1252")]
    [InlineData("rows.csv", "windows-1252")]
    [InlineData("rows-1a2b.windows-1251.csv", "windows-1251")]
    [InlineData("rows-1a2b.utf-16.tsv", "utf-16")]
    [InlineData("rows-1a2b.utf-16BE.tsv", "utf-16BE")]
    [InlineData("rows-1a2b.csv", "utf-8")]
    public async Task A_file_that_names_the_person_in_its_own_bytes_is_removed(string name, string encoding)
    {
        var person = encoding == "windows-1251" ? "\u0418\u0432\u0430\u043D-77" : "M\u00FCller-77";
        var text = TextEncoding.Parse(encoding)!;
        await File.WriteAllBytesAsync(Path.Combine(_folder, name), [.. text.Preamble, .. text.GetBytes($"line,reason,customer.id\n2,r,{person}\n")]);

        await EraseAsync(person);

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task How_many_files_went_is_logged_and_not_whose()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "ana.csv"), $"2,reason,{Ana}");
        await File.WriteAllTextAsync(Path.Combine(_folder, "other.csv"), "2,reason,nobody");

        await EraseAsync(Ana);

        var line = Assert.Single(_log.All);
        Assert.Contains("An erasure removed 1 files of rejected rows whole", line, StringComparison.Ordinal);
        Assert.DoesNotContain("ana.csv", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2,reason,not.plain.ana@example.community")]
    [InlineData("2,reason,xplain.ana@example.com")]
    [InlineData("nothing of hers")]
    public async Task A_file_that_names_somebody_else_stays(string line)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "other.csv"), line, Encoding.UTF8);

        await EraseAsync(Ana);

        Assert.Single(Directory.GetFiles(_folder));
    }

    private async Task EraseAsync(string identifier)
    {
        using var logging = new LoggerFactory([_log]);
        await new RejectedFiles(_folder, logging.CreateLogger<RejectedFiles>()).EraseAsync(new([identifier], [], []));
    }
}
