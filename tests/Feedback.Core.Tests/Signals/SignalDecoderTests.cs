using System.Text.Json;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

public sealed class SignalDecoderTests
{
    [Fact]
    public void The_hand_written_reader_agrees_with_the_generated_one()
    {
        var reader = new SignalDecoder();
        Prop.ForAll(ProjectedSignals.Any.ToArbitrary(), projected => Expected(Bytes(projected)).SequenceEqual(reader.Read(Bytes(projected)).Select(Text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public void Whether_it_is_a_score_without_words_is_read(bool? wordless)
    {
        var projected = ProjectedSignals.Any.Sample(1).First() with { Wordless = wordless };

        Assert.Equal(wordless, new SignalDecoder().ReadTogether(Bytes(projected)).Wordless);
    }

    [Fact]
    public void What_is_void_has_no_signals()
    {
        var projected = ProjectedSignals.Any.Sample(1).First() with { Opinions = [] };

        Assert.Empty(new SignalDecoder().Read(Bytes(projected)));
    }

    [Fact]
    public void The_signals_of_one_document_are_not_those_of_the_next()
    {
        var reader = new SignalDecoder();
        var first = reader.Read(Said("\"stage\":\"buy\",\"sentiment\":-5"));

        reader.Read(Said("\"stage\":\"pay\",\"sentiment\":5"));

        Assert.Equal(("buy", -5), (Assert.Single(first).Stage, first[0].Sentiment));
    }

    [Fact]
    public void Names_with_escapes_and_members_of_a_later_version_are_read()
    {
        var signal = Assert.Single(new SignalDecoder().Read(Said("\"new\":[{}],\"stage\":\"b\\u0075y\",\"theme\":null,\"sentiment\":-5")));

        Assert.Equal(("store", "é", "buy", null, -5), (signal.Touchpoint, signal.HeardBy, signal.Stage, signal.Theme, signal.Sentiment));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"feedback":"1","occurredAt":"2026-11-20T17:00:00Z","touchpoint":"store","heardBy":"stores","opinions":[{"theme":"refund"}]}""")]
    public void What_is_no_document_of_signals_is_refused(string body) =>
        Assert.Throws<JsonException>(() => new SignalDecoder().Read(System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_signal_that_stands_by_itself_as_an_earlier_version_wrote_it_is_not_counted_but_named()
    {
        var exception = Assert.Throws<InvalidDataException>(() => new SignalDecoder().Read(
            """{"feedback":"77","occurredAt":"2026-11-20T17:00:00+00:00","touchpoint":"store","heardBy":"stores","stage":"buy","sentiment":-5}"""u8));

        Assert.Contains("feedback 77", exception.Message, StringComparison.Ordinal);
        Assert.Contains("new data folder", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Said(string opinion) => System.Text.Encoding.UTF8.GetBytes(
        $$$"""{"later":{"a":[1]},"feedback":"1","occurredAt":"2026-11-20T17:00:00Z","touchpoint":"st\u006fre","heardBy":"é","opinions":[{{{{opinion}}}}],"last":1}""");

    private static byte[] Bytes(FeedbackSignals projected) => Json.Serialize(projected, SignalsJson.Default.FeedbackSignals);

    /// <summary>What the generated deserialiser makes of it, signal by signal.</summary>
    private static IEnumerable<string> Expected(byte[] body)
    {
        var projected = JsonSerializer.Deserialize(body, SignalsJson.Default.FeedbackSignals)!;
        return projected.Opinions.Select((opinion, n) => Text(new()
        {
            Feedback = projected.Feedback,
            OccurredAt = projected.OccurredAt,
            Touchpoint = projected.Touchpoint,
            HeardBy = projected.HeardBy,
            Stage = opinion.Stage,
            Theme = opinion.Theme,
            OwnedBy = opinion.OwnedBy,
            Sentiment = opinion.Sentiment,
            Customer = projected.Customer,
            Ratings = n == 0 ? projected.Ratings : null,
            Segments = projected.Segments,
        }));
    }

    private static string Text(Signal signal) => JsonSerializer.Serialize(signal);
}
