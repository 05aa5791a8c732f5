using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>A file's text, whatever its encoding. The whole file is looked through before the first row is read: a file that is not in the encoding is refused
/// as a whole, because what is read wrongly is stored wrongly, and nobody finds out.</summary>
/// <param name="Path">The file.</param>
/// <param name="Encoding">How its text is encoded.</param>
/// <param name="MarkBytes">How long the byte order mark at its beginning is.</param>
/// <param name="Hash">The SHA-256 of the file, in hex.</param>
internal sealed record ImportText(string Path, Encoding Encoding, int MarkBytes, string Hash)
{
    private const int BeginningBytes = 64 * 1024;

    /// <exception cref="CommandException">The file is not in its encoding.</exception>
    public static async Task<ImportText> ReadAsync(string path, Encoding? given, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var beginning = new byte[Math.Min(BeginningBytes, file.Length)];
        await file.ReadExactlyAsync(beginning, cancellationToken);
        file.Position = 0;
        // A mark says more than an option that was copied from another import.
        var encoding = TextEncoding.Marked(beginning) ?? given ?? TextEncoding.Utf8;
        if (encoding.Equals(TextEncoding.Utf8) && given is null && beginning.Count(b => b == 0) > beginning.Length / 4)
            throw new CommandException($"{path} has zero bytes where UTF-8 text has none: it may be UTF-16. Add --encoding utf-16.");
        // Somebody may have repaired rejected rows in another encoding than their file's name says, and then nearly always in this one.
        if (encoding.Equals(TextEncoding.Utf8) && given is null && RejectedFiles.EncodingIn(path) is { } named
            && !await IsInAsync(TextEncoding.Utf8, file, path, cancellationToken))
            encoding = named;
        file.Position = 0;
        var hash = await CheckAsync(file, path, encoding, cancellationToken);
        return new(path, encoding, TextEncoding.MarkLength(encoding, beginning), hash);
    }

    /// <summary>The text in UTF-8, from behind the mark.</summary>
    /// <param name="file">The file as it is, whose position tells how far the reading has come.</param>
    public Stream Open(out FileStream file)
    {
        file = File.OpenRead(Path);
        file.Position = MarkBytes;
        return Encoding.Equals(TextEncoding.Utf8) ? file : Encoding.CreateTranscodingStream(file, Encoding, new UTF8Encoding(false));
    }

    /// <summary>The beginning of the text, up to the longest record.</summary>
    public async Task<byte[]> BeginningAsync(CancellationToken cancellationToken)
    {
        await using var text = Open(out _);
        var beginning = new byte[2 * RequestLimits.BodyBytes];
        var length = await text.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        return beginning[..length];
    }

    private static async Task<bool> IsInAsync(Encoding encoding, FileStream file, string path, CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(file, path, encoding, cancellationToken);
            return true;
        }
        catch (CommandException)
        {
            return false;
        }
    }

    private static async Task<string> CheckAsync(FileStream file, string path, Encoding encoding, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var decoder = encoding.GetDecoder();
        var bytes = ArrayPool<byte>.Shared.Rent(BeginningBytes);
        var chars = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(BeginningBytes));
        var line = 1L;
        try
        {
            while (true)
            {
                var read = await file.ReadAsync(bytes.AsMemory(0, BeginningBytes), cancellationToken);
                hash.AppendData(bytes, 0, read);
                line += chars.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, read), chars, flush: read == 0)).Count('\n');
                if (read == 0)
                    return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
        }
        catch (DecoderFallbackException)
        {
            // What precedes the fault in this part of the file was not counted.
            throw new CommandException(string.Create(CultureInfo.InvariantCulture,
                $"{path} is not {encoding.WebName} behind line {line}, and nothing of it was imported. Say how it is encoded with --encoding, such as ")
                + "--encoding windows-1252 for a CSV file from Excel in western Europe.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            ArrayPool<char>.Shared.Return(chars, clearArray: true);
        }
    }
}
