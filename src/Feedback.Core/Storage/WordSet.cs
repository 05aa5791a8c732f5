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
    public static WordSet Of(string? stage, string? theme) => new(BitsOf(stage, OfStage) | BitsOf(theme, OfTheme));

    /// <summary>Those of a document: the values of <c>stage</c> and <c>theme</c> wherever they stand in it.</summary>
    /// <param name="body">Its JSON, without spaces.</param>
    public static WordSet In(ReadOnlySpan<byte> body) => new(ValuesOf("\"stage\":\""u8, body, OfStage) | ValuesOf("\"theme\":\""u8, body, OfTheme));

    /// <summary>Whether a document with these words may hold others.</summary>
    public bool MayHold(WordSet others) => (Bits & others.Bits) == others.Bits;

    private static long BitsOf(string? word, Func<ReadOnlySpan<byte>, long> bits) =>
        word is not null && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? bits(Encoding.ASCII.GetBytes(word)) : 0;

    private static long ValuesOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body, Func<ReadOnlySpan<byte>, long> bitsOf)
    {
        var bits = 0L;
        while (body.IndexOf(name) is >= 0 and var at)
        {
            body = body[(at + name.Length)..];
            if (body.IndexOf((byte)'"') is not (>= 0 and var end))
                break;
            bits |= bitsOf(body[..end]);
            body = body[end..];
        }

        return bits;
    }

    private static long OfStage(ReadOnlySpan<byte> word) => 1L << (int)(Hash(word) % StageBits);

    private static long OfTheme(ReadOnlySpan<byte> word)
    {
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
