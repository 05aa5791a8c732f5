using System.Globalization;
using System.Text;
using ADRaffy.ENSNormalize;

namespace Feedback.Core.Requests;

/// <summary>What Unicode writes in two ways, or writes though nobody sees it. The runtime knows the two ways only together with ICU, without which this program
/// runs.</summary>
public static class UnicodeForm
{
    /// <summary>A text with letters and their marks in one, where Unicode has them in one (NFC): how keyboards write.</summary>
    public static string Composed(string text) => Ascii.IsValid(text) ? text : ENSNormalize.NF.NFC(text);

    /// <summary>A text with letters and their marks apart (NFD).</summary>
    public static string Decomposed(string text) => Ascii.IsValid(text) ? text : ENSNormalize.NF.NFD(text);

    /// <summary>Whether nobody sees a character: blanks of every script, marks of no width, and what is no blank to Unicode but empty to people, the fillers of
    /// Hangul, the pattern of Braille without a dot, and a joiner.</summary>
    public static bool IsUnseen(char c) => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format
        || c is '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u2800' or '\u034F';
}
