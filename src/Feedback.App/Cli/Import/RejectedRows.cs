using System.Text;

namespace Feedback.App.Cli.Import;

/// <summary>The file of the rows that were not taken, each with its line and the reason. Made when there is the first one.</summary>
internal sealed class RejectedRows(string path, RejectedFormat format) : IDisposable
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
        if (file.Length == 0 && format.Header is { } header)
            file.Write(Encoding.UTF8.GetBytes(header + "\n"));
        file.Write(Encoding.UTF8.GetBytes(format.Line(row, reason) + "\n"));
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
