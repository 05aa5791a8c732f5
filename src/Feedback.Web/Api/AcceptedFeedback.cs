using System.Text.Json.Serialization;
using Feedback.Core.Intake;
using Feedback.Core.Records;
using Microsoft.AspNetCore.Mvc;

namespace Feedback.Web.Api;

/// <summary>One accepted feedback.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its state.</param>
/// <param name="Duplicate">Whether it was already stored; then nothing was written.</param>
internal sealed record AcceptedFeedback(string Id, FeedbackState State, bool Duplicate);

/// <summary>The result of a batch.</summary>
/// <param name="Accepted">How many were stored.</param>
/// <param name="Duplicates">How many were already stored.</param>
/// <param name="Rejected">How many were rejected.</param>
/// <param name="Results">One result per item, in order.</param>
internal sealed record AcceptedBatch(int Accepted, int Duplicates, int Rejected, IReadOnlyList<BatchResult> Results);

/// <summary>The result of one item of a batch.</summary>
/// <param name="Index">Its position in the batch, from 0.</param>
/// <param name="Id">Its id, if it is stored.</param>
/// <param name="Problem">Why it was rejected, if it was.</param>
internal sealed record BatchResult(
    int Index,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProblemDetails? Problem)
{
    [JsonIgnore]
    public CollectOutcome Outcome { get; init; }
}
