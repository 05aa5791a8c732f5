using Feedback.Core.Records;

namespace Feedback.Core.Privacy;

/// <summary>What a customer said, as it is shown to others: by what the language service found in it and by the rules of <see cref="PersonalData"/>, whichever
/// hides more.</summary>
public static class MaskedFeedback
{
    /// <summary>The text, masked; empty without one.</summary>
    public static string MaskedText(this FeedbackRecord record) => PersonalData.Mask(record.Text ?? "", record.Analysis?.Personal, record.SpokenLanguage());

    /// <summary>A stretch of the text, masked; empty where the text is gone.</summary>
    /// <param name="record">The feedback.</param>
    /// <param name="stretch">Which part of its text.</param>
    public static string Masked(this FeedbackRecord record, TextSpan stretch) =>
        PersonalData.Mask(record.Text ?? "", stretch, record.Analysis?.Personal, record.SpokenLanguage());

    /// <summary>Whether a stretch of the text holds something that would be hidden.</summary>
    /// <param name="record">The feedback.</param>
    /// <param name="stretch">Which part of its text.</param>
    public static bool IsPersonal(this FeedbackRecord record, TextSpan stretch) =>
        PersonalData.Find(record.Text ?? "", record.Analysis?.Personal, record.SpokenLanguage()).Any(hidden => hidden.Span.Overlaps(stretch));

    /// <summary>The language of the text as it was analysed, else as the source named it; <c>null</c> when nobody knows.</summary>
    /// <param name="record">The feedback.</param>
    public static string? SpokenLanguage(this FeedbackRecord record) => record.Analysis?.Language ?? record.Language;
}
