using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Feedback.Core.Language;

namespace Feedback.Azure.Language;

/// <summary>Asks the service about any number of documents, in requests of as many as it takes.</summary>
/// <remarks>The limits: https://learn.microsoft.com/azure/ai-services/language-service/concepts/data-limits.</remarks>
internal sealed class LanguageTasks(LanguageEndpoint endpoint)
{
    /// <summary>A document has at most 5,120 text elements; no text has more of these than UTF-16 code units.</summary>
    public const int LongestDocument = 5_120;

    /// <summary>The first thousand tell the language, and a thousand are one billed text record.</summary>
    public const int LongestSample = 1_000;

    /// <summary>So many documents of sentiment analysis with opinion mining one request may hold.</summary>
    private const int SentimentBatch = 10;

    /// <summary>The service takes 1,000 for the detection of languages, but 1 MB at most: so many samples fit even where JSON escapes every
    /// character.</summary>
    private const int DetectionBatch = 150;

    /// <summary>So many documents of the recognition of personal data one request may hold.</summary>
    private const int PersonalBatch = 5;

    private const int AtOnce = 4;
    private const string Utf16 = "Utf16CodeUnit";
    private static readonly TaskParameters Sentiment = new(LoggingOptOut: true, OpinionMining: true, StringIndexType: Utf16);
    private static readonly TaskParameters Personal = new(LoggingOptOut: true, StringIndexType: Utf16, PiiCategories: PersonalCategories.Asked);
    private static readonly TaskParameters Detection = new(LoggingOptOut: true);

    /// <summary>The answers in the order of the texts.</summary>
    /// <exception cref="LanguageUnavailableException">The service cannot answer now.</exception>
    public Task<Answer<SentimentDocument>[]> SentimentAsync(IReadOnlyList<(string Text, string? Language)> texts, CancellationToken cancellationToken) =>
        AskAsync("SentimentAnalysis", Sentiment, texts, SentimentBatch, WireJson.Default.TaskResultSentimentDocument, cancellationToken);

    /// <summary>The answers in the order of the texts.</summary>
    /// <exception cref="LanguageUnavailableException">The service cannot answer now.</exception>
    public Task<Answer<LanguageDocument>[]> DetectLanguageAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        AskAsync("LanguageDetection", Detection, [.. texts.Select(text => (text, default(string)))], DetectionBatch,
            WireJson.Default.TaskResultLanguageDocument, cancellationToken);

    /// <summary>The answers in the order of the texts.</summary>
    /// <exception cref="LanguageUnavailableException">The service cannot answer now.</exception>
    public Task<Answer<PersonalDocument>[]> PersonalDataAsync(IReadOnlyList<(string Text, string? Language)> texts, CancellationToken cancellationToken) =>
        AskAsync("PiiEntityRecognition", Personal, texts, PersonalBatch, WireJson.Default.TaskResultPersonalDocument, cancellationToken);

    private async Task<Answer<T>[]> AskAsync<T>(
        string kind, TaskParameters parameters, IReadOnlyList<(string Text, string? Language)> texts, int batch, JsonTypeInfo<TaskResult<T>> type,
            CancellationToken cancellationToken)
        where T : class, IAnswer
    {
        InputDocument[] documents = [.. texts.Select((text, n) => new InputDocument(n.ToString(CultureInfo.InvariantCulture), text.Text, text.Language))];
        var answers = await AskOnceAsync(documents);
        // The request was answered, but the service stumbled over some documents.
        if (documents.Where(document => IsPassing(answers.GetValueOrDefault(document.Id).Error)).ToArray() is { Length: > 0 } again)
        {
            foreach (var (id, answer) in await AskOnceAsync(again))
                answers[id] = answer;
        }

        return [.. documents.Select(document => answers.TryGetValue(document.Id, out var answer) ? answer : new(null, "NoAnswer"))];

        async Task<ConcurrentDictionary<string, Answer<T>>> AskOnceAsync(IEnumerable<InputDocument> asked)
        {
            var found = new ConcurrentDictionary<string, Answer<T>>(StringComparer.Ordinal);
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(asked.Chunk(batch), options, async (chunk, token) =>
            {
                var results = await endpoint.PostAsync(new(kind, parameters, new(chunk)), type, token);
                foreach (var error in results.Errors ?? [])
                    found[error.Id] = new(null, error.Error.Innermost);
                foreach (var document in results.Documents)
                    found[document.Id] = new(document, null);
            });
            return found;
        }
    }

    private static bool IsPassing(string? error) => error is "InternalServerError" or "ServiceUnavailable" or "Timeout" or "TooManyRequests";
}

/// <summary>The answer to one document, or the code of the error that the service has for it.</summary>
internal readonly record struct Answer<T>(T? Document, string? Error)
    where T : class;
