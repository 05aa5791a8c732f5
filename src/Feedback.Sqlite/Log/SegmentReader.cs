using Feedback.Sqlite.Memory;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>Reads the frames of one segment in order, and goes on later where it stopped.</summary>
internal sealed class SegmentReader(string path, SegmentHeader header, int[] tables)
{
    private const int Portion = 16 << 10;

    public string Path => path;

    public SegmentHeader Header => header;

    /// <summary>The number of the last entry read.</summary>
    public long Last { get; private set; } = header.First - 1;

    /// <summary>The number up to which the log is known when this segment is read: of its last entry, or of the last one before it.</summary>
    public long Through => Position > SegmentHeader.Bytes ? Last : header.After;

    /// <summary>Where the next frame is expected.</summary>
    public long Position { get; private set; } = SegmentHeader.Bytes;

    /// <summary>Opens the segment in a file; <c>null</c> when no segment begins there.</summary>
    public static SegmentReader? Find(string path, SafeFileHandle file)
    {
        var bytes = new byte[SegmentHeader.Bytes];
        return RandomAccess.Read(file, bytes, 0) == bytes.Length && SegmentHeader.Read(bytes, out var tables) is { } header
            ? new(path, header, tables)
            : null;
    }

    /// <summary>Reads on, up to where no further frame of this segment stands.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limit">The last number to read.</param>
    /// <param name="into">Takes the entries.</param>
    /// <param name="portion">How much to read at once.</param>
    public void Read(SafeFileHandle file, long limit, List<Entry> into, int portion = Portion)
    {
        while (true)
        {
            var bytes = new byte[portion];
            var buffer = bytes.AsMemory(0, RandomAccess.Read(file, bytes, Position));
            var at = 0;
            while (LogFrame.Read(buffer[at..]) is { } frame && frame.Segment == header.Number && frame.Entry.Sequence == Last + 1)
            {
                if (frame.Entry.Sequence > limit)
                    return;
                into.Add(InKnownTable(frame.Entry));
                Last++;
                Position += frame.Length;
                at += frame.Length;
            }
            // A frame that goes beyond what was read is read again, whole; one that says it is longer than the file is none.
            var length = LogFrame.LengthAt(buffer.Span[at..]);
            if (buffer.Length < portion || (at == 0 && (length <= portion || length > RandomAccess.GetLength(file) - Position)))
                return;
            if (at == 0)
                portion = length;
        }
    }

    private Entry InKnownTable(Entry entry)
    {
        var table = entry.Table < tables.Length ? tables[entry.Table] : -1;
        if (table == entry.Table)
            return entry;
        return table >= 0
            ? new(entry.Sequence, table, entry.Key, entry.Expires, entry.Body, entry.IsTombstone)
            : throw new InvalidDataException($"{path} holds a document of a container that this program does not know. Upgrade the program.");
    }
}
