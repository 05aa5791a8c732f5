using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>The files of the log, beside the database and named after it.</summary>
internal static class LogFiles
{
    /// <summary>Those that exist, in no order.</summary>
    public static string[] Existing(string database) =>
        Directory.GetFiles(Path.GetDirectoryName(database)!, $"{Path.GetFileName(database)}.log-*");

    /// <summary>A name that no file has.</summary>
    public static string Unused(string database)
    {
        for (var number = 1; ; number++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{database}.log-{number}");
            if (!File.Exists(path))
                return path;
        }
    }

    public static SafeFileHandle Open(string path, bool readOnly = false) => File.OpenHandle(
        path, readOnly ? FileMode.Open : FileMode.OpenOrCreate, readOnly ? FileAccess.Read : FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
}
