using Feedback.Core.Customers;

namespace Feedback.App.Tests.Cli;

/// <summary>What a file says and is easily passed over: whether its customers agreed to be contacted, and rows behind a quotation mark.</summary>
public sealed class ImportNothingLostTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Theory]
    [InlineData("Nice,\"never closed", "is never closed")]
    [InlineData("\"never closed,4", "is closed in a later line")]
    public async Task A_quotation_mark_that_is_not_closed_swallows_nothing_silently(string row, string reason)
    {
        var file = _command.Write("open.csv", "text,note", "Good,a", row, "Bad,b", reason.Contains("never", StringComparison.Ordinal) ? "Odd,c" : "\"Odd\",c");

        var result = await _command.ImportAsync(file);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("2 rows: 1 accepted, 0 already stored, 1 rejected", result.Output, StringComparison.Ordinal);
        var rejected = await _command.RejectedAsync("*.csv");
        Assert.Contains($"3,\"has a quotation mark that {reason}", rejected, StringComparison.Ordinal);
        Assert.Contains("Odd", rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_whose_quotation_mark_is_not_closed_is_refused()
    {
        var result = await _command.ImportAsync(_command.Write("open.csv", "text,\"note", "Good,a"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("has a quotation mark that is never closed", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_cell_in_the_column_of_consent_is_a_no()
    {
        await _command.ImportAsync(_command.Write("consent.csv", "text,customer.id,attributes.mayContact", "Good,c-1,"));

        Assert.Equal("", Assert.Single(await _command.RecordsAsync()).Attributes!["mayContact"]);
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

        var result = await _command.ImportAsync(_command.Write("consent.csv", "text,customer.email," + columns, "Good,ana@example.com," + words));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.DoesNotContain("Not imported", result.Output, StringComparison.Ordinal);
        Assert.False(ContactRule.WordIn(Assert.Single(await _command.RecordsAsync()).Attributes));
    }

    [Theory]
    [InlineData("""{"Words":"Good","attributes":{"mayContact":false}}""")]
    [InlineData("""{"Words":"Good","may_contact":null}""")]
    public async Task A_mapping_of_lines_leaves_no_word_on_consent_out(string line)
    {
        await _command.ImportAsync(_command.Write("consent.ndjson", line), "--map", "text=Words");

        Assert.False(ContactRule.WordIn(Assert.Single(await _command.RecordsAsync()).Attributes));
    }
}
