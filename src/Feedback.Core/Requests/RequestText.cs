using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>Reads strings, and says what they are.</summary>
internal static class RequestText
{
    public const string NotUnicode = "is not valid Unicode text";

    public static string? Read(ref Utf8JsonReader reader, RequestPlace at)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = Decode(ref reader);
            if (text is null)
                at.Refuse(NotUnicode);
            return text;
        }

        if (reader.TokenType != JsonTokenType.Null)
            at.Refuse("must be a string");
        reader.Skip();
        return null;
    }

    /// <summary>The string or name at which the reader stands; <c>null</c> when its bytes or escapes are no Unicode text.</summary>
    public static string? Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool HasControl(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
                return true;
        }

        return false;
    }

    public static bool HasNull(string text) => text.Contains('\0', StringComparison.Ordinal);

    /// <summary>Unicode code points.</summary>
    public static int Characters(string text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
                count--;
        }

        return count;
    }

    /// <summary>The instance that is known of a word; <c>null</c> when it is none of these.</summary>
    public static string? Known(IReadOnlyList<string> words, string text)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == text)
                return words[i];
        }

        return null;
    }

    /// <summary>An identifier as it is looked for and kept: in one spelling of its accents, whichever of Unicode's two it came in, and without what nobody sees
    /// at its ends.</summary>
    public static string Identifier(string text) => UnicodeForm.Composed(WithoutBlanks(text));

    /// <summary>A text without what nobody sees at its ends: blanks of every script, fillers, and marks of no width, as they come along when a cell is
    /// copied.</summary>
    public static string WithoutBlanks(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && UnicodeForm.IsUnseen(text[start]))
            start++;
        while (end > start && UnicodeForm.IsUnseen(text[end - 1]))
            end--;
        return text[start..end];
    }

    /// <summary>An address without the blanks around it; <c>null</c> when it is none.</summary>
    public static string? Email(string text)
    {
        text = Identifier(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= RequestLimits.Email && at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1
            && !HasControl(text) && !text.Contains(' ', StringComparison.Ordinal) ? text : null;
    }

    /// <summary>The shape of a BCP 47 tag: a language of 2 or 3 letters, then subtags of 1 to 8 letters or digits.</summary>
    public static bool IsLanguageTag(string text)
    {
        if (text.Length > 35)
            return false;
        var parts = text.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }
}
