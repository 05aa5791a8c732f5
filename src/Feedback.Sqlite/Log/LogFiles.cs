using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>The files of the log, beside the database and named after it.</summary>
internal static class LogFiles
{
    private const string Infix = ".log-";

    /// <summary>Those that exist, in no order. Files with other names, copies that somebody made by hand, are let alone.</summary>
    public static string[] Existing(string database) =>
        [.. Directory.GetFiles(Path.GetDirectoryName(database)!, Path.GetFileName(database) + Infix + "*")
            .Where(path => IsNumber(path.AsSpan(path.LastIndexOf(Infix, StringComparison.Ordinal) + Infix.Length)))];

    /// <summary>A name that no file has.</summary>
    public static string Unused(string database)
    {
        for (var number = 1; ; number++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{database}{Infix}{number}");
            if (!File.Exists(path))
                return path;
        }
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    public static SafeFileHandle Open(string path, bool readOnly = false) => File.OpenHandle(
        path, readOnly ? FileMode.Open : FileMode.OpenOrCreate, readOnly ? FileAccess.Read : FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
}
