namespace Feedback.Core.Signals;

/// <summary>Where folds stand: those of a whole journey under its id, those of a segment of it under <c>journey~segment</c>. So every query of a journey is one
/// of a segment, read elsewhere.</summary>
public static class FoldPartition
{
    // Legal in a partition key, and in no id.
    private const char Separator = '~';

    /// <summary>The partition of a journey, or of a segment of it.</summary>
    /// <param name="journey">The journey's id.</param>
    /// <param name="segment">The segment's id; <c>null</c> for the whole journey.</param>
    public static string Of(string journey, string? segment) => segment is null ? journey : $"{journey}{Separator}{segment}";

    /// <summary>The segment of a partition; <c>null</c> for a whole journey's.</summary>
    public static string? SegmentOf(string partition) => partition.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and var end ? partition[(end + 1)..]
        : null;

    /// <summary>The journey of a partition.</summary>
    public static string JourneyOf(string partition) => partition.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and var end ? partition[..end]
        : partition;
}
