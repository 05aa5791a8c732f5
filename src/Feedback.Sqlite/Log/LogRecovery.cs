using Feedback.Sqlite.Memory;

namespace Feedback.Sqlite.Log;

/// <summary>Reads what a log holds that is not in the tables: nothing after an orderly end, whatever was acknowledged last after any other.</summary>
/// <param name="Memtables">The entries, a memtable for each segment, oldest first.</param>
/// <param name="LastNumber">The highest number of a segment.</param>
/// <param name="Through">The number up to which the tables and the log hold everything that is known.</param>
internal sealed record LogRecovery(IReadOnlyList<(Memtable Memtable, string Path)> Memtables, long LastNumber, long Through)
{
    /// <summary>Reads.</summary>
    /// <param name="database">The database's path.</param>
    /// <param name="indexed">The number up to which the tables hold everything.</param>
    /// <param name="flush">Makes sure that what is read is durable; not where the files are only looked at.</param>
    /// <exception cref="InvalidDataException">Something that was acknowledged is damaged or missing.</exception>
    public static LogRecovery Read(string database, long indexed, bool flush)
    {
        var segments = new List<SegmentReader>();
        foreach (var path in LogFiles.Existing(database))
        {
            using var file = LogFiles.Open(path, readOnly: true);
            if (SegmentReader.Find(path, file) is { } reader)
                segments.Add(reader);
            // A segment's header is durable before its first frame: where there is none, there must be no frame that counts.
            else if (Frames(path, 0).Any(frame => frame.Entry.Sequence > indexed))
                throw Damaged(path);
        }
        segments.Sort((a, b) => a.Header.Number.CompareTo(b.Header.Number));

        var memtables = new List<(Memtable, string)>();
        var covered = indexed;
        for (var at = 0; at < segments.Count; at++)
        {
            var segment = segments[at];
            if (segment.Header.After > covered)
                throw new InvalidDataException($"A file of the log or {database}-wal is missing: "
                    + $"{segment.Path} goes on after {segment.Header.After}, and all that is known ends at {covered}.");
            var limit = at + 1 < segments.Count ? segments[at + 1].Header.After : long.MaxValue;
            var last = Read(segment, limit, indexed, flush, memtables);
            if (limit > indexed && last < limit && (limit < long.MaxValue || IsDamaged(segment)))
                throw Damaged(segment.Path);
            covered = Math.Max(covered, last);
        }
        return new(memtables, segments.Count == 0 ? 0 : segments[^1].Header.Number, covered);
    }

    private static long Read(SegmentReader segment, long limit, long indexed, bool flush, List<(Memtable, string)> into)
    {
        const int portion = 1 << 20;
        using var file = LogFiles.Open(segment.Path, readOnly: !flush);
        var entries = new List<Entry>();
        segment.Read(file, limit, entries, portion);
        // A program that was killed may not have flushed what it wrote last; nobody is shown what might still be lost.
        if (flush)
            RandomAccess.FlushToDisk(file);
        entries.RemoveAll(entry => entry.Sequence <= indexed);
        if (entries.Count > 0)
        {
            var memtable = new Memtable(Math.Max(indexed, segment.Header.After));
            into.Add((memtable, segment.Path));
            var all = into.ConvertAll(item => item.Item1);
            foreach (var entry in entries)
            {
                Memory.Memtables.Find(all, entry.Table, entry.Key)?.IsSuperseded = true;
                memtable.Add(entry);
            }
        }
        return segment.Through;
    }

    /// <summary>
    /// Whether the reading stopped at damage rather than at the end. A group is written when the one before is durable: where a whole frame of a later group
    /// stands behind, what is not whole was once. Of the last group any part may be missing, and none of it was acknowledged.
    /// </summary>
    private static bool IsDamaged(SegmentReader segment) =>
        Frames(segment.Path, segment.Position).Any(frame => frame.Segment == segment.Header.Number && frame.FirstOfGroup > segment.Last + 1);

    /// <summary>Every whole frame from a place on, whatever stands between them.</summary>
    private static IEnumerable<Frame> Frames(string path, long position)
    {
        const int step = 8;
        using var file = LogFiles.Open(path, readOnly: true);
        var bytes = new byte[Math.Max(0, RandomAccess.GetLength(file) - position)];
        ReadOnlyMemory<byte> buffer = bytes.AsMemory(0, RandomAccess.Read(file, bytes, position));
        for (var at = 0; at < buffer.Length; at += step)
        {
            if (LogFrame.LengthAt(buffer.Span[at..]) > 0 && LogFrame.Read(buffer[at..]) is { } frame)
                yield return frame;
        }
    }

    private static InvalidDataException Damaged(string path) =>
        new($"{path} is damaged: it held entries that were acknowledged and cannot be read any more. Restore the data folder from a backup.");
}
