using Feedback.Core.Records;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketAsksTests
{
    private const string Ask = "The delivery was terribly late. You should hire another courier.";

    private static readonly Topic[] Late = [new("delivery-time", "receive")];

    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    private TicketAsks Asks => new(_store, Told.Catalogue);

    [Theory]
    [InlineData("I would like you to tell me where my late delivery is, this is awful.")]
    [InlineData("The delivery was terribly late, could you tell me when it comes?")]
    [InlineData("The delivery was terribly late. I called on Monday. I called on Tuesday. You should hire another courier.")]
    public void An_ask_whose_own_sentence_is_of_the_topic_concerns_it(string text) => Assert.Equal(["a"], Asking(Told.Text("a", text)));

    [Theory]
    [InlineData("The delivery was terribly late.")]
    [InlineData("The cashier was rude. You should train her.")]
    [InlineData("The delivery was terribly late. I want a refund.")]
    [InlineData("The delivery was terribly late. I called on Monday. I called on Tuesday. Can you look into this for me?")]
    [InlineData("The delivery was terribly late. The cashier was horribly rude to me and she should be trained.")]
    public void Without_an_ask_in_its_matter_a_feedback_does_not_ask(string text) => Assert.Empty(Asking(Told.Text("a", text)));

    [Fact]
    public void Another_language_asks_for_nothing() =>
        Assert.Empty(Asking(Told.Text("a", Ask) is var record ? record with { Analysis = record.Analysis! with { Language = "nl" } } : null!));

    [Fact]
    public void What_is_not_analysed_yet_asks_for_nothing() => Assert.Empty(Asking(Told.Text("a", Ask) with { Analysis = null, Mapping = null }));

    [Fact]
    public void What_was_guessed_to_be_of_the_topic_asks_for_nothing()
    {
        var record = Told.Late("a", "I want my parcel now.", reason: MappingReason.ThemeGuess);

        Assert.Empty(Asking(record));
        Assert.Equal(["a"], Asking(record with { Mapping = Told.Late("a", record.Text!).Mapping }));
    }

    [Fact]
    public async Task A_ticket_has_one_ask_of_each_feedback_that_is_still_there()
    {
        await _store.PutAsync(
            Told.Text("a", "The delivery was terribly late. I want the delivery today. Please bring the late delivery to my door."),
            Told.Text("b", "The delivery was terribly late. You should hire another courier."));

        Assert.Equal(["a", "b"], (await ReadAsync("b", "gone", "a")).Select(ask => ask.Feedback).Order());
    }

    [Fact]
    public async Task What_names_the_topic_itself_is_shown_before_what_stands_by_it()
    {
        await _store.PutAsync(
            Told.Text("a", "The delivery was terribly late, but could you tell me what has happened there?"),
            Told.Text("b", "The delivery was terribly late. You should hire another courier for parcels like mine."));

        Assert.Equal(["b", "a"], (await ReadAsync("a", "b")).Select(ask => ask.Feedback));
    }

    [Theory]
    [InlineData("The delivery was terribly late, can you look into this?")]
    [InlineData("The delivery was terribly late. Can you look into this?")]
    public async Task What_names_nothing_is_shown_with_what_it_is_about(string text)
    {
        await _store.PutAsync(Told.Text("a", $"I called on Monday. {text} I called on Tuesday."));

        Assert.Equal(text, Assert.Single(await ReadAsync("a")).Text);
    }

    [Fact]
    public async Task Personal_data_is_masked()
    {
        await _store.PutAsync(Told.Text("a", "The delivery was terribly late. Please tell ann@example.com when the delivery comes."));

        Assert.Equal("Please tell [e-mail] when the delivery comes", Assert.Single(await ReadAsync("a")).Text);
    }

    [Fact]
    public async Task What_the_language_service_found_is_masked_in_asks_and_in_quotes()
    {
        const string text = "The delivery by Ann Lee was terribly late. Please tell Ann Lee to hurry up the delivery.";
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

        Assert.Equal("Please tell [name] to hurry up the delivery", Assert.Single(await ReadAsync("a")).Text);
        Assert.Contains("delivery by [name]", Assert.Single(await new TicketQuotes(_store).ReadAsync(Told.Ticket(Late, ["a"], []))).Text,
            StringComparison.Ordinal);

        static PersonalSpan Name(int start) => new(new(start, 7), PersonalDataKind.Name);
    }

    [Fact]
    public async Task The_same_wording_is_shown_once()
    {
        await _store.PutAsync(
            Told.Text("a", "The delivery was terribly late. You should hire another courier."),
            Told.Text("b", "Awful late delivery. YOU SHOULD REALLY HIRE ANOTHER COURIER!"));

        Assert.Single(await ReadAsync("a", "b"));
    }

    [Fact]
    public async Task No_more_than_five_are_read()
    {
        string[] all = ["I want my courier back", "You should hire another courier", "Please track the shipment", "Why has nobody dispatched my delivery",
            "I demand a proper delivery date from them", "Could you check what the carrier says"];
        await _store.PutAsync([.. all.Select((text, number) => Told.Late($"{number}", text))]);

        Assert.Equal(TicketAsks.Most, (await ReadAsync([.. all.Select((_, number) => $"{number}")])).Count);
    }

    private List<string> Asking(FeedbackRecord record) => [.. Asks.EvidenceOf([record], Told.Journey, Late)];

    private async Task<List<(string Feedback, string Text)>> ReadAsync(params string[] asking) =>
        [.. (await Asks.ReadAsync(Told.Ticket(Late, asking, asking))).Select(quote => (quote.Feedback, quote.Text))];
}
