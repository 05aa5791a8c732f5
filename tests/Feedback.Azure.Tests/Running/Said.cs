using System.Text.Json;

namespace Feedback.Azure.Tests.Running;

/// <summary>The documented JSON of what the service says of a document.</summary>
internal static class Said
{
    public static string Document(string sentiment, double positive, double negative, params string[] sentences) =>
        FormattableString.Invariant(
            $$"""{"sentiment":"{{sentiment}}","confidenceScores":{"positive":{{positive}},"neutral":0.0,"negative":{{negative}}},"sentences":[{{string.Join(',', sentences)}}]}""");

    public static string Sentence(string text, int offset, int length, string sentiment, double positive, double negative, string targets = "",
        string assessments = "") => FormattableString.Invariant(
        $$"""{"sentiment":"{{sentiment}}","confidenceScores":{"positive":{{positive}},"neutral":0.0,"negative":{{negative}}},"offset":{{offset}},"length":{{length}},"text":{{JsonSerializer.Serialize(text.Substring(offset, length))}},"targets":[{{targets}}],"assessments":[{{assessments}}]}""");

    /// <summary>A target at the place where a word stands in a text.</summary>
    public static string Target(string text, string word, string sentiment, params string[] assessments) => FormattableString.Invariant(
        $$"""{{{At(text, word, sentiment)}},"relations":[{{string.Join(',', assessments.Select(pointer => $$"""{"relationType":"assessment","ref":"{{pointer}}"}"""))}}]}""");

    public static string Assessment(string text, string word, string sentiment) => $$"""{{{At(text, word, sentiment)}},"isNegated":false}""";

    /// <summary>Personal data at the place where it stands in a text.</summary>
    public static string Entity(string text, string word, string category) => FormattableString.Invariant(
        $$"""{"text":{{JsonSerializer.Serialize(word)}},"category":"{{category}}","offset":{{text.IndexOf(word, StringComparison.Ordinal)}},"length":{{word.Length}},"confidenceScore":0.98}""");

    private static string At(string text, string word, string sentiment) => FormattableString.Invariant(
        $$""" "sentiment":"{{sentiment}}","confidenceScores":{"positive":{{(sentiment == "positive" ? 0.99 : 0.01)}},"negative":{{(sentiment == "positive" ? 0.01 : 0.99)}}},"offset":{{text.IndexOf(word, StringComparison.Ordinal)}},"length":{{word.Length}},"text":"{{word}}" """);
}
