using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>How bytes are made to outlive a power cut.</summary>
/// <remarks>
/// <c>fdatasync</c> leaves out the time of the last change. On a file that is written over in place that saves the file system's journal: measured beside
/// <c>fsync</c> in bench/store.
/// </remarks>
internal static partial class Durability
{
    /// <summary>Waits until what was written to a file is on the disk.</summary>
    /// <exception cref="IOException">It may not be, and what the disk holds of it nobody knows: the system reports such a failure once.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(file);
        else if (SyncData(file) != 0)
            throw Failure("fdatasync");
    }

    /// <summary>Waits until the names of the files in a folder are on the disk.</summary>
    public static void SyncFolder(string path)
    {
        // Elsewhere a new file's name is flushed with the file.
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = OpenFolder(path, 0);
        if (folder.IsInvalid || SyncAll(folder) != 0)
            throw Failure($"fsync of {path}");
    }

    private static IOException Failure(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        return new($"{call} failed: {new Win32Exception(error).Message}", error);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncAll(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);
}
