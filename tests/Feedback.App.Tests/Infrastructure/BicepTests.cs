namespace Feedback.App.Tests.Infrastructure;

/// <summary>The Bicep compiler itself has nothing to say against infra/. It needs neither a network nor an account.</summary>
public sealed class BicepTests
{
    [Fact]
    public void The_compiler_and_its_linter_find_nothing_wrong_with_any_file()
    {
        foreach (var pattern in new[] { "*.bicep", "*.bicepparam" }.Where(pattern => FilesOf(pattern).Length > 0))
        {
            // What is linted is compiled first; warnings alone leave the exit code 0.
            Assert.Equal((0, "", ""), Infra.RunBicep("lint", "--pattern", "**/" + pattern));
        }
    }

    [Fact]
    public void Every_file_is_part_of_what_is_deployed() => Assert.Equal(
        FilesOf("*.bicep").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal),
        Infra.Names.Append("main").Order(StringComparer.Ordinal));

    private static string[] FilesOf(string pattern) => Directory.GetFiles(Infra.Folder, pattern, SearchOption.AllDirectories);
}
