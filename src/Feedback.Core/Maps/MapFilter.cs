using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>Which part of a journey's opinions is looked at; <c>null</c> is all.</summary>
/// <param name="Touchpoint">Only what was heard at this kind of touchpoint.</param>
/// <param name="Silo">Only what this silo hears or owns.</param>
/// <param name="Segment">Only what this segment of customers said.</param>
public sealed record MapFilter(string? Touchpoint = null, string? Silo = null, string? Segment = null)
{
    /// <summary>Everything.</summary>
    public static readonly MapFilter All = new();

    /// <summary>The partition of a journey's folds that is read: what a segment said is folded on its own.</summary>
    public string PartitionOf(string journey) => FoldPartition.Of(journey, Segment);

    /// <summary>Whether the opinions of a cell are asked for.</summary>
    public bool Matches(FoldCell cell) => IsAt(cell.Touchpoint) && (Silo is null || Silo == cell.HeardBy || Silo == cell.OwnedBy);

    /// <summary>Whether ratings are asked for: nobody owns a rating but who hears it.</summary>
    public bool Matches(FoldScores scores) => IsAt(scores.Touchpoint) && (Silo is null || Silo == scores.HeardBy);

    /// <summary>Whether what was heard at a touchpoint is asked for.</summary>
    public bool IsAt(string touchpoint) => Touchpoint is null || Touchpoint == touchpoint;
}
