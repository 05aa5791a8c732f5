using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Corrections;

/// <summary>What became of a correction.</summary>
/// <param name="Feedback">The feedback as it is now; <c>null</c> when the correction was refused.</param>
/// <param name="Made">How many fields were corrected: none when everything was so already.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record CorrectionResult(StoredFeedback? Feedback, int Made, Refusal? Refusal)
{
    internal static CorrectionResult Refused(Refusal refusal) => new(null, 0, refusal);
}
