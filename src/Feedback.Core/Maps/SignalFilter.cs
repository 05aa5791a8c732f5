using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>Which signals are asked for; <c>null</c> is all.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Theme">The theme; <see cref="MappedOpinion.Unmapped"/> for what names none.</param>
/// <param name="Touchpoint">The kind of touchpoint.</param>
/// <param name="Silo">The silo that heard it or owns it.</param>
/// <param name="Sentiment">The sentiment in one word.</param>
/// <param name="Segment">The segment of customers.</param>
/// <param name="Topics">Any of some topics. Looked at anew for each hour, so that a search goes on for fewer when one is taken out.</param>
public sealed record SignalFilter(
    string? Stage = null, string? Theme = null, string? Touchpoint = null, string? Silo = null, SentimentLabel? Sentiment = null, string? Segment = null,
    IReadOnlySet<Topic>? Topics = null)
{
    /// <summary>Whether a signal is asked for.</summary>
    public bool Matches(Signal signal) =>
        Matches(signal.Stage, signal.Theme, signal.Touchpoint, signal.HeardBy, signal.OwnedBy)
        && (Sentiment is null || Sentiment == signal.Label)
        && (Segment is null || signal.Segments?.Contains(Segment) == true);

    /// <summary>Whether a fold, of the segment when one is asked for, holds anything that is asked for: what it does not hold need not be read.</summary>
    public bool Matches(Fold fold) => fold.Cells.Any(cell =>
        Matches(cell.Stage, cell.Theme, cell.Touchpoint, cell.HeardBy, cell.OwnedBy)
        && Sentiment switch
        {
            null => true,
            SentimentLabel.Positive => cell.Positive > 0,
            SentimentLabel.Negative => cell.Negative > 0,
            _ => cell.Neutral > 0,
        });

    /// <summary>How many opinions of a fold are asked for.</summary>
    public long CountIn(Fold fold) => fold.Cells
        .Where(cell => Matches(cell.Stage, cell.Theme, cell.Touchpoint, cell.HeardBy, cell.OwnedBy))
        .Sum(cell => Sentiment switch
        {
            null => cell.Volume(),
            SentimentLabel.Positive => cell.Positive,
            SentimentLabel.Negative => cell.Negative,
            _ => cell.Neutral,
        });

    private bool Matches(string stage, string? theme, string touchpoint, string heardBy, string? ownedBy) =>
        (Stage is null || Stage == stage)
        && MappedOpinion.IsAsked(Theme, theme)
        && (Topics is null || (theme is not null && Topics.Contains(new(theme, stage))))
        && (Touchpoint is null || Touchpoint == touchpoint)
        && (Silo is null || Silo == heardBy || Silo == ownedBy);
}
