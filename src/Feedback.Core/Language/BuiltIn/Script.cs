using System.Buffers;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>Tells scripts apart, and languages that a script or a letter of it gives away.</summary>
internal static class Script
{
    // Letters that Russian does not have, that its neighbours do not have, and that Arabic does not have.
    private static readonly SearchValues<char> Ukrainian = SearchValues.Create("іїєґІЇЄҐ");
    private static readonly SearchValues<char> Russian = SearchValues.Create("ыэёЫЭЁ");
    private static readonly SearchValues<char> Persian = SearchValues.Create("پچژگ");

    /// <summary>Whether a word is written in the Latin script.</summary>
    public static bool IsLatin(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (c >= 0x250 && c is not (>= '\u1e00' and <= '\u1eff' or >= '\u2000' and <= '\u206f' or >= '\u0300' and <= '\u036f')) return false;
        }
        return true;
    }

    /// <summary>The language of a text that is written in another script; <c>null</c> where several languages share it and nothing tells them apart.</summary>
    public static string? LanguageOf(string text)
    {
        int kana = 0, han = 0, hangul = 0, cyrillic = 0, arabic = 0, greek = 0, hebrew = 0, thai = 0;
        foreach (var c in text)
        {
            switch (c)
            {
                case >= '\u3040' and <= '\u30ff': kana++; break;
                case >= '\u4e00' and <= '\u9fff': han++; break;
                case >= '\uac00' and <= '\ud7a3': hangul++; break;
                case >= '\u0400' and <= '\u052f': cyrillic++; break;
                case >= '\u0600' and <= '\u06ff': arabic++; break;
                case >= '\u0370' and <= '\u03ff' or >= '\u1f00' and <= '\u1fff': greek++; break;
                case >= '\u0590' and <= '\u05ff': hebrew++; break;
                case >= '\u0e00' and <= '\u0e7f': thai++; break;
            }
        }
        var most = Math.Max(Math.Max(kana + han, hangul), Math.Max(Math.Max(cyrillic, arabic), Math.Max(Math.Max(greek, hebrew), thai)));
        if (most == 0) return null;
        if (most == kana + han) return kana > 0 ? "ja" : "zh";
        if (most == hangul) return "ko";
        if (most == greek) return "el";
        if (most == hebrew) return "he";
        if (most == thai) return "th";
        if (most == cyrillic) return text.AsSpan().ContainsAny(Ukrainian) ? "uk" : text.AsSpan().ContainsAny(Russian) ? "ru" : null;
        return text.AsSpan().ContainsAny(Persian) ? null : "ar";
    }
}
