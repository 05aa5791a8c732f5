using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Feedback.Core.Storage;
using Feedback.Sqlite.Memory;

namespace Feedback.Sqlite.Log;

/// <summary>
/// One entry as bytes: a header of 48, then the partition key, the id and the body, filled up to a multiple of 8. The checksum covers all that follows it.
/// </summary>
/// <remarks>
/// A segment is written over again and again, so old frames stand behind the new ones: the number of the segment tells them apart. The number of the first
/// entry of the group tells a group that was torn in the writing from one that was damaged later (see <see cref="LogRecovery"/>).
/// </remarks>
internal static class LogFrame
{
    public const int HeaderBytes = 48;
    private const int Alignment = 8;

    /// <summary>What an entry takes at most.</summary>
    public static int BytesAtMost(DocumentWrite document) =>
        HeaderBytes + (3 * (document.Key.Partition.Length + document.Key.Id.Length)) + document.Body.Length + Alignment;

    /// <summary>Writes an entry, whose body from then on is the copy in <paramref name="to"/>.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int Write(Memory<byte> to, Entry entry, long segment, long firstOfGroup)
    {
        var span = to.Span;
        var partition = Encoding.UTF8.GetBytes(entry.Key.Partition, span[HeaderBytes..]);
        var id = Encoding.UTF8.GetBytes(entry.Key.Id, span[(HeaderBytes + partition)..]);
        var body = to.Slice(HeaderBytes + partition + id, entry.Body.Length);
        entry.Body.CopyTo(body);
        entry.Body = body;
        var length = HeaderBytes + partition + id + body.Length;
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], length);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], entry.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(span[16..], segment);
        BinaryPrimitives.WriteInt64LittleEndian(span[24..], firstOfGroup);
        BinaryPrimitives.WriteInt64LittleEndian(span[32..], entry.Expires);
        span[40] = entry.IsTombstone ? (byte)1 : (byte)0;
        span[41] = checked((byte)entry.Table);
        BinaryPrimitives.WriteUInt16LittleEndian(span[42..], checked((ushort)partition));
        BinaryPrimitives.WriteUInt16LittleEndian(span[44..], checked((ushort)id));
        BinaryPrimitives.WriteUInt16LittleEndian(span[46..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(span, Checksum(span[4..length]));
        var padded = Padded(length);
        span[length..padded].Clear();
        return padded;
    }

    /// <summary>How long the frame at the start of some bytes says that it is; 0 when there is none.</summary>
    public static int LengthAt(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes)
            return 0;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        return length >= HeaderBytes && length <= int.MaxValue - Alignment ? Padded(length) : 0;
    }

    /// <summary>Reads the frame at the start of some bytes; <c>null</c> when none stands there whole.</summary>
    public static Frame? Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (LengthAt(span) is var padded && (padded == 0 || padded > span.Length))
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(span[4..]);
        if (Checksum(span[4..length]) != BinaryPrimitives.ReadUInt32LittleEndian(span))
            return null;
        int partition = BinaryPrimitives.ReadUInt16LittleEndian(span[42..]), id = BinaryPrimitives.ReadUInt16LittleEndian(span[44..]);
        if (HeaderBytes + partition + id > length)
            return null;
        var key = new DocumentKey(
            Encoding.UTF8.GetString(span.Slice(HeaderBytes, partition)), Encoding.UTF8.GetString(span.Slice(HeaderBytes + partition, id)));
        return new(
            new Entry(BinaryPrimitives.ReadInt64LittleEndian(span[8..]), span[41], key, BinaryPrimitives.ReadInt64LittleEndian(span[32..]),
                bytes[(HeaderBytes + partition + id)..length], span[40] == 1),
            BinaryPrimitives.ReadInt64LittleEndian(span[16..]), BinaryPrimitives.ReadInt64LittleEndian(span[24..]), padded);
    }

    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }

    private static int Padded(int length) => (length + Alignment - 1) & ~(Alignment - 1);
}

/// <summary>A frame as read. Its entry's table is still the one of the segment's own list.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Segment">The segment that it was written to.</param>
/// <param name="FirstOfGroup">The number of the first entry that was written, and made durable, with it.</param>
/// <param name="Length">How many bytes it takes.</param>
internal sealed record Frame(Entry Entry, long Segment, long FirstOfGroup, int Length);
