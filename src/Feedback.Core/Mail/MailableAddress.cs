using System.Globalization;
using System.Text;

namespace Feedback.Core.Mail;

/// <summary>Which addresses a mail can be sent to at all (RFC 5321, 5322 and 6531): what is none of these, no server takes.</summary>
public static class MailableAddress
{
    private const int LongestLocalPart = 64;
    private const int LongestAddress = 254;
    private const string Specials = "()<>[]:;@\\,\"";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether mail can be sent to an address: words with dots between them, an @, and a domain that has a form in DNS.</summary>
    public static bool IsOne(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && AsciiDomain(address[(at + 1)..]) is { } domain && BytesOf(address[..at]) is { } local and <= LongestLocalPart
            && local + 1 + domain.Length <= LongestAddress && address[..at].Split('.').All(IsAtom);
    }

    private static bool IsAtom(string atom) => atom.Length > 0 && atom.EnumerateRunes().All(IsPlain);

    private static bool IsPlain(Rune rune) => !(rune.IsAscii && Specials.Contains((char)rune.Value, StringComparison.Ordinal))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static string? AsciiDomain(string domain)
    {
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain);
            return ascii.Length > 0 && Uri.CheckHostName(ascii) == UriHostNameType.Dns && !ascii.EndsWith('.') ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static int? BytesOf(string text)
    {
        try
        {
            return Utf8.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
