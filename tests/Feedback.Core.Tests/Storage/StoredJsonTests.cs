using System.Text;
using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Storage;

public sealed class StoredJsonTests
{
    private static readonly FeedbackRecord Record = new()
    {
        Id = FeedbackId.OfEvent("pos-42", "r-99812"),
        Source = "pos-42",
        SourceEventId = "r-99812",
        Touchpoint = "store",
        Silo = "stores",
        Channel = "kiosk",
        OccurredAt = new(2026, 11, 20, 17, 3, 11, 250, TimeSpan.Zero),
        ReceivedAt = new(2026, 11, 20, 17, 4, 0, TimeSpan.Zero),
        Customer = new("c-7781", "a@example.com"),
        CustomerKey = AnySignal.CustomerKey(1),
        Text = "Nice staff 😀, \"slow\" refund",
        Language = "en",
        Ratings = new(4, 2, 6),
        Attributes = new Dictionary<string, string> { ["store"] = "Leeds" },
        State = FeedbackState.Mapped,
        Reason = "none",
        Analysis = new(
            "built-in/1", "en", Sentiment.FromScore(0.25), [new(new(0, 26), Sentiment.FromScore(0.25))],
                [new(new(5, 5), new(0, 4), new(0, 10), Sentiment.FromScore(0.6))],
            new(Sentiment.FromScore(0.25), Sentiment.FromScore(-0.464))),
        Mapping = [new("retail", "v1", 3, "stores", "buy", [new("buy", "staff", "stores", MappingReason.ThemeTerm, 0.75)])],
    };

    [Fact]
    public void Signals_are_written_again_as_they_were_read() =>
        Holds(ProjectedSignals.Any, projected =>
        {
            var bytes = Json.Serialize(projected, SignalsJson.Default.FeedbackSignals);
            return Json.Serialize(Json.Read(Document(bytes), SignalsJson.Default.FeedbackSignals), SignalsJson.Default.FeedbackSignals).AsSpan()
                .SequenceEqual(bytes);
        });

    [Fact]
    public void Signals_of_no_segment_do_not_say_so() =>
        Holds(ProjectedSignals.Any, projected => Text(Json.Serialize(projected, SignalsJson.Default.FeedbackSignals))
            .Contains("segments", StringComparison.Ordinal) == projected.Segments is not null);

    [Fact]
    public void A_fold_is_written_again_as_it_was_read() =>
        Holds(AnySignal.Many, signals =>
        {
            var builder = new FoldBuilder();
            foreach (var signal in signals)
                builder.Add(signal);
            var bytes = Json.Serialize(builder.Build("retail", FoldPeriod.Parse("2026-11-20T17")), SignalsJson.Default.Fold);
            return Json.Serialize(Json.Read(Document(bytes), SignalsJson.Default.Fold), SignalsJson.Default.Fold).AsSpan().SequenceEqual(bytes);
        });

    [Fact]
    public void A_record_is_read_as_it_was_written() =>
        Assert.Equivalent(Record, Json.Read(Document(Json.Serialize(Record, RecordsJson.Default.FeedbackRecord)), RecordsJson.Default.FeedbackRecord),
            strict: true);

    [Fact]
    public void What_a_record_does_not_have_is_not_written()
    {
        var bare = new FeedbackRecord
        {
            Id = Record.Id,
            Source = "s",
            Touchpoint = "web",
            OccurredAt = Record.OccurredAt,
            ReceivedAt = Record.ReceivedAt,
            State = FeedbackState.Received
        };

        Assert.Equal(
            ["id", "source", "touchpoint", "occurredAt", "receivedAt", "state"],
            JsonDocument.Parse(Json.Serialize(bare, RecordsJson.Default.FeedbackRecord)).RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData(FeedbackState.Received, "\"state\":\"received\"")]
    [InlineData(FeedbackState.Mapped, "\"state\":\"mapped\"")]
    [InlineData(FeedbackState.Failed, "\"state\":\"failed\"")]
    public void A_state_is_a_word(FeedbackState state, string json) =>
        Assert.Contains(json, Text(Json.Serialize(Record with { State = state }, RecordsJson.Default.FeedbackRecord)), StringComparison.Ordinal);

    [Fact]
    public void Hours_that_are_to_settle_are_stored_in_this_form() =>
        Assert.Equal("""{"cursor":"12","signals":[{"partition":"retail|2026-11-20|0","id":"17|a","runs":3}]}""",
            Text(Json.Serialize(new UnsettledHours("12", [new("retail|2026-11-20|0", "17|a", 3)]), SignalsJson.Default.UnsettledHours)));

    [Fact]
    public void A_document_that_is_null_is_refused() =>
        Assert.Throws<JsonException>(() => Json.Read(Document("null"u8.ToArray()), SignalsJson.Default.FeedbackSignals));

    [Fact]
    public void A_document_without_what_is_required_is_refused() =>
        Assert.Throws<JsonException>(() => Json.Read(Document("{}"u8.ToArray()), SignalsJson.Default.FeedbackSignals));

    private static Document Document(byte[] body) => new(new("p", "i"), "1", body);

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);

    private static void Holds<T>(Gen<T> any, Func<T, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(any.ToArbitrary(), law));
}
