using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>
/// What was known to be acknowledged when somebody last looked, in a file beside the log: the one thing that tells a log that lost its end from one that
/// simply ends there.
/// </summary>
/// <remarks>Written behind the acknowledgement, so it never says more than was durable, and a torn last group raises no alarm.</remarks>
/// <param name="Through">The number up to which everything was acknowledged.</param>
/// <param name="IsClosed">Whether the store was closed in an orderly way: then the tables have everything.</param>
/// <param name="File">The name of the file of the log that was written to; empty when there was none.</param>
internal sealed record LogMark(long Through, bool IsClosed, string File)
{
    // One sector: a disk writes it whole or not at all.
    private const int Bytes = 512, FixedBytes = 32;

    private static ReadOnlySpan<byte> Magic => "FdBkMrk1"u8;

    public static string PathOf(string database) => database + ".mark";

    /// <summary>Reads the mark; <c>null</c> when there is none: a new database, a backup, one that a former version wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static LogMark? Read(string database)
    {
        var path = PathOf(database);
        if (!System.IO.File.Exists(path))
            return null;
        using var file = LogFiles.Open(path, readOnly: true);
        var bytes = new byte[Bytes];
        // Broken off before anything was written to it.
        if (RandomAccess.Read(file, bytes, 0) == 0 || bytes.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            return null;
        var name = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(28));
        if (!bytes.AsSpan().StartsWith(Magic) || LogFrame.Checksum(bytes.AsSpan(12)) != BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8))
            || name is < 0 or > Bytes - FixedBytes)
            throw new InvalidDataException($"{path} is damaged: whether the end of the log is missing cannot be told.");
        return new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)), bytes[24] == 1, Encoding.UTF8.GetString(bytes.AsSpan(FixedBytes, name)));
    }

    /// <summary>Writes it over the one before, durably.</summary>
    public void Write(SafeFileHandle file)
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Through);
        bytes[24] = IsClosed ? (byte)1 : (byte)0;
        // A name too long for it is only missing in a message.
        var name = Encoding.UTF8.GetByteCount(File) <= Bytes - FixedBytes ? Encoding.UTF8.GetBytes(File, bytes.AsSpan(FixedBytes)) : 0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), name);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), LogFrame.Checksum(bytes.AsSpan(12)));
        RandomAccess.Write(file, bytes, 0);
        Durability.Sync(file);
    }

    /// <summary>What is missing, in words; <c>null</c> when all that was known is there.</summary>
    /// <param name="database">The database's path.</param>
    /// <param name="covered">The number up to which the tables and the log hold everything.</param>
    public string? Missing(string database, long covered)
    {
        if (covered >= Through)
            return null;
        var path = File.Length > 0 ? Path.Combine(Path.GetDirectoryName(database)!, File) : "";
        var what = path.Length == 0 ? $"{database} is older than it was, or a file beside it is missing"
            : System.IO.File.Exists(path) ? $"{path} is cut"
            : $"{path} is missing";
        return $"{what}: numbers {covered + 1} to {Through} were acknowledged and are gone";
    }
}
