using System.Buffers;
using System.IO.Pipelines;

namespace Feedback.App.Cli.Import;

/// <summary>Reads lines, each up to a length; of a longer one only the beginning is kept.</summary>
internal sealed class LineSplitter(Stream stream, int longest)
{
    private readonly PipeReader _reader = PipeReader.Create(stream, new(leaveOpen: true));

    /// <summary>The next line without its line break; <c>null</c> at the end.</summary>
    public async Task<ReadLine?> ReadAsync(CancellationToken cancellationToken)
    {
        byte[]? beginning = null;
        while (true)
        {
            var read = await _reader.ReadAsync(cancellationToken);
            var end = read.Buffer.PositionOf((byte)'\n');
            if (end is { } at)
            {
                var line = new ReadLine(beginning ?? read.Buffer.Slice(0, at).ToArray(), beginning is null);
                _reader.AdvanceTo(read.Buffer.GetPosition(1, at));
                return line;
            }

            if (read.IsCompleted)
            {
                var line = beginning is not null ? new ReadLine(beginning, IsWhole: false) : read.Buffer.IsEmpty ? null
                    : new(read.Buffer.ToArray(), IsWhole: true);
                _reader.AdvanceTo(read.Buffer.End);
                return line;
            }

            if (beginning is not null || read.Buffer.Length > longest)
            {
                beginning ??= read.Buffer.Slice(0, 1_000).ToArray();
                _reader.AdvanceTo(read.Buffer.End);
            }
            else
            {
                _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
    }
}

/// <summary>A line.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="IsWhole">Whether these are all.</param>
internal sealed record ReadLine(ReadOnlyMemory<byte> Bytes, bool IsWhole);
