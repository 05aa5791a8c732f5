using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Feedback.Core.Records;

/// <summary>A page of feedback.</summary>
/// <param name="Items">The records, the newest first.</param>
/// <param name="Next">Where to go on; <c>null</c> at the end.</param>
public sealed record FeedbackPage(IReadOnlyList<FeedbackRecord> Items, FeedbackCursor? Next);

/// <summary>A place in a list of feedback, the newest first.</summary>
/// <param name="OccurredAt">When it was said.</param>
/// <param name="Feedback">The feedback's id.</param>
public sealed record FeedbackCursor(DateTimeOffset OccurredAt, string Feedback)
{
    /// <summary>Whether this place stands behind another in the list.</summary>
    public bool IsOlderThan(FeedbackCursor other) =>
        OccurredAt < other.OccurredAt || (OccurredAt == other.OccurredAt && string.CompareOrdinal(Feedback, other.Feedback) < 0);

    /// <summary>The place as an opaque text.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{OccurredAt.UtcTicks}|{Feedback}")));

    /// <summary>Reads a place; <c>null</c> when the text is none.</summary>
    public static FeedbackCursor? TryParse(string text)
    {
        if (text.Length > 200 || !Base64Url.IsValid(text))
            return null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        return parts.Length == 2 && FeedbackId.IsValid(parts[1])
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
                ? new(new(ticks, TimeSpan.Zero), parts[1])
                : null;
    }
}
