using System.Runtime.InteropServices;

namespace Feedback.Core.Language.BuiltIn;

internal enum TokenKind : byte
{
    Word,
    Number,

    /// <summary>A placeholder that means nothing: <c>XXXX</c>, <c>XX/XX/2019</c>, <c>{$25.00}</c>, <c>[NAME]</c>, an address.</summary>
    Mask,
    Emoji,
    Emoticon,

    /// <summary><c>.</c>, <c>!</c>, <c>?</c>, <c>…</c> and runs of them.</summary>
    Terminator,

    /// <summary>A comma, semicolon, colon, dash or bracket.</summary>
    Separator,

    /// <summary>Quotation marks and other signs that part nothing.</summary>
    Sign,
    LineBreak,
}

/// <summary>A stretch of text that is read as one.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Token
{
    public int Start;
    public int Length;
    public TokenKind Kind;

    /// <summary>Written in capitals throughout, with two letters or more.</summary>
    public bool Shouted;

    /// <summary>Written with a repeated letter, "soooo".</summary>
    public bool Elongated;

    /// <summary>Begins with a capital.</summary>
    public bool Capitalised;

    /// <summary>What a terminator or separator begins with; for a line break whether a blank line stands there (<c>'\n'</c>) or not (<c>' '</c>).</summary>
    public char Mark;

    /// <summary>What the vocabulary knows of it.</summary>
    public Word? Entry;

    public readonly int End => Start + Length;

    public readonly bool Is(WordClass any) => Entry is not null && Entry.Is(any);
}
