using System.Text.Json;

namespace Feedback.EndToEnd.Functions;

/// <summary>The two documents of each feedback, as the host's store has them.</summary>
internal static class FeedbackDocuments
{
    /// <summary>All feedback, as it was received.</summary>
    public static Task<IReadOnlyList<JsonElement>> RecordsAsync(this FunctionsHostDriver host) => OfAsync(host, areAnalyses: false);

    /// <summary>What was understood of all feedback.</summary>
    public static Task<IReadOnlyList<JsonElement>> AnalysesAsync(this FunctionsHostDriver host) => OfAsync(host, areAnalyses: true);

    private static async Task<IReadOnlyList<JsonElement>> OfAsync(FunctionsHostDriver host, bool areAnalyses) =>
        [.. (await host.DocumentsAsync("feedback")).Where(item => (item.GetProperty("id").GetString() == "analysis") == areAnalyses)];
}
