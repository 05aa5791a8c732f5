using Feedback.Testing;

namespace Feedback.App.Tests.Architecture;

/// <summary>What the solution does not hold nobody builds, and it rots.</summary>
public sealed class SolutionTests
{
    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Feedback.sln")).Replace('\\', '/');

        var missing = new[] { "src", "tests", "bench", "tools" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(project => Path.GetRelativePath(Repository.Root, project).Replace('\\', '/'))
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal) && !project.Contains("/bin/", StringComparison.Ordinal));

        Assert.Empty(missing);
    }
}
