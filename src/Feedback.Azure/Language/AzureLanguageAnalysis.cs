using Feedback.Core.Language;
using Feedback.Core.Records;

namespace Feedback.Azure.Language;

/// <summary>
/// Azure AI Language: sentiment analysis with opinion mining, the recognition of personal data, and the detection of languages where the source named none.
/// Safe to share between threads.
/// </summary>
/// <remarks>
/// A score is the service's confidence in good less that in bad. A text in a language that the service does not know is taken for neutral, as the built-in
/// analysis does. What a sentence says without naming a target is an opinion on the sentence. In a language in which the service knows no personal data, none
/// is found.
/// </remarks>
public sealed class AzureLanguageAnalysis : ILanguageAnalysis
{
    private const string UnknownLanguage = "UnsupportedLanguageCode";

    private readonly LanguageTasks _tasks;
    private readonly bool _findsPersonalData;

    /// <summary>Makes the analysis; nothing is asked yet.</summary>
    public AzureLanguageAnalysis(AzureLanguageOptions options, TimeProvider time) =>
        (_tasks, _findsPersonalData) = (new(new(options, time)), options.FindPersonalData);

    /// <inheritdoc/>
    public string Name => "azure/2023-04-01";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The service refuses a request as a whole.</exception>
    public async Task<IReadOnlyList<AnalysisResult>> AnalyseAsync(IReadOnlyList<TextToAnalyse> texts, CancellationToken cancellationToken = default)
    {
        // What many customers write alike, and what is told twice, is asked and paid once.
        Reading[] distinct = [.. texts.Distinct().Select(text => new Reading(text, _findsPersonalData))];
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
                reading.Fail(answer.Error);
        }
    }

    private async Task ReadAsync(Reading[] readings, CancellationToken cancellationToken)
    {
        var parts = readings
            .SelectMany(reading => TextParts.Split(reading.Text, LanguageTasks.LongestDocument)
                .Select(part => (Reading: reading, Part: part, Text: part.Of(reading.Text))))
            .Where(part => !string.IsNullOrWhiteSpace(part.Text))
            .ToArray();
        (string Text, string? Language)[] texts = [.. parts.Select(part => (part.Text, LanguageCode.ForAnalysis(part.Reading.Language!)))];
        var sentiment = _tasks.SentimentAsync(texts, cancellationToken);
        var personal = _findsPersonalData ? _tasks.PersonalDataAsync(texts, cancellationToken) : null;
        await Task.WhenAll(sentiment, personal ?? Task.CompletedTask);
        foreach (var ((reading, part, _), answer) in parts.Zip(await sentiment))
            reading.Take(part, answer);
        foreach (var ((reading, part, _), answer) in parts.Zip(personal is null ? [] : await personal))
            reading.Take(part, answer);
    }

    /// <summary>A text and what is known of it so far.</summary>
    private sealed class Reading(TextToAnalyse asked, bool looksForPersonalData)
    {
        private readonly SentimentDecoder _reader = new(asked.Text);
        private readonly List<PersonalSpan> _personal = [];
        private bool _isUnknownLanguage;

        public TextToAnalyse Asked => asked;

        public string Text => asked.Text;

        public string? Language { get; set; } = string.IsNullOrWhiteSpace(asked.Language) ? null : asked.Language;

        public string? Error { get; private set; }

        public void Fail(string? error) => Error ??= error;

        public void Take(TextSpan part, Answer<SentimentDocument> answer) =>
            Take(answer, document => _reader.Add(part, document), () => _isUnknownLanguage = true);

        // A language in which the service finds no personal data: the built-in rules hide what they know by its shape.
        public void Take(TextSpan part, Answer<PersonalDocument> answer) => Take(answer, document => Add(part, document), () => { });

        public AnalysisResult Result() => Error is null
            ? new((_isUnknownLanguage ? new SentimentDecoder(Text) : _reader)
                .Analysis(Language ?? LanguageCode.Undetermined) with
            {
                NotUnderstood = _isUnknownLanguage,
                Personal = looksForPersonalData ? [.. _personal.OrderBy(found => found.Span.Start)]
                    : null
            }, null)
            : new(null, $"Azure AI Language could not analyse the text: {Error}");

        private void Take<T>(Answer<T> answer, Action<T> add, Action unknownLanguage)
            where T : class
        {
            if (answer.Error == UnknownLanguage)
            {
                unknownLanguage();
                return;
            }

            try
            {
                if (answer.Document is { } document)
                    add(document);
                else
                    Fail(answer.Error);
            }
            catch (InvalidDataException exception)
            {
                Fail(exception.Message);
            }
        }

        // A name that stands elsewhere than is said would be shown, and something else hidden: rather no analysis than such a one.
        private void Add(TextSpan part, PersonalDocument document)
        {
            foreach (var entity in document.Entities)
            {
                if (PersonalCategories.KindOf(entity.Category) is { } kind)
                    _personal.Add(new(ServiceOffset.Fit(Text, part, entity.Offset, entity.Length, entity.Text), kind));
            }
        }
    }
}
