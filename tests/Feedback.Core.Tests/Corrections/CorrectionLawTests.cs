using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;
using static Feedback.Core.Tests.Corrections.Corrected;

namespace Feedback.Core.Tests.Corrections;

public sealed class CorrectionLawTests
{
    [Fact]
    public void Mapping_again_changes_no_byte() => Holds((first, edits, _) =>
    {
        var record = Apply(Record(first), edits);

        Assert.Equal(Bytes(record), Bytes(record with { Mapping = Map.Map(record) }));
    });

    [Fact]
    public void The_same_analysis_again_changes_no_byte() => Holds((first, edits, _) =>
    {
        var record = Apply(Record(first), edits);

        Assert.Equal(Bytes(record), Bytes(record.Mapped(first)));
    });

    [Fact]
    public void Correcting_then_analysing_again_is_analysing_again_then_correcting() => Holds((first, edits, _) =>
        Assert.Equal(Bytes(Apply(Record(first), edits).Mapped(first)), Bytes(Apply(Record(first).Mapped(first), edits))));

    [Fact]
    public void Another_analysis_and_back_leaves_the_opinions_as_they_were_corrected() => Holds((first, edits, second) =>
    {
        var record = Apply(Record(first), edits);

        var back = record.Mapped(second).Mapped(first);

        Assert.Equal(record.Opinions(), back.Opinions());
        Assert.Equal(record.Mapping![0].Opinions, back.Mapping![0].Opinions);
    });

    [Fact]
    public void No_analysis_loses_a_correction_or_applies_it_twice() => Holds((first, edits, second) =>
    {
        var record = Apply(Record(first), edits).Mapped(second);

        Assert.Equal(
            record.Corrections ?? [],
            CorrectedOpinions.Of(record).SelectMany(opinion => opinion.Corrections).OrderBy(correction => correction.Number));
    });

    [Fact]
    public void The_last_correction_holds_after_any_analysis() => Holds((first, edits, second) =>
    {
        var record = Apply(Record(first), edits).Mapped(second);
        if (record.Corrections is not [.., var last])
            return;

        var (index, opinion) = CorrectedOpinions.Of(record).Index().Single(entry => entry.Item.Corrections.Contains(last));

        Assert.Equal(last.After, last.Field switch
        {
            CorrectedField.Sentiment => JsonWord.Of(opinion.Sentiment.Label),
            CorrectedField.Theme => record.Place(index).Theme,
            _ => record.Place(index).Stage,
        });
    });

    [Fact]
    public void Every_opinion_that_holds_is_one_signal() => Holds((first, edits, second) =>
    {
        var record = Apply(Record(first), edits).Mapped(second);

        var signals = ProjectSignals.Of(record, record.Mapping![0]).Opinions;

        Assert.Equal(record.Opinions().Select(opinion => opinion.Sentiment.Label),
            signals.Select(signal => Sentiment.FromScore(signal.Sentiment / 1000.0).Label));
    });

    private static void Holds(Action<Opinion[], Edit[], Opinion[]> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
            (from first in Opinions from edits in Edits from second in Opinions select (first, edits, second)).ToArbitrary(),
            entry => law(entry.first, entry.edits, entry.second)));

    private static readonly Gen<TextSpan> AnySpan =
        from start in Gen.Choose(0, Text.Length - 1)
        from length in Gen.Choose(1, 20)
        select new TextSpan(start, Math.Min(length, Text.Length - start));

    private static readonly Gen<Opinion> AnyOpinion =
        from clause in AnySpan
        from target in Gen.OneOf(Gen.Constant((TextSpan?)null), AnySpan.Select(span => (TextSpan?)span))
        from score in Gen.Choose(-1000, 1000)
        select new Opinion(target, null, clause, Sentiment.FromScore(score / 1000.0));

    private static readonly Gen<Opinion[]> Opinions =
        from count in Gen.Choose(1, 5)
        from opinions in AnyOpinion.ArrayOf(count)
        select opinions.DistinctBy(opinion => (opinion.Target, opinion.Assessment, opinion.Clause)).ToArray();

    private static readonly Gen<Edit> AnyEdit =
        from opinion in Gen.Choose(0, 9)
        from change in Gen.OneOf(
            Gen.Elements("positive", "neutral", "negative").Select(word => (CorrectedField.Sentiment, (string?)word)),
            Gen.Elements("staff-attitude", "invoice-error", "delivery-time", null).Select(theme => (CorrectedField.Theme, theme)),
            Gen.Elements("buy", "receive", "pay", "unmapped").Select(stage => (CorrectedField.Stage, (string?)stage)))
        select new Edit(opinion, change.Item1, change.Item2);

    private static readonly Gen<Edit[]> Edits = Gen.Choose(0, 8).SelectMany(count => AnyEdit.ArrayOf(count));

    private sealed record Edit(int Opinion, CorrectedField Field, string? After);

    private static FeedbackRecord Apply(FeedbackRecord record, Edit[] edits)
    {
        foreach (var edit in edits)
        {
            var opinions = CorrectedOpinions.Of(record);
            record = record.With(opinions[edit.Opinion % opinions.Count].Analysed, edit.Field, edit.After);
        }

        return record;
    }

    private static string Bytes(FeedbackRecord record) => Convert.ToHexString(Json.Serialize(record, RecordsJson.Default.FeedbackRecord));
}
