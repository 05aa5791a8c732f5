using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Cli;

public sealed class FeedbackCommandTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("import")]
    [InlineData("remap")]
    [InlineData("reanalyse")]
    [InlineData("verify")]
    public async Task Help_lists_every_command_with_what_it_does(string name)
    {
        var help = await _command.RunAsync("--help");

        Assert.Equal(0, help.ExitCode);
        Assert.Matches($@"\n  {name}[^\n]*  [A-Z]", help.Output);
    }

    [Fact]
    public async Task A_mistyped_command_is_refused_in_one_line_that_says_where_help_is()
    {
        var result = await _command.RunAsync("sevre");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(("", "\"sevre\" is not a command: run with --help for what there is."), (result.Output, result.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_mistyped_option_is_refused_rather_than_taken_for_configuration()
    {
        var result = await _command.RunAsync("demo", "--exot");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("\"--exot\" is not an option", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_argument_ends_with_the_exit_code_of_wrong_usage()
    {
        var result = await _command.RunAsync("import", "file.csv");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal("Option '--source' is required. import: run with --help for what there is.", result.Error.TrimEnd());
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("remap")]
    [InlineData("reanalyse")]
    [InlineData("verify")]
    public async Task A_wrong_option_is_named_without_a_stack_trace(string command)
    {
        var result = await _command.RunAsync(command, "--Feedback:SignalBuckets=none");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("Feedback:SignalBuckets must be a whole number from 1 to 1000", result.Error.Trim());
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("remap")]
    [InlineData("reanalyse")]
    public async Task A_data_directory_that_a_server_holds_is_refused(string command)
    {
        await using var server = await RunningProgram.StartAsync(_command.Data);

        var result = await _command.RunAsync(command);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is in use by another Feedback process", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_broken_journeys_is_refused_with_every_problem()
    {
        var journey = _command.Write("retail.json", """{ "id": "retial" }""");

        var result = await _command.RunAsync("serve", $"--Feedback:JourneysDirectory={Path.GetDirectoryName(journey)}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("retail.json /id", result.Error, StringComparison.Ordinal);
    }
}
