namespace Feedback.Core.Records;

/// <summary>The kinds of touchpoint that feedback may name.</summary>
public static class Touchpoint
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = ["store", "web", "billing", "service", "product", "marketing", "delivery"];
}
