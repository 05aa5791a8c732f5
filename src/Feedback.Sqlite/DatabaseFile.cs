using Microsoft.Win32.SafeHandles;

namespace Feedback.Sqlite;

/// <summary>The bytes of the database file, beside SQLite. Opened once and closed last: closing any handle to the file frees the locks that SQLite holds on
/// it.</summary>
internal sealed class DatabaseFile(string path) : IDisposable
{
    private const int Portion = 1 << 20;
    private readonly SafeFileHandle _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Whether any of some sequences of bytes stands in the file.</summary>
    public bool Holds(IReadOnlyCollection<ReadOnlyMemory<byte>> sequences, CancellationToken cancellationToken)
    {
        // What ends one portion is looked at again with the next: a sequence may lie across.
        var overlap = sequences.Max(sequence => sequence.Length) - 1;
        var buffer = new byte[Portion + overlap];
        var kept = 0;
        for (var at = 0L; RandomAccess.Read(_handle, buffer.AsSpan(kept, Portion), at) is > 0 and var read; at += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = buffer.AsSpan(0, kept + read);
            foreach (var sequence in sequences)
            {
                if (bytes.IndexOf(sequence.Span) >= 0)
                    return true;
            }
            kept = Math.Min(overlap, bytes.Length);
            bytes[^kept..].CopyTo(buffer);
        }
        return false;
    }

    public void Dispose() => _handle.Dispose();
}
