using Feedback.Core.Records;

namespace Feedback.Core.Corrections;

/// <summary>What somebody wants to correct about one opinion. At least one of sentiment, theme and stage is given.</summary>
/// <param name="Opinion">The opinion's number in the order of <see cref="CorrectedOpinions.Of"/>, from 0.</param>
public sealed record CorrectionRequest(int Opinion)
{
    /// <summary>How it is meant; <c>null</c> to leave it.</summary>
    public SentimentLabel? Sentiment { get; init; }

    /// <summary>What it is about; <c>null</c> to leave it.</summary>
    public ThemeChoice? Theme { get; init; }

    /// <summary>The id of the stage it is mapped to, or <see cref="MappedOpinion.Unmapped"/>; <c>null</c> to leave it.</summary>
    public string? Stage { get; init; }

    /// <summary>The journey of theme and stage; by default the first active one that the feedback is mapped to.</summary>
    public string? Journey { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The person for whom the caller asks, when several share a key.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>Whether it corrects nothing.</summary>
    public bool IsEmpty => Sentiment is null && Theme is null && Stage is null;
}

/// <summary>A theme, or none.</summary>
/// <param name="Id">The theme's id; <c>null</c> for none.</param>
public readonly record struct ThemeChoice(string? Id);
