using System.Text;

namespace Feedback.App.Cli.Import;

/// <summary>The file of the rows that were not taken, each with its line and the reason, in the encoding of the file that they are from: a row keeps its own
/// bytes. Made when there is the first one.</summary>
internal sealed class RejectedRows(string path, RejectedFormat format, Encoding encoding) : IDisposable
{
    private FileStream? _file;

    public string Path => path;

    /// <summary>Takes back what was written for rows that are done again.</summary>
    public void CutTo(long bytes)
    {
        if (!File.Exists(path))
            return;
        if (bytes == 0)
            File.Delete(path);
        else
            Open().SetLength(Math.Min(bytes, Open().Length));
    }

    public void Add(ImportRow row, string reason)
    {
        var file = Open();
        if (file.Length == 0)
        {
            // Without its mark nobody would know UTF-16 again; UTF-8 needs none.
            if (!encoding.Equals(TextEncoding.Utf8))
                file.Write(encoding.Preamble);
            if (format.Header is { } header)
                file.Write(encoding.GetBytes(header + "\n"));
        }

        file.Write(encoding.GetBytes(format.Line(row, reason) + "\n"));
    }

    /// <summary>Makes sure that what was added is on disk; returns how long the file is.</summary>
    public long Flush()
    {
        _file?.Flush(flushToDisk: true);
        return _file?.Length ?? 0;
    }

    public void Dispose() => _file?.Dispose();

    private FileStream Open()
    {
        if (_file is null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            _file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        }

        _file.Seek(0, SeekOrigin.End);
        return _file;
    }
}
