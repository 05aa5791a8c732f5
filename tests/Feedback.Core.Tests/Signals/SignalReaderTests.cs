using System.Text.Json;
using Feedback.Core.Serialization;
using Feedback.Core.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

public sealed class SignalReaderTests
{
    [Fact]
    public void The_hand_written_reader_agrees_with_the_generated_one_on_all_that_is_counted()
    {
        var reader = new SignalReader();
        Prop.ForAll(AnySignal.One.ToArbitrary(), signal =>
                Bytes(reader.Read(Bytes(signal))).AsSpan().SequenceEqual(Bytes(signal with { Feedback = "", OccurredAt = default })))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Names_with_escapes_and_members_of_a_later_version_are_read()
    {
        var signal = new SignalReader().Read("""{"later":{"a":[1]},"touchpoint":"st\u006fre","heardBy":"é","stage":"buy","theme":null,"sentiment":-5}"""u8);

        Assert.Equal(("store", "é", "buy", null, -5), (signal.Touchpoint, signal.HeardBy, signal.Stage, signal.Theme, signal.Sentiment));
    }

    private static byte[] Bytes(Signal signal) => Json.Serialize(signal, CoreJson.Default.Signal);

    [Fact]
    public void What_is_no_signal_is_refused() => Assert.Throws<JsonException>(() => new SignalReader().Read("{}"u8));
}
