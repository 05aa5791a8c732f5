using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Maps;

public sealed class SignalProbeTests
{
    [Fact]
    public void It_never_passes_over_a_signal_that_is_asked_for() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(AnySignal.One.ToArbitrary(), signal =>
    {
        var body = Body(signal);
        return new SignalProbe(new(signal.Stage)).MayHold(body) && new SignalProbe(new(signal.Stage, signal.Theme)).MayHold(body);
    }));

    [Fact]
    public void It_passes_over_what_speaks_of_other_stages_and_themes()
    {
        var body = Body(Heard.At("2026-11-20T09:00", "pay", -800) with { Feedback = "f", Theme = "refund" });

        Assert.True(new SignalProbe(new("pay", "refund")).MayHold(body));
        Assert.False(new SignalProbe(new("buy")).MayHold(body));
        Assert.False(new SignalProbe(new(Theme: "ref")).MayHold(body));
    }

    [Fact]
    public void What_has_no_theme_is_looked_for_in_everything() =>
        Assert.True(new SignalProbe(new(Theme: MappedOpinion.Unmapped)).MayHold(Body(Heard.At("2026-11-20T09:00", "pay", -800) with { Feedback = "f" })));

    [Theory]
    [InlineData("rückgabe")]
    [InlineData("a\"b")]
    public void A_name_that_may_be_written_otherwise_in_json_is_looked_for_in_everything(string stage) =>
        Assert.True(new SignalProbe(new(stage)).MayHold("{}"u8));

    private static byte[] Body(Signal signal) => Json.Serialize(ProjectedSignals.Of(signal), SignalsJson.Default.FeedbackSignals);
}
