namespace Feedback.Testing;

/// <summary>Finds the files of this repository.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Journeys { get; } = Path.Combine(Root, "journeys");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Feedback.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Feedback.sln.");
    }
}
