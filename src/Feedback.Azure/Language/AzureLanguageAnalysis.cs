using Feedback.Core.Language;

namespace Feedback.Azure.Language;

/// <summary>
/// Azure AI Language: sentiment analysis with opinion mining, and the detection of languages where the source named none. Safe to share between threads.
/// </summary>
/// <remarks>
/// A score is the service's confidence in good less that in bad. A text in a language that the service does not know is taken for neutral, as the built-in analysis does.
/// What a sentence says without naming a target is an opinion on the sentence.
/// </remarks>
public sealed class AzureLanguageAnalysis : ILanguageAnalysis
{
    private const string UnknownLanguage = "UnsupportedLanguageCode";

    private readonly LanguageTasks _tasks;

    /// <summary>Makes the analysis; nothing is asked yet.</summary>
    public AzureLanguageAnalysis(AzureLanguageOptions options, TimeProvider time) => _tasks = new(new(options, time));

    /// <inheritdoc/>
    public string Name => "azure/2023-04-01";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The service refuses a request as a whole.</exception>
    public async Task<IReadOnlyList<AnalysisResult>> AnalyseAsync(IReadOnlyList<TextToAnalyse> texts, CancellationToken cancellationToken = default)
    {
        // What many customers write alike, and what is told twice, is asked and paid once.
        Reading[] distinct = [.. texts.Distinct().Select(text => new Reading(text))];
        var asked = distinct.Where(reading => !string.IsNullOrWhiteSpace(reading.Text)).ToArray();
        await DetectAsync([.. asked.Where(reading => reading.Language is null)], cancellationToken);
        await ReadAsync([.. asked.Where(reading => reading.Error is null)], cancellationToken);
        var results = distinct.ToDictionary(reading => reading.Asked, reading => reading.Result());
        return [.. texts.Select(text => results[text])];
    }

    private async Task DetectAsync(Reading[] readings, CancellationToken cancellationToken)
    {
        var samples = readings.Select(reading => reading.Text[..TextParts.LengthOfPart(reading.Text, LanguageTasks.LongestSample)]).ToArray();
        var answers = await _tasks.DetectLanguageAsync(samples, cancellationToken);
        foreach (var (reading, answer) in readings.Zip(answers))
        {
            if (answer.Document is { } document)
                reading.Language = LanguageCode.OfDetected(document.DetectedLanguage.Iso6391Name);
            else
                reading.Error = answer.Error;
        }
    }

    private async Task ReadAsync(Reading[] readings, CancellationToken cancellationToken)
    {
        var parts = readings
            .SelectMany(reading => TextParts.Split(reading.Text, LanguageTasks.LongestDocument).Select(part => (Reading: reading, Part: part, Text: part.Of(reading.Text))))
            .Where(part => !string.IsNullOrWhiteSpace(part.Text))
            .ToArray();
        var answers = await _tasks.SentimentAsync([.. parts.Select(part => (part.Text, LanguageCode.ForSentiment(part.Reading.Language!)))], cancellationToken);
        foreach (var ((reading, part, _), answer) in parts.Zip(answers))
            reading.Take(part, answer);
    }

    /// <summary>A text and what is known of it so far.</summary>
    private sealed class Reading(TextToAnalyse asked)
    {
        private readonly SentimentReader _reader = new(asked.Text);

        public TextToAnalyse Asked => asked;

        public string Text => asked.Text;

        public string? Language { get; set; } = string.IsNullOrWhiteSpace(asked.Language) ? null : asked.Language;

        public string? Error { get; set; }

        public void Take(TextSpan part, Answer<SentimentDocument> answer)
        {
            if (answer.Document is not { } document)
            {
                Error ??= answer.Error;
                return;
            }

            try
            {
                _reader.Add(part, document);
            }
            catch (InvalidDataException exception)
            {
                Error ??= exception.Message;
            }
        }

        public AnalysisResult Result() => Error is null or UnknownLanguage
            ? new((Error is null ? _reader : new SentimentReader(Text)).Analysis(Language ?? LanguageCode.Undetermined), null)
            : new(null, $"Azure AI Language could not analyse the text: {Error}");
    }
}
