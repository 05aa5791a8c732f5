using System.Text;

namespace Feedback.Core.Storage;

/// <summary>
/// The words that a document of <see cref="Containers.Signals"/> may be looked for by, stages and themes, as 62 bits: what lacks a bit of a word does not hold
/// it; what has all of them may (a Bloom filter). An engine can keep them beside the keys, and so pass over a document without reading it.
/// </summary>
/// <param name="Bits">The bits. They are stored, so a word has the same ones in every version.</param>
public readonly record struct WordSet(long Bits)
{
    // A document has few stages, and there are few: one bit each. Of themes there are dozens: two bits each, one of either half.
    private const int StageBits = 14;
    private const int HalfOfThemeBits = 24;

    /// <summary>No words.</summary>
    public static readonly WordSet None;

    /// <summary>A stage and a theme. One that may be written otherwise in JSON than it is read, or <c>null</c>, is left out.</summary>
    public static WordSet Of(string? stage, string? theme) => new(OfStage(Plain(stage)) | OfTheme(Plain(theme)));

    /// <summary>Those of a document: the values of <c>stage</c> and <c>theme</c> wherever they stand in it.</summary>
    /// <param name="body">Its JSON, without spaces.</param>
    public static WordSet In(ReadOnlySpan<byte> body)
    {
        var bits = 0L;
        for (var rest = body; ValueOf("\"stage\":\""u8, ref rest, out var stage);)
            bits |= OfStage(stage);
        for (var rest = body; ValueOf("\"theme\":\""u8, ref rest, out var theme);)
            bits |= OfTheme(theme);
        return new(bits);
    }

    /// <summary>Whether a document with these words may hold others.</summary>
    public bool MayHold(WordSet others) => (Bits & others.Bits) == others.Bits;

    private static ReadOnlySpan<byte> Plain(string? word) =>
        word is not null && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? Encoding.ASCII.GetBytes(word) : [];

    /// <summary>The next value of a name; what follows it is left.</summary>
    private static bool ValueOf(ReadOnlySpan<byte> name, ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (rest.IndexOf(name) is not (>= 0 and var at))
            return false;
        rest = rest[(at + name.Length)..];
        if (rest.IndexOf((byte)'"') is not (>= 0 and var end))
            return false;
        value = rest[..end];
        rest = rest[end..];
        return true;
    }

    private static long OfStage(ReadOnlySpan<byte> word) => word.IsEmpty ? 0 : 1L << (int)(Hash(word) % StageBits);

    private static long OfTheme(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty)
            return 0;
        var hash = Hash(word);
        return (1L << (int)(StageBits + (hash % HalfOfThemeBits))) | (1L << (int)(StageBits + HalfOfThemeBits + (hash / HalfOfThemeBits % HalfOfThemeBits)));
    }

    /// <summary>FNV-1a, whose high bits are mixed into the low ones.</summary>
    private static ulong Hash(ReadOnlySpan<byte> word)
    {
        var hash = 14_695_981_039_346_656_037;
        foreach (var letter in word)
            hash = (hash ^ letter) * 1_099_511_628_211;
        return hash ^ (hash >> 32);
    }
}
