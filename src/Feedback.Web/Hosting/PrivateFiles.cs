using System.Runtime.InteropServices;

namespace Feedback.Web.Hosting;

/// <summary>Keeps what the program writes from others on the same machine: folders are 0700 and files 0600, whoever makes them.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // Of one folder: its mails may be many, and one of them tells of the others.
    private const int MostFiles = 100;

    /// <summary>From now on, whatever this process makes is its user's alone. The database engine makes files of its own, so it is said to the
    /// system.</summary>
    public static void MakeFromNowOn()
    {
        if (!OperatingSystem.IsWindows())
            _ = Mask((uint)Others);
    }

    /// <summary>What of a folder others may look into: itself, its folders and the files in them, without those of folders below.</summary>
    public static IReadOnlyList<string> OpenToOthers(string folder) =>
    [
        .. new[] { folder }.Concat(Directory.EnumerateDirectories(folder).SelectMany(below => Directory.EnumerateFiles(below).Take(MostFiles).Prepend(below)))
            .Concat(Directory.EnumerateFiles(folder)).Where(IsOpen),
    ];

    private static bool IsOpen(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        try
        {
            return (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;
        }
        catch (IOException)
        {
            // Gone meanwhile.
            return false;
        }
    }

    // The same number in the C libraries of all systems that have one. Not thread-safe in what it answers, which nobody reads.
    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Mask(uint mask);
}
