using System.Runtime.InteropServices;

namespace Feedback.Web.Hosting;

/// <summary>Keeps what the program writes from others on the same machine: folders are 0700 and files 0600, whoever makes them.</summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>From now on, whatever this process makes is its user's alone. The database engine makes files of its own, so it is said to the system.</summary>
    public static void MakeFromNowOn()
    {
        if (!OperatingSystem.IsWindows())
            _ = Mask((uint)Others);
    }

    /// <summary>What of a folder others may look into: itself, its folders and the files in them, without those of folders below.</summary>
    public static IReadOnlyList<string> OpenToOthers(string folder) => OperatingSystem.IsWindows() ? [] :
    [
        .. new[] { folder }.Concat(Directory.EnumerateDirectories(folder).SelectMany(below => Directory.EnumerateFiles(below).Prepend(below)))
            .Concat(Directory.EnumerateFiles(folder)).Where(IsOpen),
    ];

    private static bool IsOpen(string path)
    {
        try
        {
            return (File.GetUnixFileMode(path) & Others) != 0;
        }
        catch (IOException)
        {
            // Gone meanwhile.
            return false;
        }
    }

    // The same number in the C libraries of all systems that have one. Not thread-safe in what it answers, which nobody reads.
    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Mask(uint mask);
}
