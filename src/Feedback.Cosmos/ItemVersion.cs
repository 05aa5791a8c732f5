using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.Cosmos;

/// <summary>
/// An item's version: Cosmos DB's ETag and, for an item that expires, when. As our <see cref="Document.ETag"/> it is <c>ETAG</c> or <c>ETAG.milliseconds</c>,
/// so that a replacement of an expired document is refused without asking: Cosmos DB may not have deleted it yet, and would do it.
/// </summary>
internal readonly record struct ItemVersion(string ETag, DateTimeOffset? Expires)
{
    private const char Separator = '.';

    /// <summary>The ETag as HTTP has it.</summary>
    public string Quoted => $"\"{ETag}\"";

    public static ItemVersion Of(string etag, DateTimeOffset? expires) => new(etag.Trim('"'), expires);

    /// <summary>Reads our ETag; <c>null</c> for what is none.</summary>
    public static ItemVersion? Parse(string text)
    {
        var end = text.IndexOf(Separator, StringComparison.Ordinal);
        var etag = end < 0 ? text : text[..end];
        if (etag.Length == 0 || !etag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return null;
        if (end < 0)
            return new(etag, null);
        return long.TryParse(text.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? new(etag, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;
    }

    public bool IsExpired(DateTimeOffset now) => Expires <= now;

    public override string ToString() =>
        Expires is { } expires ? string.Create(CultureInfo.InvariantCulture, $"{ETag}{Separator}{expires.ToUnixTimeMilliseconds()}") : ETag;
}
