using Feedback.Core.Language;
using Feedback.Core.Records;

namespace Feedback.Core.Tests.Language;

/// <summary>What the built-in analysis makes of a text, as strings.</summary>
internal static class Reading
{
    private static readonly BuiltInLanguageAnalysis Analysis = new();

    public static TextAnalysis Of(string text, string? language = null) =>
        Analysis.AnalyseAsync([new TextToAnalyse(text, language)]).Result[0].Analysis!;

    public static double Score(string text) => Of(text).Sentiment.Score;

    public static SentimentLabel Label(string text) => Of(text).Sentiment.Label;

    public static string[] Sentences(string text) => [.. Of(text).Sentences.Select(s => s.Span.Of(text))];

    /// <summary>Each opinion as <c>target: assessment, label</c>.</summary>
    public static string[] Opinions(string text) =>
        [.. Of(text).Opinions.Select(o => $"{o.Target?.Of(text) ?? "-"}: {o.Assessment?.Of(text) ?? "-"}, {o.Sentiment.Label}")];
}
