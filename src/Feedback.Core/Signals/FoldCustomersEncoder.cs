namespace Feedback.Core.Signals;

/// <summary>
/// Writes the customers of one fold: all hashes once, six bytes each, in order; then each set as the places of its members among them. The first byte says
/// how: <see cref="Distances"/> from one to the next (7 bits a byte, the lowest first; all but the last byte of a number have the high bit), or, where that is
/// shorter, <see cref="Bits"/>, one for each place (the lowest of a byte first).
/// </summary>
internal sealed class FoldCustomersEncoder
{
    /// <summary>How many customers a set has at most whose members are named although the fold knows of too many to name them all.</summary>
    public const int Few = 64;

    public const byte Distances = 0;

    public const byte Bits = 1;

    private const int HashBytes = CustomerSketch.HashBits / 8;

    private readonly string?[] _members, _sketches;

    /// <summary>
    /// Encodes the sets of a fold. As long as no more than <see cref="CustomerSketch.Exact"/> customers were heard in all, everybody is named. Of more, only
    /// the members of small sets are, and the others become sketches, so a fold stays far below the 2 MB of an item of Cosmos DB. What becomes of a set depends
    /// on the sets alone and is the same whether a day is counted from its signals or from its hours: a larger period has at least as many customers.
    /// </summary>
    /// <param name="heard">Who was heard, at each place: everybody is in one of them.</param>
    /// <param name="affected">Who complained, of each theme.</param>
    public FoldCustomersEncoder(IReadOnlyList<CustomerSketch> heard, IReadOnlyList<CustomerSketch> affected)
    {
        var everybody = new CustomerSketch();
        foreach (var set in heard)
            everybody.Merge(set);
        CustomerSketch[] sets = [.. heard, .. affected];
        var named = Array.ConvertAll(sets, set => set.IsExact && (everybody.IsExact || set.Count() <= Few) ? set.Hashes() : null);
        var everyone = new CustomerHashes();
        foreach (var hash in named.SelectMany(hashes => hashes ?? []))
            everyone.Add(hash);
        var order = everyone.ToSorted();
        Everyone = order.Length == 0 ? null : HashesText(order);
        _members = Array.ConvertAll(named, hashes => hashes is { Length: > 0 } ? PlacesText(order, hashes) : null);
        _sketches = [.. sets.Zip(named, (set, hashes) => hashes is null ? set.RegistersText() : null)];
    }

    /// <summary>The hashes of everybody who is named; <c>null</c> for nobody.</summary>
    public string? Everyone { get; }

    /// <summary>The members of a set, in the order in which the sets were given; <c>null</c> for nobody, and for a set that is a sketch.</summary>
    public string? Members(int set) => _members[set];

    /// <summary>A set as a sketch; <c>null</c> for one whose members are named.</summary>
    public string? Sketch(int set) => _sketches[set];

    private static string HashesText(ulong[] hashes)
    {
        var bytes = new byte[HashBytes * hashes.Length];
        for (var n = 0; n < hashes.Length; n++)
        {
            for (var at = 0; at < HashBytes; at++)
                bytes[(HashBytes * n) + at] = (byte)(hashes[n] >> (8 * (HashBytes - 1 - at)));
        }

        return Convert.ToBase64String(bytes);
    }

    private static string PlacesText(ulong[] everyone, ulong[] hashes)
    {
        var bits = new byte[1 + ((everyone.Length + 7) / 8)];
        bits[0] = Bits;
        List<byte> distances = [Distances];
        var last = -1;
        foreach (var hash in hashes)
        {
            var place = Array.BinarySearch(everyone, last + 1, everyone.Length - last - 1, hash);
            var distance = (uint)(place - last - 1);
            for (; distance >= 0x80; distance >>= 7)
                distances.Add((byte)(distance | 0x80));
            distances.Add((byte)distance);
            bits[1 + (place / 8)] |= (byte)(1 << (place % 8));
            last = place;
        }

        return Convert.ToBase64String(distances.Count <= bits.Length ? distances.ToArray() : bits);
    }
}
