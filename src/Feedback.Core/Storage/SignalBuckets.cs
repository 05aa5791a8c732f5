using System.Buffers.Binary;
using System.Text;

namespace Feedback.Core.Storage;

/// <summary>Over how many partitions a day's signals are spread. One day of one journey is one logical partition, about 10,000 RU/s on Cosmos DB; more buckets
/// allow more.</summary>
/// <param name="count">From 1. Folds read all of them, so it may be raised at any time but not lowered.</param>
public sealed class SignalBuckets(int count)
{
    /// <summary>How many there are.</summary>
    public int Count { get; } = count is >= 1 and <= 1000 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "must lie between 1 and 1000");

    /// <summary>The bucket of a new feedback.</summary>
    public int Of(string feedback)
    {
        if (Count == 1)
            return 0;
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(feedback), hash);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(hash) % (uint)Count);
    }
}
