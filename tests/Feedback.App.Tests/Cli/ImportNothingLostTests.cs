using Feedback.Core.Customers;
using Feedback.Core.Records;

namespace Feedback.App.Tests.Cli;

/// <summary>What a file says and is easily passed over: whether its customers agreed to be contacted, and rows behind a quotation mark.</summary>
public sealed class ImportNothingLostTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task An_empty_cell_in_the_column_of_consent_is_a_no()
    {
        await ImportAsync(_command.Write("consent.csv", "text,customer.id,attributes.mayContact", "Good,c-1,"));

        Assert.Equal("", Assert.Single(await RecordsAsync()).Attributes!["mayContact"]);
    }

    [Theory]
    [InlineData("mayContact")]
    [InlineData("May contact?")]
    [InlineData("Attributes.MayContact")]
    [InlineData("attributes.mayContact,May_Contact")]
    [InlineData("mayContact,attributes.mayContact,Attributes.MayContact")]
    public async Task A_column_that_speaks_of_consent_is_read_and_no_wins(string columns)
    {
        var words = string.Join(',', columns.Split(',').Select((_, index) => index == 0 ? "no" : "yes"));

        var result = await ImportAsync(_command.Write("consent.csv", "text,customer.email," + columns, "Good,ana@example.com," + words));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.DoesNotContain("Not imported", result.Output, StringComparison.Ordinal);
        Assert.False(ContactRule.WordIn(Assert.Single(await RecordsAsync()).Attributes));
    }

    [Theory]
    [InlineData("""{"Words":"Good","attributes":{"mayContact":false}}""")]
    [InlineData("""{"Words":"Good","may_contact":null}""")]
    public async Task A_mapping_of_lines_leaves_no_word_on_consent_out(string line)
    {
        await ImportAsync(_command.Write("consent.ndjson", line), "--map", "text=Words");

        Assert.False(ContactRule.WordIn(Assert.Single(await RecordsAsync()).Attributes));
    }

    private Task<CommandResult> ImportAsync(string file, params string[] options) =>
        _command.RunAsync(["import", file, "--source", "web-shop", "--touchpoint", "web", .. options]);

    private async Task<IReadOnlyList<FeedbackRecord>> RecordsAsync()
    {
        await using var store = _command.OpenStore();
        var records = new List<FeedbackRecord>();
        await foreach (var page in store.AllFeedbackAsync())
            records.AddRange(page.Select(stored => stored.Record));
        return records;
    }
}
