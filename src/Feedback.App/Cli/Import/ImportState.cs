using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Feedback.App.Cli.Import;

/// <summary>How far the import of one file has come. Written after each batch, so a start after a stop goes on behind the last batch that was surely
/// taken.</summary>
/// <param name="File">The file.</param>
/// <param name="Rows">Rows that are done.</param>
/// <param name="Accepted">Of those, accepted.</param>
/// <param name="Duplicates">Known already.</param>
/// <param name="Rejected">Rejected.</param>
/// <param name="RejectedBytes">How long the file of rejected rows was then: what stands behind was written for a batch that is done again.</param>
/// <param name="Reading">How the file is read. Read in another way, it begins again.</param>
internal sealed record ImportState(string File, long Rows, long Accepted, long Duplicates, long Rejected, long RejectedBytes, string? Reading)
{
    /// <summary>Whether the file was read to its end.</summary>
    public bool IsComplete { get; init; }

    public static ImportState At(string file, string reading) => new(file, 0, 0, 0, 0, 0, reading);

    /// <summary>What tells one import from another: the file's path and all that it says, and where it goes to. A file that was corrected, at its end too, is
    /// another import.</summary>
    public static string KeyOf(ImportText text, string destination) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text.Path}\n{text.Hash}\n{destination}")))[..16];

    /// <summary>Reads the state; a fresh one when there is none or it cannot be read: doing rows again does no harm.</summary>
    public static async Task<ImportState> ReadAsync(string path, string file, string reading, CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(path))
            return At(file, reading);
        try
        {
            var bytes = await System.IO.File.ReadAllBytesAsync(path, cancellationToken);
            // Earlier versions did not write down how they read the file.
            return JsonSerializer.Deserialize(bytes, ImportStateJson.Default.ImportState) is { } state && (state.Reading ?? reading) == reading
                ? state with { Reading = reading } : At(file, reading);
        }
        catch (JsonException)
        {
            return At(file, reading);
        }
    }

    public async Task WriteAsync(string path)
    {
        // Another name first, then the right one: a crash leaves the old state or the new, never half of one.
        await System.IO.File.WriteAllBytesAsync(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, ImportStateJson.Default.ImportState));
        System.IO.File.Move(path + ".new", path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportState))]
internal sealed partial class ImportStateJson : JsonSerializerContext;
