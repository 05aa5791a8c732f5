using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite.Log;

/// <summary>A file of the log while it is written to. It is written over in place when what it held is in the tables.</summary>
/// <remarks>
/// It grows by zeros, in steps, before it is written to: a flush of bytes that were there already need not wait for the file system to note where they lie.
/// </remarks>
internal sealed class LogSegment(string path, SafeFileHandle file, Action<SafeFileHandle> sync) : IDisposable
{
    private const int FirstStep = 64 << 10, LongestStep = 4 << 20;

    // A page at a time: written in larger pieces, the system keeps the file in larger pieces too, and counts all of one as written again for each group in it.
    private static readonly byte[] Zeros = new byte[4096];

    private long _length = RandomAccess.GetLength(file);

    public string Path => path;

    public long Number { get; private set; }

    /// <summary>Where the next group is written.</summary>
    public long Position { get; private set; }

    /// <summary>Whether a write or a flush of it failed: what it holds beyond that nobody knows, so nothing is added to it.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Begins it anew. Durable before the first group is written: a header that is not whole has nothing behind it.</summary>
    public void Begin(SegmentHeader header)
    {
        Number = header.Number;
        Position = 0;
        Append(header.Write());
    }

    /// <summary>Writes a group and waits until it is durable.</summary>
    public void Append(ReadOnlySpan<byte> group)
    {
        try
        {
            while (Position + group.Length > _length)
                Grow();
            RandomAccess.Write(file, group, Position);
            sync(file);
            Position += group.Length;
        }
        catch
        {
            IsBroken = true;
            throw;
        }
    }

    /// <summary>Leaves no byte in it.</summary>
    public void Cut()
    {
        RandomAccess.SetLength(file, 0);
        _length = 0;
        sync(file);
    }

    public void Dispose() => file.Dispose();

    private void Grow()
    {
        for (var left = Math.Clamp(_length, FirstStep, LongestStep); left > 0; left -= Zeros.Length)
        {
            var some = Zeros.AsSpan(0, (int)Math.Min(left, Zeros.Length));
            RandomAccess.Write(file, some, _length);
            _length += some.Length;
        }
    }
}
