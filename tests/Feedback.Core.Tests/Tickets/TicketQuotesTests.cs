using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketQuotesTests
{
    private static readonly Topic[] Late = [new("delivery-time", "receive")];

    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Fact]
    public async Task Quotes_are_of_every_topic_of_a_ticket_and_of_no_other()
    {
        await _store.PutAsync(
            Told.Text("a", "The delivery was terribly late."), Told.Text("b", "The invoice was wrong, a horrible mistake."),
                Told.Text("c", "The cashier was horribly rude."));
        var topics = new[] { "a", "b" }.Select(async id => TopicOf((await _store.GetAsync(Containers.Feedback, new(id, id)))!)).Select(task => task.Result)
            .ToList();

        var quotes = await new TicketQuotes(_store).ReadAsync(Told.Ticket(topics, ["a", "b", "c"], []));

        Assert.Equal(["a", "b"], quotes.Select(quote => quote.Feedback).Order());
    }

    [Fact]
    public async Task A_theme_heard_at_another_stage_is_not_quoted()
    {
        await _store.PutAsync(Told.Text("a", "The delivery was terribly late."));

        Assert.Empty(await new TicketQuotes(_store).ReadAsync(Told.Ticket([new("delivery-time", "pay")], ["a"], [])));
    }

    [Theory]
    [InlineData(MappingReason.ThemeInText)]
    [InlineData(MappingReason.ThemeGuess)]
    [InlineData(MappingReason.TouchpointStage)]
    public async Task What_only_the_text_around_or_a_guess_says_of_the_theme_is_not_quoted(MappingReason weak) =>
        Assert.Equal(["sure"], await ReadAsync(
            Told.Late("weak", "This is a complete and utter disgrace to everybody.", -0.9, weak), Told.Late("sure", "The delivery was late.")));

    [Theory]
    [InlineData(0.37, 0)]
    [InlineData(0.38, 1)]
    public async Task What_speaks_more_of_other_themes_is_not_quoted(double confidence, int quoted)
    {
        var record = Told.Late("a", "The delivery was late.");
        record = record with { Mapping = [record.Mapping![0] with { Opinions = [record.Mapping[0].Opinions[0] with { Confidence = confidence }] }] };

        Assert.Equal(quoted, (await ReadAsync(record)).Count);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    public async Task What_is_no_complaint_is_not_quoted(double score) =>
        Assert.Empty(await ReadAsync(Told.Late("a", "The delivery came on the day that they said.", score)));

    [Fact]
    public async Task The_same_in_almost_the_same_words_is_quoted_once() =>
        Assert.Equal(["b", "c"], await ReadAsync(
            Told.Late("a", "I am still waiting for the delivery of my dress"),
            Told.Late("b", "I am STILL waiting for the delivery of my skirt!", -0.6),
            Told.Late("c", "The courier never rang and left again", -0.4)));

    [Fact]
    public async Task A_customer_is_quoted_once() =>
        Assert.Equal(["a", "c"], await ReadAsync(
            Told.Late("a", "The courier never rang and left again", -0.6, customer: "loud"),
            Told.Late("b", "My parcel took all of three weeks", customer: "loud"),
            Told.Late("c", "Delivery on Monday, they told me", -0.4, customer: "quiet")));

    [Fact]
    public async Task Each_silo_is_quoted_though_another_is_somewhat_plainer()
    {
        var loud = Different(6).Select((text, number) => Told.Late($"loud-{number}", text, -0.6));

        Assert.Contains("other", await ReadAsync([.. loud, Told.Late("other", "Nobody at all knew on which morning to expect it", -0.5,
            heardBy: "logistics")]));
    }

    [Fact]
    public async Task Another_time_is_quoted_though_one_day_is_somewhat_plainer()
    {
        var oneDay = Different(6).Select((text, number) => Told.Late($"day-{number}", text, -0.6));

        Assert.Contains("other", await ReadAsync([.. oneDay, Told.Late("other", "Nobody at all knew on which morning to expect it", -0.5,
            at: Told.Now.AddDays(-12))]));
    }

    [Fact]
    public async Task The_strongest_come_first() =>
        Assert.Equal(["strong", "middle", "mild"], await ReadAsync(
            Told.Late("mild", "The courier never rang and left again", -0.1), Told.Late("strong", "My parcel took all of three weeks", -0.9),
            Told.Late("middle", "Delivery on Monday, they told me", -0.5)));

    [Fact]
    public async Task A_scrap_and_a_speech_come_behind_what_reads_well() =>
        Assert.Equal("plain", (await ReadAsync(
            Told.Late("scrap", "so late"), Told.Late("speech", string.Concat(Enumerable.Repeat("and then I waited for it yet another day ", 8))),
            Told.Late("plain", "My parcel took all of three weeks")))[0]);

    [Fact]
    public async Task What_names_its_thing_comes_first()
    {
        var naming = Told.Late("naming", "My parcel took all of three weeks");
        naming = naming with { Analysis = naming.Analysis! with { Opinions = [naming.Analysis.Opinions[0] with { Target = new(3, 6) }] } };

        Assert.Equal(["naming", "not"], await ReadAsync(Told.Late("not", "I waited and waited at home for it"), naming));
    }

    [Fact]
    public async Task A_clause_is_quoted_with_its_sentence_where_all_of_that_is_to_the_point()
    {
        const string text = "I stayed at home on Monday, but it was late. The shop is nice.";
        var record = Told.Late("a", text);
        var clause = new TextSpan(text.IndexOf("but", StringComparison.Ordinal), "but it was late.".Length);
        var bad = Sentiment.FromScore(-0.5);
        await _store.PutAsync(record with
        {
            Analysis = record.Analysis! with
            {
                Sentences = [new(new(0, clause.End), bad), new(new(clause.End, text.Length - clause.End), Sentiment.FromScore(0.5))],
                Opinions = [new(null, null, clause, bad)],
            },
        });

        Assert.Equal("I stayed at home on Monday, but it was late.", Assert.Single(await QuotesAsync("a")).Text);
    }

    [Fact]
    public async Task A_clause_is_quoted_alone_where_its_sentence_praises_something()
    {
        const string text = "The dress is lovely, but the delivery was late.";
        var record = Told.Late("a", text);
        var at = text.IndexOf("but", StringComparison.Ordinal);
        await _store.PutAsync(record with
        {
            Analysis = record.Analysis! with
            {
                Opinions = [new(null, null, new(at, text.Length - at), Sentiment.FromScore(-0.5)), new(null, null, new(0, at), Sentiment.FromScore(0.5))],
            },
            Mapping = [record.Mapping![0] with { Opinions = [record.Mapping[0].Opinions[0], new("use", null, null, MappingReason.Unmapped, 0)] }],
        });

        Assert.Equal("but the delivery was late.", Assert.Single(await QuotesAsync("a")).Text);
    }

    [Fact]
    public void The_evidence_names_what_would_be_quoted_first_then_the_rest()
    {
        FeedbackRecord[] all =
        [
            Told.Late("gone", "", -0.9) with { Text = null }, Told.Late("again", "My parcel took all of three weeks!", -0.5),
            Told.Late("first", "My parcel took all of three weeks", -0.6), Told.Late("other", "The courier never rang and left again", -0.2),
        ];

        Assert.Equal(["first", "other", "again", "gone"], TicketQuotes.EvidenceOf(all, Told.Journey, Late));
    }

    [Fact]
    public void The_evidence_names_no_more_than_it_may() =>
        Assert.Equal(TicketEvidence.MostFeedback, TicketQuotes.EvidenceOf(
            [.. Enumerable.Range(0, 30).Select(number => Told.Late($"{number}", "My parcel took all of three weeks"))], Told.Journey, Late).Count);

    private static string[] Different(int count) =>
    [.. new[]
    {
        "My parcel took all of three weeks", "The courier never rang and left again", "Delivery on Monday, they told me",
        "Tracking says nothing since last Friday", "Still waiting at home like a fool", "Shipping was slower than by foot",
    }.Take(count)];

    private static Topic TopicOf(Document document) =>
        Json.Read(document, RecordsJson.Default.FeedbackRecord).Mapping![0].Opinions.First(opinion => opinion.Theme is not null) is var opinion
            ? new(opinion.Theme!, opinion.Stage) : null!;

    private async Task<List<string>> ReadAsync(params FeedbackRecord[] records)
    {
        await _store.PutAsync(records);
        return [.. (await QuotesAsync([.. records.Select(record => record.Id)])).Select(quote => quote.Feedback)];
    }

    private Task<IReadOnlyList<TicketQuote>> QuotesAsync(params string[] ids) => new TicketQuotes(_store).ReadAsync(Told.Ticket(Late, ids, []));
}
