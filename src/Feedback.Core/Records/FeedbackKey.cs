using Feedback.Core.Storage;

namespace Feedback.Core.Records;

/// <summary>
/// Where the two documents of one feedback stand: both in the partition of its id, the record as received under that id again, and beside it what was
/// understood (<see cref="AnalysisDocument"/>).
/// </summary>
public static class FeedbackKey
{
    private const string AnalysisId = "analysis";

    /// <summary>The key of the record.</summary>
    public static DocumentKey OfRecord(string id) => new(id, id);

    /// <summary>The key of what was understood.</summary>
    public static DocumentKey OfAnalysis(string id) => new(id, AnalysisId);

    /// <summary>Whether a key of the container is one of what was understood.</summary>
    public static bool IsAnalysis(DocumentKey key) => key.Id == AnalysisId;
}
