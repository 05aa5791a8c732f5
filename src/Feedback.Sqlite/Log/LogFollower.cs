using Feedback.Core.Storage;
using Feedback.Sqlite.Memory;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>
/// Keeps the memtables of a process that only reads as the log says, beside a process that writes. It sees each group when it stands in the file, which can be
/// the moment before it is durable and acknowledged.
/// </summary>
/// <remarks>
/// The files are written over while they are read. What is gone from them is in the tables, but maybe not in a snapshot that was taken before: so it says when
/// what it knows no longer follows on. Used by one thread at a time.
/// </remarks>
internal sealed class LogFollower(string database, Memtables memtables)
{
    private const int Attempts = 1000;
    private Dictionary<(long, long), SegmentReader> _known = [];
    private (long, long)? _newest;
    private bool _isWhole;

    /// <summary>Reads on; answers whether everything that was written since the last time was still there to be read.</summary>
    /// <exception cref="StoreUnavailableException">The files change faster than they can be read.</exception>
    public bool Refresh()
    {
        var newest = _newest;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryRefresh())
                return attempt == 0 && _isWhole && (newest is null || _known.ContainsKey(newest.Value));
            // What was read of a group that failed later is forgotten too.
            _known = [];
            memtables.Clear();
        }
        throw new StoreUnavailableException($"The log of {database} cannot be followed: it changes faster than it can be read");
    }

    private bool TryRefresh()
    {
        var files = new List<(SafeFileHandle File, SegmentReader Reader)>();
        _isWhole = true;
        try
        {
            foreach (var path in LogFiles.Existing(database))
                Find(path, files);
            files.Sort((a, b) => a.Reader.Header.Number.CompareTo(b.Reader.Header.Number));
            var first = files.Count - 1;
            while (first > 0 && files[first - 1].Reader.Header.Number == files[first].Reader.Header.Number - 1)
                first--;
            var known = new Dictionary<(long, long), SegmentReader>();
            for (var at = Math.Max(first, 0); at < files.Count; at++)
            {
                var (file, reader) = files[at];
                known.Add(KeyOf(reader), reader);
                if (!ReadOn(reader, file, at + 1 < files.Count ? files[at + 1].Reader.Header.After : long.MaxValue))
                    return false;
            }
            _known = known;
            _newest = files.Count == 0 ? null : KeyOf(files[^1].Reader);
            return true;
        }
        finally
        {
            foreach (var (file, _) in files)
                file.Dispose();
        }
    }

    private void Find(string path, List<(SafeFileHandle, SegmentReader)> into)
    {
        SafeFileHandle file;
        try
        {
            file = LogFiles.Open(path, readOnly: true);
        }
        catch (FileNotFoundException)
        {
            // It has just been removed: the tables have what it held.
            return;
        }
        if (SegmentReader.Find(path, file) is { } found)
            into.Add((file, _known.GetValueOrDefault(KeyOf(found), found)));
        else
            file.Dispose();
    }

    private bool ReadOn(SegmentReader reader, SafeFileHandle file, long limit)
    {
        var isNew = !_known.ContainsKey(KeyOf(reader));
        if (reader.Through > limit)
            return false;
        var entries = new List<Entry>();
        reader.Read(file, limit, entries);
        if (isNew)
        {
            // Segments in between came and went: what is known from before them may be out of date.
            if (memtables.Through is { } through && through < reader.Header.After)
            {
                _isWhole = false;
                memtables.Clear();
            }
            memtables.Begin(new Memtable(reader.Header.After));
        }
        memtables.Apply(entries);
        return limit == long.MaxValue || reader.Through >= limit;
    }

    private static (long, long) KeyOf(SegmentReader reader) => (reader.Header.Number, reader.Header.Opening);
}
