using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Maps;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.ClosingTheLoop;

public sealed class FindVoicesTests : IDisposable
{
    private readonly Heard _heard = new();

    public void Dispose() => _heard.Dispose();

    [Fact]
    public async Task Who_spoke_ill_of_the_topic_is_a_voice_and_who_spoke_last_comes_first()
    {
        await _heard.HearAsync(Of(Notifier.Anna, "2026-11-03T10:00:00"), Of(Notifier.Ben, "2026-11-05T10:00:00"), Of(Notifier.Cem, "2026-11-04T10:00:00"));

        Assert.Equal([Notifier.Ben, Notifier.Cem, Notifier.Anna], (await VoicesAsync()).Select(voice => voice.Customer));
    }

    [Fact]
    public async Task A_customer_with_several_feedback_is_one_voice()
    {
        await _heard.HearAsync(Of(Notifier.Anna, "2026-11-03T10:00:00"), Of(Notifier.Anna, "2026-11-05T10:00:00", "billing"));

        var voice = Assert.Single(await VoicesAsync());

        Assert.Equal(2, voice.Feedback.Count);
        Assert.Equal(["billing", "store"], voice.Said.Select(said => said.Touchpoint));
    }

    [Fact]
    public async Task Whoever_spoke_well_or_of_something_else_or_unnamed_is_none()
    {
        await _heard.HearAsync(
            Of(Notifier.Anna, "2026-11-03T10:00:00") with { Sentiment = 500 },
            Of(Notifier.Ben, "2026-11-03T10:00:00") with { Theme = "delivery-time" },
            Of(Notifier.Cem, "2026-11-03T10:00:00") with { Stage = "buy" },
            Of(Notifier.Dora, "2026-11-03T10:00:00") with { Customer = null });

        Assert.Empty(await VoicesAsync());
    }

    [Theory]
    [InlineData("2026-11-01T00:29:59", false)]
    [InlineData("2026-11-01T00:30:00", true)]
    [InlineData("2026-11-15T12:29:59", true)]
    [InlineData("2026-11-15T12:30:00", false)]
    public async Task Voices_lie_from_the_start_of_the_cause_to_the_shipping_and_no_further(string time, bool isVoice)
    {
        await _heard.HearAsync(Of(Notifier.Anna, time));

        Assert.Equal(isVoice, (await VoicesAsync()).Count == 1);
    }

    [Fact]
    public async Task Before_it_is_shipped_a_tickets_voices_reach_to_the_present()
    {
        await _heard.HearAsync(Of(Notifier.Anna, "2026-11-20T11:59:00"));

        Assert.Single(await new FindVoices(new(_heard.Store, _heard.Folds, new(1)), new FakeTimeProvider(TestTime.Start)).OfAsync(ShopTicket.Raised()));
    }

    [Fact]
    public async Task All_topics_of_a_ticket_have_voices()
    {
        await _heard.HearAsync(
            Of(Notifier.Anna, "2026-11-03T10:00:00"),
            Of(Notifier.Anna, "2026-11-04T10:00:00") with { Theme = ShopTicket.Late.Theme, Stage = ShopTicket.Late.Stage },
            Of(Notifier.Ben, "2026-11-05T10:00:00") with { Theme = ShopTicket.Late.Theme, Stage = ShopTicket.Late.Stage });

        var voices = await VoicesAsync(ShopTicket.Bills, ShopTicket.Late);

        Assert.Equal([Notifier.Ben, Notifier.Anna], voices.Select(voice => voice.Customer));
        Assert.Equal([ShopTicket.Late, ShopTicket.Bills], voices[1].Said.Select(said => said.Topic));
    }

    private static Signal Of(string customer, string time, string touchpoint = "store") =>
        Heard.At(time, "pay", -500, touchpoint) with { Theme = "invoice-error", OwnedBy = "billing", Customer = customer };

    private Task<IReadOnlyList<Voice>> VoicesAsync(params IReadOnlyList<Topic> topics) =>
        new FindVoices(new SignalSearch(_heard.Store, _heard.Folds, new(1)), new FakeTimeProvider(TestTime.Start)).OfAsync(ShopTicket.Verified(topics));
}
