using Feedback.Testing;

namespace Feedback.App.Tests.Architecture;

/// <summary>What holds for every file of source.</summary>
public sealed class SourceFileTests
{
    private const int Columns = 160;
    private const int Lines = 350;

    [Fact]
    public void No_line_is_longer_than_160_columns() => Assert.Empty(Files("*.cs").SelectMany(LongLines));

    [Fact]
    public void No_file_is_longer_than_350_lines() =>
        Assert.Empty(Files("*.cs").Concat(Files("*.razor")).Where(file => File.ReadLines(file).Count() > Lines).Select(Relative));

    /// <summary>But for data in raw strings, which stands as it is sent.</summary>
    private static IEnumerable<string> LongLines(string file)
    {
        var raw = false;
        foreach (var (index, line) in File.ReadLines(file).Index())
        {
            var marks = line.Split("\"\"\"").Length - 1;
            if (line.Length > Columns && !raw && marks == 0)
                yield return $"{Relative(file)}:{index + 1}";
            raw ^= marks % 2 == 1;
        }
    }

    private static IEnumerable<string> Files(string pattern) =>
        new[] { "src", "tests", "bench" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);
}
