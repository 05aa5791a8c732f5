namespace Feedback.Core.Signals;

/// <summary>Reads what <see cref="FoldCustomersEncoder"/> writes, and the sketches of earlier versions, which stand for themselves.</summary>
internal sealed class FoldCustomersDecoder
{
    private const int HashBytes = CustomerSketch.HashBits / 8;

    private readonly ulong[] _everyone;

    /// <exception cref="FormatException">The text is not one of hashes in order.</exception>
    public FoldCustomersDecoder(string? everyone)
    {
        var bytes = everyone is null ? [] : Convert.FromBase64String(everyone);
        if (bytes.Length % HashBytes != 0)
            throw new FormatException($"a fold names customers by {HashBytes} bytes each");
        _everyone = new ulong[bytes.Length / HashBytes];
        for (var n = 0; n < _everyone.Length; n++)
        {
            for (var at = 0; at < HashBytes; at++)
                _everyone[n] = (_everyone[n] << 8) | bytes[(HashBytes * n) + at];
            if (n > 0 && _everyone[n] <= _everyone[n - 1])
                throw new FormatException("a fold names customers in order, each once");
        }
    }

    /// <summary>Reads a set.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public CustomerSketch Read(string? members, string? sketch) =>
        members is not null ? CustomerSketch.Of(new FoldMembers(_everyone, PlacesOf(Convert.FromBase64String(members))))
        : sketch is not null ? CustomerSketch.Parse(sketch)
        : new();

    private int[] PlacesOf(byte[] bytes) => bytes switch
    {
        [FoldCustomersEncoder.Distances, .. var distances] => PlacesOfDistances(distances),
        [FoldCustomersEncoder.Bits, .. var bits] => PlacesOfBits(bits),
        _ => throw new FormatException("a set of a fold is written as distances or as bits"),
    };

    private int[] PlacesOfBits(byte[] bits)
    {
        var places = new List<int>();
        for (var place = 0; place < 8 * bits.Length; place++)
        {
            if ((bits[place / 8] & (1 << (place % 8))) != 0)
                places.Add(place);
        }

        return places is [.., var last] && last >= _everyone.Length ? throw Unnamed() : [.. places];
    }

    private int[] PlacesOfDistances(byte[] bytes)
    {
        var places = new int[bytes.Count(value => value < 0x80)];
        var (count, place, shift, distance) = (0, -1, 0, 0);
        foreach (var value in bytes)
        {
            if (shift > 21)
                throw new FormatException("a place in a fold has at most four bytes");
            distance |= (value & 0x7f) << shift;
            shift += 7;
            if (value >= 0x80)
                continue;
            place += distance + 1;
            if (place >= _everyone.Length)
                throw Unnamed();
            places[count++] = place;
            (shift, distance) = (0, 0);
        }

        return shift == 0 ? places : throw new FormatException("a set of a fold ends within a place");
    }

    private static FormatException Unnamed() => new("a set of a fold has a member that the fold does not name");
}
