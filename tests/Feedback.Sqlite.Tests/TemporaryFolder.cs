namespace Feedback.Sqlite.Tests;

internal sealed class TemporaryFolder
{
    private readonly string path = Directory.CreateTempSubdirectory("feedback-sqlite-").FullName;

    public string File(string name) => Path.Combine(path, name);

    public void Delete() => Directory.Delete(path, recursive: true);
}
