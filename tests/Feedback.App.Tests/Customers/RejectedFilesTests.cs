using Feedback.App.Cli.Import;
using Microsoft.Extensions.Logging.Abstractions;

namespace Feedback.App.Tests.Customers;

public sealed class RejectedFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedback-rejected-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("3,c-12,\"Bad\"", true)]
    [InlineData("3,C-12", true)]
    [InlineData("c-12", true)]
    [InlineData("3,c-123", false)]
    [InlineData("3,abc-12", false)]
    [InlineData("3,mail to anna@example.com.", true)]
    [InlineData("3,joanna@example.com", false)]
    [InlineData("3,Kd-U\u0308n", true)]
    [InlineData("3,Kd-\u00DCn", true)]
    [InlineData("{\"id\":\"Kd-U\\u0308n\"}", true)]
    [InlineData("3,\u3164c-12\u2800", true)]
    [InlineData("3,\u00ADc-12\u180E", true)]
    public async Task A_file_goes_when_an_identifier_stands_in_it_by_itself(string line, bool gone)
    {
        var file = Path.Combine(_folder, "rows.csv");
        await File.WriteAllLinesAsync(file, ["line,reason", line, "4,fine"]);

        await new RejectedFiles(_folder, NullLogger<RejectedFiles>.Instance).EraseAsync(new(["c-12", "anna@example.com", "Kd-\u00DCn"], [], []));

        Assert.Equal(gone, !File.Exists(file));
    }

    [Fact]
    public async Task Where_nothing_was_ever_rejected_there_is_nothing_to_do() =>
        await new RejectedFiles(Path.Combine(_folder, "none"), NullLogger<RejectedFiles>.Instance).EraseAsync(new(["c-12"], [], []));
}
