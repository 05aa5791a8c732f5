namespace Feedback.Core.Records;

/// <summary>A record and the version in which it was read.</summary>
/// <param name="Record">The record.</param>
/// <param name="ETag">Its version.</param>
public readonly record struct StoredFeedback(FeedbackRecord Record, string ETag);
