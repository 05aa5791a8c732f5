using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Corrections;

/// <summary>What became of a correction.</summary>
/// <param name="Feedback">The feedback as it is now; <c>null</c> when the correction was refused.</param>
/// <param name="Made">How many fields were corrected: none when everything was so already.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record CorrectionResult(StoredFeedback? Feedback, int Made, CorrectionRefusal? Refusal)
{
    internal static CorrectionResult Refused(CorrectionRefusalKind kind, string detail, string? etag = null) => new(null, 0, new(kind, detail, null, etag));

    internal static CorrectionResult Invalid(FieldErrors errors) => new(null, 0, new(CorrectionRefusalKind.Invalid, "The correction is not valid.", errors, null));
}

/// <summary>Why a correction was refused.</summary>
/// <param name="Kind">In one word.</param>
/// <param name="Detail">For people.</param>
/// <param name="Errors">What is wrong, when it is the correction.</param>
/// <param name="ETag">The feedback's present version, when it is another than the one that was presented.</param>
public sealed record CorrectionRefusal(CorrectionRefusalKind Kind, string Detail, FieldErrors? Errors, string? ETag);

/// <summary>The kinds of refusal.</summary>
public enum CorrectionRefusalKind
{
    /// <summary>There is no such feedback.</summary>
    NotFound,

    /// <summary>A field is wrong.</summary>
    Invalid,

    /// <summary>The feedback is not mapped, or takes no more corrections.</summary>
    Conflict,

    /// <summary>The feedback is not in the version that was presented.</summary>
    Stale,
}
