using System.Text.Json.Serialization;

namespace Feedback.Azure.Language;

/// <summary>What is sent to <c>/language/:analyze-text</c>, version 2023-04-01:
/// https://learn.microsoft.com/rest/api/language/text-analysis-runtime/analyze-text.</summary>
internal sealed record AnalyseTextTask(string Kind, TaskParameters Parameters, AnalysisInput AnalysisInput);

/// <param name="LoggingOptOut">Otherwise the service keeps the texts for 48 hours.</param>
/// <param name="OpinionMining">Sentiment analysis only.</param>
/// <param name="StringIndexType">In what offsets are counted; not for the detection of languages, which has none.</param>
/// <param name="PiiCategories">Recognition of personal data only: what is looked for.</param>
internal sealed record TaskParameters(bool LoggingOptOut, bool? OpinionMining = null, string? StringIndexType = null,
    IReadOnlyList<string>? PiiCategories = null);

internal sealed record AnalysisInput(IReadOnlyList<InputDocument> Documents);

internal sealed record InputDocument(string Id, string Text, string? Language);

/// <summary>What comes back.</summary>
internal sealed record TaskResult<TDocument>(TaskResults<TDocument> Results)
    where TDocument : IAnswer;

internal sealed record TaskResults<TDocument>(IReadOnlyList<TDocument> Documents, IReadOnlyList<DocumentError>? Errors = null)
    where TDocument : IAnswer;

/// <summary>The answer to one document.</summary>
internal interface IAnswer
{
    string Id { get; }
}

internal sealed record DocumentError(string Id, ServiceError Error);

internal sealed record ServiceError(string Code, [property: JsonPropertyName("innererror")] ServiceError? InnerError = null)
{
    /// <summary>The code that says most.</summary>
    [JsonIgnore]
    public string Innermost => InnerError?.Innermost ?? Code;
}

internal sealed record ErrorResponse(ServiceError Error);

internal sealed record LanguageDocument(string Id, DetectedLanguage DetectedLanguage) : IAnswer;

internal sealed record DetectedLanguage(string Iso6391Name, double ConfidenceScore);

internal sealed record SentimentDocument(string Id, string Sentiment, ConfidenceScores ConfidenceScores, IReadOnlyList<SentenceSentiment> Sentences) : IAnswer;

internal readonly record struct ConfidenceScores(double Positive, double Negative);

/// <summary>Offsets count from the start of the document, whatever the reference says ("from the start of the sentence"): all of its examples do.</summary>
internal sealed record SentenceSentiment(
    string Sentiment, ConfidenceScores ConfidenceScores, int Offset, int Length, IReadOnlyList<SentenceTarget>? Targets = null,
        IReadOnlyList<SentenceAssessment>? Assessments = null);

internal sealed record SentenceTarget(string Sentiment, ConfidenceScores ConfidenceScores, int Offset, int Length, string Text,
    IReadOnlyList<TargetRelation> Relations);

internal sealed record TargetRelation(string RelationType, string Ref);

internal sealed record SentenceAssessment(string Sentiment, ConfidenceScores ConfidenceScores, int Offset, int Length, string Text);

/// <summary>The service's redacted text is passed over: what is hidden is decided when a text is shown.</summary>
internal sealed record PersonalDocument(string Id, IReadOnlyList<PersonalEntity> Entities) : IAnswer;

/// <summary>Offsets count from the start of the document.</summary>
internal sealed record PersonalEntity(string Text, string Category, int Offset, int Length);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AnalyseTextTask))]
[JsonSerializable(typeof(TaskResult<LanguageDocument>))]
[JsonSerializable(typeof(TaskResult<SentimentDocument>))]
[JsonSerializable(typeof(TaskResult<PersonalDocument>))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class WireJson : JsonSerializerContext;
