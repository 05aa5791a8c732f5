using System.Globalization;
using System.Text;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>Cuts a text into tokens, in one pass and without copying any of it.</summary>
internal static class Tokeniser
{
    private const int LongestEmoticon = 5;
    private const int LongestCompound = 40;
    private const int LongestLocalPart = 64;

    public static void Tokenise(string text, Vocabulary vocabulary, List<Token> tokens)
    {
        var i = 0;
        var hasAt = text.Contains('@');
        while (i < text.Length)
        {
            var c = text[i];
            if (c is '\n' or '\r')
            {
                i = LineBreak(text, i, tokens);
            }
            else if (c == ' ' || char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (IsWordStart(text, i))
            {
                i = Mask(text, i, tokens) ?? (hasAt ? Email(text, i, tokens) : null) ?? Address(text, i, tokens) ?? WordAt(text, i, vocabulary, tokens);
            }
            else if (char.IsAsciiDigit(c))
            {
                i = NumberAt(text, i, vocabulary, tokens);
            }
            else if (c == '#' && i + 1 < text.Length && char.IsLetter(text[i + 1]))
            {
                // "#late" is "late".
                i++;
            }
            else if (c == '@' && Handle(text, i) is { } handle)
            {
                tokens.Add(new Token { Start = i, Length = handle - i, Kind = TokenKind.Mask });
                i = handle;
            }
            else if (c is '{' or '[' && Braced(text, i) is { } end)
            {
                tokens.Add(new Token { Start = i, Length = end - i, Kind = TokenKind.Mask });
                i = end;
            }
            else if (Emoticon(text, i, vocabulary) is { } emoticon)
            {
                tokens.Add(emoticon);
                i = emoticon.End;
            }
            else
            {
                i = c < 128 ? Sign(text, i, tokens) : Other(text, i, vocabulary, tokens);
            }
        }
    }

    private static int LineBreak(string text, int start, List<Token> tokens)
    {
        var i = start;
        var lines = 0;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) lines++;
            i++;
        }
        tokens.Add(new Token { Start = start, Length = i - start, Kind = TokenKind.LineBreak, Mark = lines > 1 ? '\n' : ' ' });
        return i;
    }

    private static bool IsWordStart(string text, int i)
    {
        var c = text[i];
        if (c < 128) return char.IsAsciiLetter(c);
        return Rune.TryGetRuneAt(text, i, out var rune) && Rune.IsLetter(rune);
    }

    private static int WordAt(string text, int start, Vocabulary vocabulary, List<Token> tokens)
    {
        var end = WordEnd(text, start);
        var whole = end;
        // "see-through" is one word when the vocabulary knows it, otherwise two.
        while (whole + 1 < text.Length && whole - start < LongestCompound && text[whole] is '-' or '‐' or '‑' && IsWordStart(text, whole + 1)) whole =
            WordEnd(text, whole + 1);
        if (whole > end && vocabulary.Find(text.AsSpan(start, whole - start), out _) is { } compound)
        {
            AddWord(text, start, whole, compound, false, tokens);
            return whole;
        }
        var word = vocabulary.Find(text.AsSpan(start, end - start), out var elongated);
        AddWord(text, start, end, word, elongated, tokens);
        return whole > end ? end + 1 : end;
    }

    private static void AddWord(string text, int start, int end, Word? word, bool elongated, List<Token> tokens)
    {
        var letters = 0;
        var lower = false;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (!char.IsLetter(c)) continue;
            letters++;
            lower |= !char.IsUpper(c);
        }
        tokens.Add(new Token
        {
            Start = start,
            Length = end - start,
            Kind = TokenKind.Word,
            Shouted = letters > 1 && !lower,
            Capitalised = char.IsUpper(text[start]),
            Elongated = elongated,
            Entry = word,
        });
    }

    private static int WordEnd(string text, int start)
    {
        var i = start;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c))
            {
                i++;
            }
            else if (c is '\'' or '’' or '‘' or '`' or '´' || c == '&')
            {
                // An apostrophe belongs to the word when letters stand on both sides ("wasn't"), or for AT&T.
                if (i > start && i + 1 < text.Length && char.IsLetter(text[i + 1])) i++;
                else break;
            }
            else if (c >= 128 && Rune.TryGetRuneAt(text, i, out var rune) && IsWordPart(rune))
            {
                i += rune.Utf16SequenceLength;
            }
            else
            {
                break;
            }
        }
        return i;
    }

    private static bool IsWordPart(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;

    /// <summary>The complaint bureau's masks: XXXX, XX/XX/2019, XX/XX/XXXX.</summary>
    private static int? Mask(string text, int start, List<Token> tokens)
    {
        if (text[start] != 'X' || start + 1 >= text.Length || text[start + 1] != 'X') return null;
        var i = start;
        while (i < text.Length && (text[i] == 'X' || (text[i] == '/' && i + 1 < text.Length && (text[i + 1] == 'X' || char.IsAsciiDigit(text[i + 1])))
            || (char.IsAsciiDigit(text[i]) && text[i - 1] is '/' or >= '0' and <= '9')))
        {
            i++;
        }
        // XXL is a size.
        if (i < text.Length && char.IsLetterOrDigit(text[i])) return null;
        tokens.Add(new Token { Start = start, Length = i - start, Kind = TokenKind.Mask });
        return i;
    }

    private static int? Address(string text, int start, List<Token> tokens)
    {
        var rest = text.AsSpan(start);
        if (!(rest[0] is 'h' or 'w' or 'H' or 'W')
            || !(rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }
        var i = start;
        while (i < text.Length && !char.IsWhiteSpace(text[i])) i++;
        while (i > start && text[i - 1] is '.' or ',' or '!' or '?' or ')' or ';') i--;
        tokens.Add(new Token { Start = start, Length = i - start, Kind = TokenKind.Mask });
        return i;
    }

    // "@shop", where no word stands before it.
    private static int? Handle(string text, int start)
    {
        if (start > 0 && char.IsLetterOrDigit(text[start - 1])) return null;
        var end = start + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
        return end > start + 1 ? end : null;
    }

    private static int? Email(string text, int start, List<Token> tokens)
    {
        var i = start;
        while (i < text.Length && i - start < LongestLocalPart && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or '_' or '-' or '+')) i++;
        if (i == start || i + 1 >= text.Length || text[i] != '@' || !char.IsAsciiLetterOrDigit(text[i + 1])) return null;
        i++;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or '-')) i++;
        while (text[i - 1] is '.' or '-') i--;
        tokens.Add(new Token { Start = start, Length = i - start, Kind = TokenKind.Mask });
        return i;
    }

    /// <summary>The end of <c>{$25.00}</c> or of a mask in brackets such as <c>[NAME]</c>.</summary>
    private static int? Braced(string text, int start)
    {
        var close = text[start] == '{' ? '}' : ']';
        var last = Math.Min(text.Length, start + 24);
        for (var i = start + 1; i < last; i++)
        {
            var c = text[i];
            if (c == close) return i > start + 1 ? i + 1 : null;
            if (close == '}' ? !(char.IsAsciiDigit(c) || c is '$' or '.' or ',' or '£' or '€') : !(char.IsAsciiLetterUpper(c) || c == '_')) return null;
        }
        return null;
    }

    private static int NumberAt(string text, int start, Vocabulary vocabulary, List<Token> tokens)
    {
        var i = start;
        while (i < text.Length && (char.IsAsciiDigit(text[i])
            || (text[i] is '.' or ',' or ':' or '/' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))) i++;
        while (i < text.Length && char.IsAsciiLetter(text[i])) i++;
        if (i < text.Length && text[i] == '%') i++;
        tokens.Add(new Token { Start = start, Length = i - start, Kind = TokenKind.Number, Entry = vocabulary.Exact(text.AsSpan(start, i - start)) });
        return i;
    }

    private static Token? Emoticon(string text, int start, Vocabulary vocabulary)
    {
        if (text[start] is not (':' or ';' or '=' or '<' or '^' or '(' or '>')) return null;
        Span<char> lower = stackalloc char[LongestEmoticon];
        for (var length = Math.Min(LongestEmoticon, text.Length - start); length >= 2; length--)
        {
            var end = start + length;
            if (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '/')) continue;
            if (text[end - 1] == '.') continue;
            text.AsSpan(start, length).ToLowerInvariant(lower);
            if (vocabulary.Exact(lower[..length]) is { Valence: not 0 } word)
                return new Token { Start = start, Length = length, Kind = TokenKind.Emoticon, Entry = word };
        }
        return null;
    }

    private static int Sign(string text, int start, List<Token> tokens)
    {
        var c = text[start];
        var i = start + 1;
        switch (c)
        {
            case '.' or '!' or '?':
                while (i < text.Length && text[i] is '.' or '!' or '?' or '…') i++;
                tokens.Add(new Token { Start = start, Length = i - start, Kind = TokenKind.Terminator, Mark = c });
                break;
            case '-' when i < text.Length && start > 0 && char.IsLetterOrDigit(text[i]) && char.IsLetterOrDigit(text[start - 1]):
                // "10-15", "x-small"
                tokens.Add(new Token { Start = start, Length = 1, Kind = TokenKind.Sign, Mark = c });
                break;
            case ',' or ';' or ':' or '(' or ')' or '-' or '[' or ']' or '/' or '*' or '|' or '~':
                while (i < text.Length && text[i] == c) i++;
                tokens.Add(new Token { Start = start, Length = i - start, Kind = TokenKind.Separator, Mark = c });
                break;
            default:
                tokens.Add(new Token { Start = start, Length = 1, Kind = TokenKind.Sign, Mark = c });
                break;
        }
        return i;
    }

    private static int Other(string text, int start, Vocabulary vocabulary, List<Token> tokens)
    {
        var c = text[start];
        if (c == '…' || c is '。' or '！' or '？')
        {
            var i = start + 1;
            while (i < text.Length && text[i] is '.' or '!' or '?' or '…' or '。' or '！' or '？') i++;
            tokens.Add(new Token
            {
                Start = start,
                Length = i - start,
                Kind = TokenKind.Terminator,
                Mark = c == '。' ? '.' : c == '！' ? '!' : c == '？' ? '?'
                : c
            });
            return i;
        }
        if (c is '–' or '—')
        {
            tokens.Add(new Token { Start = start, Length = 1, Kind = TokenKind.Separator, Mark = c });
            return start + 1;
        }
        if (!Rune.TryGetRuneAt(text, start, out var rune)) return start + 1;
        var end = start + rune.Utf16SequenceLength;
        if (IsEmoji(rune))
        {
            end = EmojiEnd(text, end);
            tokens.Add(new Token { Start = start, Length = end - start, Kind = TokenKind.Emoji, Entry = vocabulary.Emoji(rune.Value) });
        }
        else if (c is '“' or '”' or '„' or '«' or '»' or '"')
        {
            tokens.Add(new Token { Start = start, Length = 1, Kind = TokenKind.Sign, Mark = '"' });
        }
        return end;
    }

    private static bool IsEmoji(Rune rune) => rune.Value is >= 0x1F300 and <= 0x1FAFF or >= 0x2600 and <= 0x27BF or >= 0x2B00 and <= 0x2BFF
        or >= 0x23E9 and <= 0x23FA or >= 0x1F1E6 and <= 0x1F1FF;

    // Skin tones, variation selectors and what is joined on by U+200D belong to the emoji before.
    private static int EmojiEnd(string text, int end)
    {
        while (RuneAt(text, end, out var rune))
        {
            if (rune.Value is 0xFE0F or 0x20E3 or >= 0x1F3FB and <= 0x1F3FF)
            {
                end += rune.Utf16SequenceLength;
            }
            else if (rune.Value == 0x200D)
            {
                end++;
                if (RuneAt(text, end, out var joined) && IsEmoji(joined)) end += joined.Utf16SequenceLength;
            }
            else
            {
                break;
            }
        }
        return end;
    }

    private static bool RuneAt(string text, int index, out Rune rune)
    {
        rune = default;
        return index < text.Length && Rune.TryGetRuneAt(text, index, out rune);
    }
}
