namespace Feedback.Sqlite.Tests;

internal sealed class TemporaryFolder
{
    private readonly string _path = Directory.CreateTempSubdirectory("feedback-sqlite-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public void Delete() => Directory.Delete(_path, recursive: true);
}
