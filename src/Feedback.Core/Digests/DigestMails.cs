using Feedback.Core.Storage;

namespace Feedback.Core.Digests;

/// <summary>Reads and writes what became of digest mails.</summary>
internal static class DigestMails
{
    /// <summary>The notices of a week, by recipient.</summary>
    public static async Task<Dictionary<string, (DigestNotice Notice, string ETag)>> NoticesAsync(this IDocumentStore store, IsoWeek week,
        CancellationToken cancellationToken)
    {
        var notices = new Dictionary<string, (DigestNotice, string)>(StringComparer.Ordinal);
        await foreach (var document in store.AllAsync(Containers.Settings, DigestNotice.PartitionOf(week), IdRange.All, cancellationToken: cancellationToken))
            notices[document.Key.Id] = (Json.Read(document, DigestsJson.Default.DigestNotice), document.ETag);
        return notices;
    }

    /// <summary>Writes a notice, if it still is of a version; if there is none yet, for <c>null</c>.</summary>
    /// <returns>The new version; <c>null</c> when another was faster.</returns>
    public static async Task<string?> WriteAsync(this IDocumentStore store, IsoWeek week, DigestNotice notice, string? etag)
    {
        var write = Json.Write(DigestNotice.KeyOf(week, notice.Recipient), notice, DigestsJson.Default.DigestNotice);
        var written = await store.WriteIfAsync(Containers.Settings, write, etag, CancellationToken.None);
        return written.ETag;
    }

    public static DocumentWrite Write(DigestSending sending) =>
        Json.Write(new(DocumentKinds.DigestSending, sending.Week), sending, DigestsJson.Default.DigestSending);
}
