namespace Feedback.Web.Hosting;

/// <summary>The data folder when <c>Feedback:Data</c> does not name one: <c>.data</c> at the root of the repository, so that all commands share one folder
/// wherever they are started.</summary>
internal static class DefaultDataFolder
{
    private const string Name = ".data";
    private const string RootMark = "Feedback.sln";

    /// <summary>The folder for this process.</summary>
    public static string Path { get; } = For(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);

    /// <summary>The folder for a process.</summary>
    /// <param name="workingDirectory">Where it was started. Its repository comes first; without any repository the folder lies here.</param>
    /// <param name="programDirectory">Where the program's own files are.</param>
    public static string For(string workingDirectory, string programDirectory) =>
        System.IO.Path.Combine(RootOf(workingDirectory) ?? RootOf(programDirectory) ?? workingDirectory, Name);

    /// <summary>Data where `dotnet run` left it before the folder was looked for at the root; <c>null</c> when there is none.</summary>
    /// <param name="folder">The data folder of today.</param>
    public static string? Former(string folder) =>
        System.IO.Path.Combine(folder, "..", "src", "Feedback.App", Name) is var former && File.Exists(System.IO.Path.Combine(former, FeedbackOptions.Database))
            ? System.IO.Path.GetFullPath(former) : null;

    private static string? RootOf(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, RootMark)))
                return at.FullName;
        }

        return null;
    }
}
