using System.Buffers.Binary;
using System.Text;
using Feedback.Core.Storage;

namespace Feedback.Sqlite.Log;

/// <summary>What stands at the start of a segment, before the first frame of it is written.</summary>
/// <param name="Number">Its number: they rise by one.</param>
/// <param name="Opening">Drawn anew each time the store is opened: numbers begin anew when the store was closed.</param>
/// <param name="After">The last entry before this segment. What an earlier segment holds beyond it was never acknowledged and is not read.</param>
/// <param name="First">The number of the first entry of this segment.</param>
internal sealed record SegmentHeader(long Number, long Opening, long After, long First)
{
    public const int Bytes = 4096;
    private const int FixedBytes = 48;
    private static readonly byte[] Names = Encoding.ASCII.GetBytes(string.Join('\n', Containers.All));

    private static ReadOnlySpan<byte> Magic => "FdBkLog2"u8;

    public byte[] Write()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Names.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Opening);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), After);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), First);
        // Frames name containers by their place in this list, so that the list may change.
        Names.CopyTo(bytes.AsSpan(FixedBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), LogFrame.Checksum(bytes.AsSpan(12)));
        return bytes;
    }

    /// <summary>Reads a header; <c>null</c> when none stands there whole.</summary>
    /// <param name="bytes">The first bytes of the file.</param>
    /// <param name="tables">The containers that its frames name, by the places that they have now; -1 for one that is not known.</param>
    public static SegmentHeader? Read(ReadOnlySpan<byte> bytes, out int[] tables)
    {
        tables = [];
        if (bytes.Length < Bytes || !bytes.StartsWith(Magic) || LogFrame.Checksum(bytes[12..Bytes]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]))
            return null;
        var names = Encoding.ASCII.GetString(bytes.Slice(FixedBytes, BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]))).Split('\n');
        tables = [.. names.Select(name => Containers.All.ToList().IndexOf(name))];
        return new(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]));
    }
}
