using System.Numerics;
using System.Runtime.InteropServices;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>
/// Which documents are counted, and with which content: a set of hashes, open addressing, 12 bytes a place. Of each document it keeps 48 bits of its id and 48
/// of its body.
/// </summary>
/// <remarks>
/// Two ids with the same hash make a document look changed, which costs a count from the facts and no more. A new document is passed over only if all 96 bits
/// are another's, a changed one only if the 48 of its body are those that it had before: one change in 280 million million. The hash has a secret of this
/// process, so that nobody can make documents that meet.
/// </remarks>
internal sealed class CountedDocuments
{
    private const int FewestPlaces = 16;
    private const int BytesOfPlace = sizeof(ulong) + sizeof(uint);
    private const ulong One = 0x9E3779B97F4A7C15;
    private const ulong Two = 0xD6E8FEB86659FD93;
    private static readonly ulong Secret = (ulong)BitConverter.ToInt64(Guid.NewGuid().ToByteArray()) | 1;

    // The id in the upper 48 bits, a third of the body below it; what is left of the body beside it. Zero is a free place.
    private ulong[] _first = new ulong[FewestPlaces];
    private uint[] _second = new uint[FewestPlaces];
    private int _count;

    /// <summary>How many bytes it takes in memory.</summary>
    public long Footprint => (long)_first.Length * BytesOfPlace;

    /// <summary>Adds a document that is not there.</summary>
    /// <returns>What was there of it.</returns>
    public Known Add(Document document)
    {
        var id = Hash(MemoryMarshal.AsBytes(document.Key.Id.AsSpan()));
        var body = Hash(document.Body.Span);
        var first = (id & ~0xFFFFUL) | (body >> 48);
        if (first == 0)
            first = 1;
        var second = (uint)(body >> 16);
        var place = Find(first);
        if (_first[place] != 0)
            return _first[place] == first && _second[place] == second ? Known.Same : Known.Other;
        (_first[place], _second[place]) = (first, second);
        // Three quarters full at most, or searches become long.
        if (++_count > _first.Length / 4 * 3)
            Grow();
        return Known.Not;
    }

    /// <summary>The place of an id, or the free one where it belongs.</summary>
    private int Find(ulong first)
    {
        var mask = _first.Length - 1;
        // The low bits of what is kept are the body's.
        var place = (int)(first >> 16) & mask;
        while (_first[place] != 0 && _first[place] >> 16 != first >> 16)
            place = (place + 1) & mask;
        return place;
    }

    private void Grow()
    {
        var (first, second) = (_first, _second);
        _first = new ulong[first.Length * 2];
        _second = new uint[first.Length * 2];
        for (var n = 0; n < first.Length; n++)
        {
            if (first[n] == 0)
                continue;
            var place = Find(first[n]);
            (_first[place], _second[place]) = (first[n], second[n]);
        }
    }

    /// <summary>Folds products of 128 bits, as wyhash does.</summary>
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = Mix(Secret ^ (ulong)bytes.Length, One);
        for (; bytes.Length > sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes), Two ^ BitOperations.RotateLeft(Secret, 23));
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        last.Clear();
        bytes.CopyTo(last);
        return Mix(Mix(hash ^ MemoryMarshal.Read<ulong>(last), Two), One ^ Secret);
    }

    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    /// <summary>What is known of a document.</summary>
    public enum Known
    {
        /// <summary>It is new.</summary>
        Not,

        /// <summary>It is there with this content.</summary>
        Same,

        /// <summary>It is there with another content.</summary>
        Other,
    }
}
