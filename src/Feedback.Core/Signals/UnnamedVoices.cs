namespace Feedback.Core.Signals;

/// <summary>Feedback that names no customer, at one touchpoint in one hour: one customer each, but only a few of them.</summary>
internal static class UnnamedVoices
{
    /// <summary>
    /// How many at a touchpoint in an hour may be customers of their own where more are not usual. Fewer than the five customers of the smallest ticket,
    /// so that one sender's burst, which nothing tells from a crowd, makes none. Folds are counted with it: it is no setting, as all would have to be
    /// counted anew.
    /// </summary>
    public const int MostAnHour = 3;
}

/// <summary>One more unnamed voice than count in an hour.</summary>
/// <param name="Segment">In a segment's fold; <c>null</c> for the journey's.</param>
/// <param name="IsAffected">Among those who complained about a theme, not among those heard at a touchpoint.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Other">The theme or the touchpoint.</param>
internal readonly record struct SurplusVoice(string? Segment, bool IsAffected, string Stage, string Other);
