using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace Feedback.Core.Erasures;

/// <summary>Bytes by which an engine's files tell that something of a person is left in them: the customer key, as text and as sketches hold it, the
/// identifiers, and ends of texts.</summary>
internal sealed class TraceList
{
    // Shorter ones stand in other people's data too, and each costs a look at the whole file.
    private const int Shortest = 8;
    private const int Ends = 32;
    private const int MostTexts = 16;
    private readonly List<byte[]> _traces = [];
    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _texts;

    public TraceList(string customer)
    {
        Add([customer]);
        // A fold holds six bytes of the key among those of others, in base64: always the same eight letters.
        _traces.Add(Stored(Convert.ToBase64String(Convert.FromHexString(customer.AsSpan(0, 12)))));
        // In one of an earlier version they are eight bytes: by where they begin, three bytes become the same four letters or others.
        Span<byte> hash = stackalloc byte[sizeof(ulong) + 2];
        BinaryPrimitives.WriteUInt64BigEndian(hash[2..], ulong.Parse(customer.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        for (var before = 0; before < 3; before++)
        {
            var letters = Convert.ToBase64String(hash[(2 - before)..]);
            // Letters that hold bits of the neighbours are left out.
            var first = before == 0 ? 0 : before + 1;
            var last = 8 * (before + sizeof(ulong)) / 6;
            _traces.Add(Stored(letters[first..last]));
        }
    }

    /// <summary>Adds what the person is called.</summary>
    /// <returns>What of it is new.</returns>
    public IReadOnlyList<string> Add(IEnumerable<string> identifiers)
    {
        lock (_gate)
        {
            List<string> added = [.. identifiers.Where(_identifiers.Add)];
            _traces.AddRange(added.Select(Stored).Where(trace => trace.Length >= Shortest));
            return added;
        }
    }

    public void Add(string? text)
    {
        if (text is null)
            return;
        var stored = Stored(text);
        lock (_gate)
        {
            if (stored.Length < Ends || ++_texts > MostTexts)
                return;
            _traces.Add(stored[..Ends]);
            if (stored.Length >= 2 * Ends)
                _traces.Add(stored[^Ends..]);
        }
    }

    public List<ReadOnlyMemory<byte>> ToList() => [.. _traces.Select(trace => (ReadOnlyMemory<byte>)trace)];

    /// <summary>As it stands between the quotes of a stored document.</summary>
    private static byte[] Stored(string text) => JsonEncodedText.Encode(text).EncodedUtf8Bytes.ToArray();
}
