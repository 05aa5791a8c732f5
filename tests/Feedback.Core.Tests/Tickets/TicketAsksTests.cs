using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketAsksTests
{
    private static readonly Topic[] Late = [new("delivery-time", "receive")];

    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Theory]
    [InlineData("The delivery was terribly late. I just want my money back.")]
    [InlineData("I would like you to tell me where my late delivery is, this is awful.")]
    [InlineData("The delivery was terribly late. I called on Monday. I called on Tuesday. I just want my money back.")]
    public void An_ask_by_what_is_said_of_the_topic_concerns_it(string text) => Assert.True(TicketAsks.Asks(Told.Text("a", text), Told.Journey, Late));

    [Theory]
    [InlineData("The delivery was terribly late.")]
    [InlineData("The cashier was rude. You should train her.")]
    [InlineData("The delivery was terribly late. It is November. I called on Tuesday. The cashier was horribly rude and you should train her.")]
    [InlineData("The delivery was terribly late. The cashier was horribly rude to me and she should be trained.")]
    public void Without_an_ask_in_its_matter_a_feedback_does_not_ask(string text) => Assert.False(TicketAsks.Asks(Told.Text("a", text), Told.Journey, Late));

    [Fact]
    public void Another_language_asks_for_nothing() =>
        Assert.False(TicketAsks.Asks(Told.Text("a", "The delivery was terribly late. I just want my money back.") is var record
            ? record with { Analysis = record.Analysis! with { Language = "nl" } } : null!, Told.Journey, Late));

    [Fact]
    public void What_is_not_analysed_yet_asks_for_nothing() =>
        Assert.False(TicketAsks.Asks(Told.Text("a", "The delivery was terribly late. I just want my money back.") with { Analysis = null, Mapping = null },
            Told.Journey, Late));

    [Fact]
    public async Task A_ticket_has_one_ask_of_each_feedback_in_the_order_of_its_evidence()
    {
        await _store.PutAsync(
            Told.Text("a", "The delivery was terribly late. I just want my money back. Please bring the parcel to my door."),
            Told.Text("b", "The delivery was terribly late. You should tell me when it comes."));

        Assert.Equal([("b", "You should tell me when it comes"), ("a", "I just want my money back")], await ReadAsync("b", "gone", "a"));
    }

    [Fact]
    public async Task Personal_data_is_masked()
    {
        await _store.PutAsync(Told.Text("a", "The delivery was terribly late. Please call back Ann on 0113 496 0123 or write to ann@example.com now."));

        Assert.Equal("Please call back Ann on [phone number] or write to [e-mail] now", Assert.Single(await ReadAsync("a")).Text);
    }

    [Fact]
    public async Task What_the_language_service_found_is_masked_in_asks_and_in_quotes()
    {
        const string text = "The delivery by Ann Lee was terribly late. Please call back Ann Lee on 0113 496 0123 now.";
        var record = Told.Text("a", text);
        await _store.PutAsync(
            record with
            {
                Analysis =
                record.Analysis! with
                {
                    Personal = [Name(text.IndexOf("Ann", StringComparison.Ordinal)),
                    Name(text.LastIndexOf("Ann", StringComparison.Ordinal))]
                }
            });

        Assert.Equal("Please call back [name] on [phone number] now", Assert.Single(await ReadAsync("a")).Text);
        Assert.Contains("delivery by [name]", Assert.Single(await new TicketQuotes(_store).ReadAsync(Told.Ticket(Late, ["a"], []))).Text,
            StringComparison.Ordinal);

        static PersonalSpan Name(int start) => new(new(start, 7), PersonalDataKind.Name);
    }

    [Fact]
    public async Task The_same_wording_is_shown_once()
    {
        await _store.PutAsync(Told.Text("a", "The delivery was terribly late. I want a refund."), Told.Text("b", "Awful late delivery. I WANT A REFUND!"));

        Assert.Equal([("a", "I want a refund")], await ReadAsync("a", "b"));
    }

    [Fact]
    public async Task No_more_than_five_are_read()
    {
        string[] ids = ["a", "b", "c", "d", "e", "f", "g"];
        await _store.PutAsync([.. ids.Select(id => Told.Text(id, $"The delivery was terribly late. I want my {id}-parcel now."))]);

        Assert.Equal(ids[..TicketAsks.Most], (await ReadAsync(ids)).Select(ask => ask.Feedback));
    }

    [Fact]
    public async Task Quotes_are_of_every_topic_of_a_ticket_and_of_no_other()
    {
        await _store.PutAsync(
            Told.Text("a", "The delivery was terribly late."), Told.Text("b", "The invoice was wrong, a horrible mistake."),
                Told.Text("c", "The cashier was horribly rude."));
        var topics = new[] { "a", "b" }.Select(async id => TopicOf((await _store.GetAsync(Containers.Feedback, new(id, id)))!)).Select(task => task.Result)
            .ToList();

        var quotes = await new TicketQuotes(_store).ReadAsync(Told.Ticket(topics, ["a", "b", "c"], []));

        Assert.Equal(["a", "b"], quotes.Select(quote => quote.Feedback));
    }

    [Fact]
    public async Task A_theme_heard_at_another_stage_is_not_quoted()
    {
        await _store.PutAsync(Told.Text("a", "The delivery was terribly late."));

        Assert.Empty(await new TicketQuotes(_store).ReadAsync(Told.Ticket([new("delivery-time", "pay")], ["a"], [])));
    }

    private static Topic TopicOf(Document document) =>
        Json.Read(document, RecordsJson.Default.FeedbackRecord).Mapping![0].Opinions.First(opinion => opinion.Theme is not null) is var opinion
            ? new(opinion.Theme!, opinion.Stage) : null!;

    private async Task<List<(string Feedback, string Text)>> ReadAsync(params string[] asking) =>
        [.. (await new TicketAsks(_store).ReadAsync(Told.Ticket(Late, asking, asking))).Select(quote => (quote.Feedback, quote.Text))];
}
