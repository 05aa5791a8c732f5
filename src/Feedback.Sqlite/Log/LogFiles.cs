using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>The files of the log, beside the database and named after it.</summary>
internal static class LogFiles
{
    private const string Infix = ".log-";

    /// <summary>Those that exist, in no order.</summary>
    public static string[] Existing(string database) =>
        [.. Directory.GetFiles(Path.GetDirectoryName(database)!, Path.GetFileName(database) + Infix + "*").Where(IsOurs)];

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

    /// <summary>Files with other names, copies that somebody made by hand, are let alone.</summary>
    private static bool IsOurs(string path) => path[(path.LastIndexOf('-') + 1)..] is var number && number.Length > 0 && number.All(char.IsAsciiDigit)
        && path.EndsWith(Infix + number, StringComparison.Ordinal);

    public static SafeFileHandle Open(string path, bool readOnly = false) => File.OpenHandle(
        path, readOnly ? FileMode.Open : FileMode.OpenOrCreate, readOnly ? FileAccess.Read : FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
}
