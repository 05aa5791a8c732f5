using Feedback.Azure.Language;
using Feedback.Azure.Tests.Running;
using Feedback.Core.Language;
using Feedback.Core.Records;

namespace Feedback.Azure.Tests.Language;

public sealed class AzureLanguageAnalysisTests : IAsyncLifetime
{
    private LanguageService _service = null!;

    public async Task InitializeAsync() => _service = await LanguageService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_target_and_its_assessment_become_an_opinion()
    {
        const string text = "The food was unacceptable.";
        Lay(text, "negative", 0, 1, Said.Sentence(text, 0, text.Length, "negative", 0, 1,
            Said.Target(text, "food", "negative", "#/documents/0/sentences/0/assessments/0"), Said.Assessment(text, "unacceptable", "negative")));

        var analysis = await AnalyseAsync(text);

        var opinion = Assert.Single(analysis.Opinions);
        Assert.Equal("food", opinion.Target!.Value.Of(text));
        Assert.Equal("unacceptable", opinion.Assessment!.Value.Of(text));
        Assert.Equal(text, opinion.Clause.Of(text));
        Assert.Equal(new(-0.98, SentimentLabel.Negative), opinion.Sentiment);
        Assert.Equal(new(-1, SentimentLabel.Negative), analysis.Sentiment);
    }

    [Fact]
    public async Task Each_opinion_of_a_sentence_has_a_clause_of_its_own()
    {
        const string text = "The room was lovely and the breakfast cold, but the concierge helped.";
        Lay(text, "mixed", 0.6, 0.4, Said.Sentence(text, 0, text.Length, "positive", 0.6, 0.4,
            string.Join(',', Said.Target(text, "room", "positive", "#/documents/0/sentences/0/assessments/0"),
                Said.Target(text, "breakfast", "negative", "#/documents/0/sentences/0/assessments/1"),
                Said.Target(text, "concierge", "positive", "#/documents/0/sentences/0/assessments/2")),
            string.Join(',', Said.Assessment(text, "lovely", "positive"), Said.Assessment(text, "cold", "negative"),
                Said.Assessment(text, "helped", "positive"))));

        var opinions = (await AnalyseAsync(text)).Opinions;

        Assert.Equal(["The room was lovely", "the breakfast cold", "but the concierge helped."], opinions.Select(opinion => opinion.Clause.Of(text)));
    }

    [Fact]
    public async Task Two_targets_of_one_assessment_are_two_opinions()
    {
        const string text = "The food and service were unacceptable.";
        Lay(text, "negative", 0, 1, Said.Sentence(text, 0, text.Length, "negative", 0, 1,
            Said.Target(text, "food", "negative", "#/documents/0/sentences/0/assessments/0") + ","
                + Said.Target(text, "service", "negative", "#/documents/0/sentences/0/assessments/0"),
            Said.Assessment(text, "unacceptable", "negative")));

        var opinions = (await AnalyseAsync(text)).Opinions;

        Assert.Equal(["food", "service"], opinions.Select(opinion => opinion.Target!.Value.Of(text)));
        Assert.All(opinions, opinion => Assert.Equal("unacceptable", opinion.Assessment!.Value.Of(text)));
    }

    [Fact]
    public async Task Several_assessments_of_one_target_in_the_same_sense_are_one_opinion()
    {
        const string text = "The staff were kind and patient.";
        Lay(text, "positive", 1, 0, Said.Sentence(text, 0, text.Length, "positive", 1, 0,
            Said.Target(text, "staff", "positive", "#/documents/0/sentences/0/assessments/0", "#/documents/0/sentences/0/assessments/1"),
            Said.Assessment(text, "kind", "positive") + "," + Said.Assessment(text, "patient", "positive")));

        Assert.Single((await AnalyseAsync(text)).Opinions);
    }

    [Fact]
    public async Task A_reference_that_names_the_wrong_document_is_understood()
    {
        const string text = "Clean rooms.";
        Lay(text, "positive", 1, 0, Said.Sentence(text, 0, text.Length, "positive", 1, 0,
            Said.Target(text, "rooms", "positive", "#/documents/7/sentences/0/assessments/0"), Said.Assessment(text, "Clean", "positive")));

        Assert.Equal("Clean", Assert.Single((await AnalyseAsync(text)).Opinions).Assessment!.Value.Of(text));
    }

    [Fact]
    public async Task A_sentence_without_targets_is_an_opinion_on_the_whole_of_it()
    {
        const string text = "I waited an hour. Then I left.";
        Lay(text, "negative", 0.1, 0.8, Said.Sentence(text, 0, 18, "negative", 0.05, 0.9), Said.Sentence(text, 18, 12, "neutral", 0.1, 0.2));

        var opinion = Assert.Single((await AnalyseAsync(text)).Opinions);

        Assert.Equal(new Opinion(null, null, new(0, 17), Sentiment.FromScore(-0.85)), opinion);
    }

    [Fact]
    public async Task What_makes_a_sentence_bad_beside_a_praise_is_an_opinion_too()
    {
        const string text = "Nice staff, but I was billed twice.";
        Lay(text, "negative", 0.2, 0.7, Said.Sentence(text, 0, text.Length, "negative", 0.2, 0.7,
            Said.Target(text, "staff", "positive", "#/documents/0/sentences/0/assessments/0"), Said.Assessment(text, "Nice", "positive")));

        var opinions = (await AnalyseAsync(text)).Opinions;

        Assert.Equal(["Nice staff", "but I was billed twice."], opinions.Select(opinion => opinion.Clause.Of(text)));
        Assert.Equal([SentimentLabel.Positive, SentimentLabel.Negative], opinions.Select(opinion => opinion.Sentiment.Label));
    }

    [Fact]
    public async Task Offsets_are_asked_for_and_read_in_UTF_16_code_units()
    {
        const string text = "👩‍👩‍👧 😍😍 Great shoes, awful box 👎🏽!";
        Lay(text, "mixed", 0.5, 0.5, Said.Sentence(text, 0, text.Length, "positive", 0.6, 0.4,
            Said.Target(text, "shoes", "positive", "#/documents/0/sentences/0/assessments/0") + ","
                + Said.Target(text, "box", "negative", "#/documents/0/sentences/0/assessments/1"),
            Said.Assessment(text, "Great", "positive") + "," + Said.Assessment(text, "awful", "negative")));

        var opinions = (await AnalyseAsync(text)).Opinions;

        Assert.Equal("Utf16CodeUnit", (string?)_service.Of("SentimentAnalysis").Single()["parameters"]!["stringIndexType"]);
        Assert.Equal(["Great shoes", "awful box"], opinions.Select(opinion => $"{opinion.Assessment!.Value.Of(text)} {opinion.Target!.Value.Of(text)}"));
        Assert.Equal(["👩‍👩‍👧 😍😍 Great shoes", "awful box 👎🏽!"], opinions.Select(opinion => opinion.Clause.Of(text)));
    }

    [Fact]
    public async Task Offsets_that_do_not_lead_to_the_words_are_an_error_of_that_text()
    {
        const string text = "😍 Great shoes";
        _service.Answers[text] = Said.Document("positive", 1, 0, Said.Sentence(text, 0, text.Length, "positive", 1, 0,
            Said.Target(text, "shoes", "positive").Replace("\"offset\":9", "\"offset\":8", StringComparison.Ordinal)));

        var results = await _service.Analysis().AnalyseAsync([new(text, "en"), new("Fine.", "en")]);

        Assert.Null(results[0].Analysis);
        Assert.Contains("offset", results[0].Error, StringComparison.Ordinal);
        Assert.NotNull(results[1].Analysis);
    }

    [Fact]
    public async Task A_long_text_is_split_at_sentences_and_joined_with_its_own_offsets()
    {
        var filler = string.Concat(Enumerable.Repeat("We came by train 🚆. ", 245));
        var text = filler + filler + "The soup was salty.";
        var last = TextParts.Split(text, 5_120)[^1].Of(text);
        Lay(last, "negative", 0, 1, Said.Sentence(last, last.Length - 19, 19, "negative", 0, 1,
            Said.Target(last, "soup", "negative", "#/documents/2/sentences/0/assessments/0"), Said.Assessment(last, "salty", "negative")));

        var analysis = await AnalyseAsync(text);

        var sent = LanguageService.DocumentsOf(_service.Of("SentimentAnalysis").Single()).Select(document => (string)document["text"]!).ToArray();
        Assert.Equal(text, string.Concat(sent));
        Assert.All(sent, part => Assert.InRange(part.Length, 1, 5_120));
        Assert.All(sent[..^1], part => Assert.EndsWith(". ", part, StringComparison.Ordinal));
        var opinion = Assert.Single(analysis.Opinions);
        Assert.Equal("soup", opinion.Target!.Value.Of(text));
        Assert.Equal("The soup was salty.", opinion.Clause.Of(text));
        Assert.Equal(new(-1, SentimentLabel.Negative), analysis.Sentiment);
        Assert.True(analysis.Sentences.Zip(analysis.Sentences.Skip(1)).All(pair => pair.First.Span.End <= pair.Second.Span.Start));
    }

    [Fact]
    public async Task One_request_holds_ten_texts_at_most_and_the_results_stand_in_order()
    {
        var texts = Enumerable.Range(0, 64).Select(n => new TextToAnalyse($"{new string('a', n + 1)}.", "en")).ToArray();

        var results = await _service.Analysis().AnalyseAsync(texts);

        Assert.Equal(texts.Select(text => text.Text.Length), results.Select(result => result.Analysis!.Sentences.Single().Span.Length));
        Assert.Equal([10, 10, 10, 10, 10, 10, 4], _service.Requests.Select(request => LanguageService.DocumentsOf(request).Count).OrderDescending());
    }

    [Fact]
    public async Task Identical_texts_are_asked_once()
    {
        var results = await _service.Analysis().AnalyseAsync([new("Thanks", "en"), new("Bye", "en"), new("Thanks", "en")]);

        Assert.Equal(["Thanks", "Bye"], LanguageService.DocumentsOf(Assert.Single(_service.Requests)).Select(document => (string)document["text"]!));
        Assert.Same(results[0].Analysis, results[2].Analysis);
    }

    [Fact]
    public async Task The_language_is_detected_where_the_source_named_none()
    {
        _service.Languages["Très bien"] = "fr";

        var results = await _service.Analysis().AnalyseAsync([new("Très bien", null), new("Very good", "en-GB")]);

        Assert.Equal(["fr", "en-GB"], results.Select(result => result.Analysis!.Language));
        Assert.Equal(["Très bien"], LanguageService.DocumentsOf(_service.Of("LanguageDetection").Single()).Select(document => (string)document["text"]!));
        Assert.Equal(["fr", "en"], LanguageService.DocumentsOf(_service.Of("SentimentAnalysis").Single()).Select(document => (string)document["language"]!));
    }

    [Theory]
    [InlineData("(Unknown)", "und", null)]
    [InlineData("zh_chs", "zh-Hans", "zh-hans")]
    [InlineData("zh_cht", "zh-Hant", "zh-hant")]
    public async Task A_detected_language_gets_its_own_name(string detected, string language, string? asked)
    {
        _service.Languages["？"] = detected;

        var analysis = (await _service.Analysis().AnalyseAsync([new("？", null)]))[0].Analysis!;

        Assert.Equal(language, analysis.Language);
        Assert.Equal(asked, (string?)LanguageService.DocumentsOf(_service.Of("SentimentAnalysis").Single())[0]["language"]);
    }

    [Fact]
    public async Task Only_the_beginning_of_a_text_is_paid_for_to_detect_its_language()
    {
        await _service.Analysis().AnalyseAsync([new(string.Concat(Enumerable.Repeat("Quite a story. ", 200)), null)]);

        Assert.InRange(((string)LanguageService.DocumentsOf(_service.Of("LanguageDetection").Single())[0]["text"]!).Length, 500, 1_000);
    }

    [Fact]
    public async Task The_service_is_told_not_to_keep_the_texts()
    {
        await _service.Analysis().AnalyseAsync([new("Fine.", null)]);

        Assert.Equal(2, _service.Requests.Count);
        Assert.All(_service.Requests, request => Assert.True((bool)request["parameters"]!["loggingOptOut"]!));
    }

    [Fact]
    public async Task A_blank_text_is_neutral_and_not_asked()
    {
        var analysis = (await _service.Analysis().AnalyseAsync([new(" \n", null)]))[0].Analysis!;

        Assert.Equal(Sentiment.Neutral, analysis.Sentiment);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task A_language_that_the_service_does_not_know_is_neutral()
    {
        _service.Answers["saluton"] = """{"code":"UnsupportedLanguageCode"}""";

        var result = (await _service.Analysis().AnalyseAsync([new("saluton", "tlh")]))[0];

        Assert.Null(result.Error);
        Assert.Equal(("tlh", Sentiment.Neutral), (result.Analysis!.Language, result.Analysis.Sentiment));
    }

    private void Lay(string text, string sentiment, double positive, double negative, params string[] sentences) =>
        _service.Answers[text] = Said.Document(sentiment, positive, negative, sentences);

    private async Task<TextAnalysis> AnalyseAsync(string text)
    {
        var result = (await _service.Analysis().AnalyseAsync([new(text, "en")]))[0];
        Assert.Null(result.Error);
        return result.Analysis!;
    }
}
