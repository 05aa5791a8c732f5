using System.Text;

namespace Feedback.App.Cli.Import;

/// <summary>The encodings of text files. All of them are strict: bytes that have no meaning are a fault, never a question mark.</summary>
internal static class TextEncoding
{
    public static readonly Encoding Utf8 = Strict("utf-8")!;

    private static readonly Encoding Utf16 = Strict("utf-16")!;
    private static readonly Encoding Utf16BigEndian = Strict("utf-16BE")!;

    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="CommandException">There is no such encoding.</exception>
    public static Encoding? Parse(string? name) => name is null ? null : Find(name)
        ?? throw new CommandException($"--encoding {name} is not known: use for example utf-8, utf-16, windows-1252, iso-8859-15, windows-1251 or shift_jis.");

    public static Encoding? Find(string name)
    {
        // "ANSI" is what editors call the encoding of the machine; nobody knows here which one that was.
        var strict = Strict(name);
        return strict?.WebName switch
        {
            "utf-8" => Utf8,
            "utf-16" => Utf16,
            "utf-16BE" => Utf16BigEndian,
            _ => strict,
        };
    }

    /// <summary>The encoding that a byte order mark names.</summary>
    public static Encoding? Marked(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith("\uFEFF"u8) ? Utf8
        : beginning.StartsWith<byte>([0xFF, 0xFE]) ? Utf16
        : beginning.StartsWith<byte>([0xFE, 0xFF]) ? Utf16BigEndian
        : null;

    public static int MarkLength(Encoding encoding, ReadOnlySpan<byte> beginning) =>
        encoding.Preamble is { Length: > 0 } mark && beginning.StartsWith(mark) ? mark.Length : 0;

    private static Encoding? Strict(string name)
    {
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
