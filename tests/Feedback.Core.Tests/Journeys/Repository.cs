namespace Feedback.Core.Tests.Journeys;

/// <summary>Finds the files that ship with the program.</summary>
internal static class Repository
{
    public static string Journeys { get; } = Path.Combine(Root(), "journeys");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Feedback.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("No folder above the tests holds Feedback.sln.");
    }
}
