using Feedback.Azure.Language;
using Feedback.Azure.Tests.Running;
using Feedback.Core.Language;
using Feedback.Core.Privacy;
using Feedback.Core.Records;

namespace Feedback.Azure.Tests.Language;

public sealed class PersonalDataTests : IAsyncLifetime
{
    private const string Kind = "PiiEntityRecognition";

    private LanguageService _service = null!;

    private AzureLanguageAnalysis Analysis => LanguageService.Analysis(_service.Options with { FindPersonalData = true });

    public async Task InitializeAsync() => _service = await LanguageService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task What_the_service_finds_is_kept_by_its_place_and_its_kind_alone()
    {
        const string text = "Ann Lee at 12 High Street, Leeds never rang back.";
        _service.Personal[text] = Said.Entity(text, "12 High Street, Leeds", "Address") + "," + Said.Entity(text, "Ann Lee", "Person");

        var personal = await FindAsync(text);

        Assert.Equal([new(new(0, 7), PersonalDataKind.Name), new(new(11, 21), PersonalDataKind.Address)], personal);
        Assert.Equal("[name] at [address] never rang back.", PersonalData.Mask(text, personal));
    }

    [Fact]
    public async Task Only_what_tells_who_somebody_is_is_asked_for_in_UTF_16_code_units_and_not_kept()
    {
        await FindAsync("Fine.");

        var parameters = _service.Of(Kind).Single()["parameters"]!;
        var categories = parameters["piiCategories"]!.AsArray().Select(category => (string)category!).ToArray();
        Assert.Superset(new HashSet<string> { "Person", "Email", "PhoneNumber", "Address", "IPAddress", "CreditCardNumber",
            "InternationalBankingAccountNumber" }, categories.ToHashSet());
        Assert.DoesNotContain(categories, category => category is "Default" or "All" or "Organization" or "PersonType" or "Date" or "DateTime" or "Age"
            or "Quantity" or "URL");
        Assert.Equal("Utf16CodeUnit", (string?)parameters["stringIndexType"]);
        Assert.True((bool)parameters["loggingOptOut"]!);
    }

    [Fact]
    public async Task What_was_not_asked_for_is_passed_over()
    {
        const string text = "Contoso sent Ann two letters.";
        _service.Personal[text] = Said.Entity(text, "Contoso", "Organization") + "," + Said.Entity(text, "Ann", "Person") + ","
            + Said.Entity(text, "two", "Quantity");

        Assert.Equal([new(new(13, 3), PersonalDataKind.Name)], await FindAsync(text));
    }

    [Fact]
    public async Task Emoji_before_a_name_do_not_move_it()
    {
        const string text = "👩‍👩‍👧 😍😍 thanks, Ann 👎🏽!";
        _service.Personal[text] = Said.Entity(text, "Ann", "Person");

        Assert.Equal("👩‍👩‍👧 😍😍 thanks, [name] 👎🏽!", PersonalData.Mask(text, await FindAsync(text)));
    }

    [Fact]
    public async Task A_long_text_is_split_and_joined_with_its_own_offsets()
    {
        var filler = string.Concat(Enumerable.Repeat("We came by train 🚆. ", 245));
        var text = filler + filler + "Ask for Ann Lee.";
        var last = TextParts.Split(text, 5_120)[^1].Of(text);
        _service.Personal[last] = Said.Entity(last, "Ann Lee", "Person");

        var found = Assert.Single(await FindAsync(text));

        Assert.Equal("Ann Lee", found.Span.Of(text));
        Assert.Equal(text, string.Concat(LanguageService.DocumentsOf(_service.Of(Kind).Single()).Select(document => (string)document["text"]!)));
    }

    [Fact]
    public async Task One_request_holds_five_texts_at_most_and_each_text_gets_its_own()
    {
        var texts = Enumerable.Range(0, 23).Select(n => new TextToAnalyse($"{new string('x', n)} Ann", "en")).ToArray();
        foreach (var (text, _) in texts)
            _service.Personal[text] = Said.Entity(text, "Ann", "Person");

        var results = await Analysis.AnalyseAsync(texts);

        Assert.Equal(texts.Select(text => text.Text.Length - 3), results.Select(result => Assert.Single(result.Analysis!.Personal!).Span.Start));
        Assert.Equal([5, 5, 5, 5, 3], _service.Of(Kind).Select(request => LanguageService.DocumentsOf(request).Count).OrderDescending());
    }

    [Fact]
    public async Task Identical_texts_are_asked_once()
    {
        await Analysis.AnalyseAsync([new("Thanks Ann", "en"), new("Bye", "en"), new("Thanks Ann", "en")]);

        Assert.Equal(["Thanks Ann", "Bye"], LanguageService.DocumentsOf(_service.Of(Kind).Single()).Select(document => (string)document["text"]!));
    }

    [Fact]
    public async Task It_is_asked_in_the_language_that_was_detected()
    {
        _service.Languages["Merci Anne"] = "fr";

        await Analysis.AnalyseAsync([new("Merci Anne", null)]);

        Assert.Equal("fr", (string?)LanguageService.DocumentsOf(_service.Of(Kind).Single())[0]["language"]);
    }

    [Fact]
    public async Task A_language_in_which_the_service_finds_nothing_is_analysed_all_the_same()
    {
        _service.Personal["dankon"] = """{"code":"UnsupportedLanguageCode"}""";

        Assert.Empty(await FindAsync("dankon", "eo"));
    }

    [Fact]
    public async Task What_sentiment_does_not_know_the_language_of_is_searched_all_the_same()
    {
        const string text = "saluton Ann";
        _service.Answers[text] = """{"code":"UnsupportedLanguageCode"}""";
        _service.Personal[text] = Said.Entity(text, "Ann", "Person");

        Assert.Equal([new(new(8, 3), PersonalDataKind.Name)], await FindAsync(text, "eo"));
    }

    [Fact]
    public async Task An_error_of_one_text_is_that_texts_alone()
    {
        _service.Personal["Ann is cross."] = """{"code":"InvalidDocument"}""";

        var results = await Analysis.AnalyseAsync([new("Ann is cross.", "en"), new("Fine.", "en")]);

        Assert.Equal(new(null, "Azure AI Language could not analyse the text: InvalidDocument"), results[0]);
        Assert.NotNull(results[1].Analysis);
    }

    [Theory]
    [InlineData("\"offset\":3", "\"offset\":2")]
    [InlineData("\"offset\":3", "\"offset\":300")]
    [InlineData("\"offset\":3", "\"offset\":-1")]
    [InlineData("\"length\":3", "\"length\":2147483647")]
    public async Task A_place_where_the_name_does_not_stand_is_an_error_of_that_text(string right, string wrong)
    {
        const string text = "😍 Ann, thanks";
        _service.Personal[text] = Said.Entity(text, "Ann", "Person").Replace(right, wrong, StringComparison.Ordinal);

        var result = (await Analysis.AnalyseAsync([new(text, "en")]))[0];

        Assert.Null(result.Analysis);
        Assert.Contains("offset", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_the_service_stumbles_over_is_asked_once_more()
    {
        const string text = "Thanks Ann";
        _service.Personal[text] = Said.Entity(text, "Ann", "Person");
        _service.AlwaysOf[Kind] = context =>
        {
            _service.AlwaysOf.Clear();
            return LanguageService.Status(200,
                """{"kind":"PiiEntityRecognitionResults","results":{"documents":[],"errors":[{"id":"0","error":{"code":"InternalServerError","message":"m"}}],"modelVersion":"v"}}""")(context);
        };

        Assert.Single(await FindAsync(text));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task When_it_is_throttled_or_down_for_this_alone_the_service_is_down(int status)
    {
        _service.AlwaysOf[Kind] = LanguageService.Status(status, "", ("Retry-After", "77"));

        var failure = await Assert.ThrowsAsync<LanguageUnavailableException>(() => FindAsync("Thanks Ann"));

        Assert.Equal(TimeSpan.FromSeconds(77), failure.RetryAfter);
    }

    [Fact]
    public async Task It_can_be_left_out()
    {
        var result = (await LanguageService.Analysis(_service.Options).AnalyseAsync([new("Thanks Ann", "en")]))[0];

        Assert.Null(result.Analysis!.Personal);
        Assert.Empty(_service.Of(Kind));
    }

    private async Task<IReadOnlyList<PersonalSpan>> FindAsync(string text, string language = "en")
    {
        var result = (await Analysis.AnalyseAsync([new(text, language)]))[0];
        Assert.Null(result.Error);
        return result.Analysis!.Personal!;
    }
}
