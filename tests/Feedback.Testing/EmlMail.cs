using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Feedback.Testing;

/// <summary>A mail as it is stored or travels, read back by hand: headers unfolded and decoded, and the parts of multipart/alternative decoded from
/// quoted-printable.</summary>
public sealed partial record EmlMail(ILookup<string, string> Headers, string ContentType, IReadOnlyList<(string ContentType, string Content)> Parts)
{
    public string Header(string name) => Headers[name].Single();

    public static EmlMail Read(string raw)
    {
        var (headers, body) = Split(raw);
        var boundary = Boundary().Match(headers["Content-Type"].Single()).Groups[1].Value;
        var parts = body.Split("--" + boundary, StringSplitOptions.None)[1..^1].Select(part =>
        {
            var (partHeaders, content) = Split(part.TrimStart('\r', '\n'));
            if (partHeaders["Content-Transfer-Encoding"].Single() != "quoted-printable")
                throw new NotSupportedException(partHeaders["Content-Transfer-Encoding"].Single());
            return (partHeaders["Content-Type"].Single(), QuotedPrintable(content));
        });
        return new(headers, headers["Content-Type"].Single(), [.. parts]);
    }

    private static (ILookup<string, string> Headers, string Body) Split(string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = Folding().Replace(raw[..end], " ").Split("\r\n");
        return (lines.ToLookup(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line =>
            Decode(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()), StringComparer.OrdinalIgnoreCase), raw[(end + 4)..]);
    }

    /// <summary>RFC 2047: encoded words, the blanks between two of which do not count.</summary>
    private static string Decode(string value) => EncodedWord().Replace(BetweenWords().Replace(value, "$1"), word => Encoding.UTF8.GetString(
        word.Groups[1].Value.Equals("B", StringComparison.OrdinalIgnoreCase) ? Convert.FromBase64String(word.Groups[2].Value)
            : Bytes(word.Groups[2].Value.Replace('_', ' '))));

    private static string QuotedPrintable(string text) => Encoding.UTF8.GetString(Bytes(text.Replace("=\r\n", "", StringComparison.Ordinal)));

    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
                bytes.Add((byte)text[i]);
            else
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            i += text[i] == '=' ? 2 : 0;
        }

        return [.. bytes];
    }

    [GeneratedRegex("boundary=\"?([^\";]+)\"?")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folding();

    [GeneratedRegex(@"=\?utf-8\?(?<form>[BQ])\?(?<text>[^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();
}
