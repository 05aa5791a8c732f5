using System.Runtime.InteropServices;

namespace Feedback.Sqlite;

/// <summary>What this process may do in a folder.</summary>
internal static partial class PathAccess
{
    private const int Write = 2;

    /// <summary>Whether files can be made there; a file system that is mounted for reading only says no to everybody.</summary>
    public static bool IsWritable(string folder) => OperatingSystem.IsWindows() || Access(folder, Write) == 0;

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);
}
