using Feedback.Sqlite;
using Feedback.Web.Hosting;

namespace Feedback.App.Cli.Backup;

/// <summary>
/// A backup: a folder that looks like a data folder, with a database that is whole by itself, and with everything that stands beside the database: the keys
/// that protect cookies and secrets, rejected rows of imports, mail that waits to be picked up.
/// </summary>
internal static class BackupFolder
{
    private const string Unfinished = ".unfinished";

    /// <summary>Writes a backup. It appears under its name when it is whole.</summary>
    /// <param name="data">The data folder. A server may be writing to it.</param>
    /// <param name="folder">Where to; it must not be there, or be empty.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="CommandException">There is something already.</exception>
    /// <exception cref="InvalidDataException">The database is damaged.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static async Task WriteAsync(string data, string folder, CancellationToken cancellationToken)
    {
        RequireEmpty(folder);
        if (IsInside(folder, data))
            throw new CommandException($"{folder} lies in the data folder {data}: a backup must stand elsewhere, best on another disk.");
        var unfinished = folder + Unfinished;
        Discard(unfinished);
        try
        {
            await CopyAsync(data, unfinished, cancellationToken);
            Take(unfinished, folder);
        }
        catch
        {
            // Half a backup is of no use, and holds what customers said.
            Discard(unfinished);
            throw;
        }
    }

    /// <summary>Makes a data folder of a backup.</summary>
    /// <param name="folder">The backup. It stays as it is.</param>
    /// <param name="data">The data folder; it must not be there, or be empty.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="CommandException">There is something already.</exception>
    /// <exception cref="InvalidDataException">The backup is damaged.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static async Task RestoreAsync(string folder, string data, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, FeedbackOptions.Database)))
            throw new CommandException($"{folder} is not a backup: there is no {FeedbackOptions.Database} in it.");
        await WriteAsync(folder, data, cancellationToken);
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static void RequireEmpty(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new CommandException($"{folder} is not empty: nothing is written over. Name another folder, or move this one away.");
    }

    private static bool IsInside(string folder, string other) =>
        Path.GetRelativePath(other, folder) is var path && path != ".." && !path.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        && !Path.IsPathRooted(path);

    private static async Task CopyAsync(string data, string to, CancellationToken cancellationToken)
    {
        await using (var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(data, FeedbackOptions.Database), ReadOnly = true }, TimeProvider.System))
        {
            Directory.CreateDirectory(to);
            // First the database: what stands beside it and is newer does no harm.
            await store.BackUpAsync(Path.Combine(to, FeedbackOptions.Database), cancellationToken);
        }

        CopyBeside(data, to);
    }

    private static void CopyBeside(string data, string to)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        foreach (var file in new DirectoryInfo(data).EnumerateFiles("*", all))
        {
            var path = Path.GetRelativePath(data, file.FullName);
            if (path.StartsWith(FeedbackOptions.Database, StringComparison.Ordinal) || file.Extension == ".lock")
                continue;
            var copy = Path.Combine(to, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            try
            {
                File.Copy(file.FullName, copy);
            }
            catch (FileNotFoundException)
            {
                // The server has just removed it: mail that was picked up, a row that was erased.
                continue;
            }

            // What is made here is its user's alone, but a copy has the rights of what it is of.
            MakePrivate(copy);
        }
    }

    /// <summary>Gives what is whole its name.</summary>
    private static void Take(string unfinished, string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        Directory.Move(unfinished, folder);
    }

    private static void MakePrivate(string file)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
