namespace Feedback.Core.Records;

/// <summary>How a source names a customer. At least one is given.</summary>
/// <param name="Id">The company's customer number.</param>
/// <param name="Email">An email address.</param>
public sealed record CustomerIdentity(string? Id, string? Email);
