using System.Text;
using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Records;

public sealed class AnalysisDocumentTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly AnalysisDocument Rich = new()
    {
        Revision = 2,
        State = FeedbackState.Mapped,
        Reason = "none",
        Analysis = new("built-in/1", "en", Sentiment.FromScore(0.25), [new(new(0, 26), Sentiment.FromScore(0.25))],
            [
                new(new(5, 5), null, new(0, 10), Sentiment.FromScore(0.6)),
                new(null, new(0, 4), new(11, 15), Sentiment.FromScore(-0.464)),
            ],
            new(Sentiment.FromScore(0.25), Sentiment.FromScore(-0.464)))
        {
            NotUnderstood = true,
            Personal = [new(new(11, 4), PersonalDataKind.Number)],
        },
        Mapping =
        [
            new("retail", "v1", 3, "stores", "buy",
                [new("buy", "staff", "stores", MappingReason.ThemeTerm, 0.75), new("unmapped", null, null, MappingReason.Unmapped, 0)])
            {
                Segments = ["young"],
                ByTime = true,
            },
            // Mapped by version 0.1.
            new("care", "v2", 0, "service", "get-help", []),
        ],
        ErasedAt = At,
    };

    private const string RichJson =
        """{"n":2,"y":"none","e":"2026-11-20T12:00:00+00:00","a":"built-in/1","l":"en","u":1,"f":250,"c":[250,-464],"x":[0,26,250],"""
        + """
        "o":[5,5,-1,0,0,10,600,-1,0,0,4,11,15,-464],"p":[11,4,8],
        """
        + """
        "m":[{"j":"retail","v":"v1","b":3,"h":"stores","r":"buy","g":["young"],"o":["buy","staff","stores",2,750,"unmapped",null,null,0,0]},
        """
        + """{"j":"care","v":"v2","i":1,"h":"service","r":"get-help","o":[]}]}""";

    [Fact]
    public void What_was_understood_is_stored_in_this_form() => Assert.Equal(RichJson, Text(Rich));

    [Fact]
    public void What_was_understood_is_read_as_it_was_written() => Assert.Equivalent(Rich, Read(RichJson), strict: true);

    [Fact]
    public void Corrections_are_stored_as_they_are()
    {
        var corrected = Rich with
        {
            Corrections =
            [
                new()
                {
                    Number = 0,
                    Opinion = Rich.Analysis!.Opinions[0],
                    Field = CorrectedField.Theme,
                    Journey = "retail",
                    After = "refund",
                    AnalysedBy = "built-in/1",
                    By = "manager",
                    At = At,
                },
            ],
        };

        Assert.Equivalent(corrected, Read(Text(corrected)), strict: true);
    }

    [Fact]
    public void A_first_analysis_that_went_well_says_neither_its_revision_nor_its_state() =>
        Assert.Equal("{}", Text(new() { Revision = 0, State = FeedbackState.Mapped }));

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"s":"failed","y":"no"}""", true)]
    [InlineData("""{"n":1,"s":"received"}""", false)]
    public void A_glance_tells_a_first_analysis(string json, bool isFirst) => Assert.Equal(isFirst, AnalysisDecoder.IsFirst(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(FeedbackState.Received)]
    [InlineData(FeedbackState.Failed)]
    [InlineData(FeedbackState.Mapped)]
    public void A_state_is_kept(FeedbackState state) => Assert.Equal(state, Read(Text(new() { Revision = 1, State = state })).State);

    [Fact]
    public void What_a_later_version_adds_is_passed_over() =>
        Assert.Equivalent(Rich, Read(RichJson.Replace("\"a\":", "\"later\":{\"n\":[1]},\"z\":[[2]],\"a\":", StringComparison.Ordinal)), strict: true);

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"n":"one"}""")]
    [InlineData("""{"o":[1,2]}""")]
    public void What_is_none_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    [Fact]
    public void Every_score_comes_back_as_it_was() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Choose(-1_000_000, 1_000_000).ToArbitrary(), n =>
        {
            var sentiment = Sentiment.FromScore(n / 1_000_000.0);
            var analysed = Rich with { Analysis = Rich.Analysis! with { Sentiment = sentiment } };
            return Read(Text(analysed)).Analysis!.Sentiment == sentiment;
        }));

    [Fact]
    public void Together_with_its_record_it_is_the_whole_without_what_the_source_called_the_customer()
    {
        var received = AnyFeedback.Received() with { Customer = new("c-1", null), CustomerKey = "k", Text = "Nice staff" };
        var understood = Rich with { ErasedAt = null };

        var whole = AnalysisDocument.Join(received, understood);

        Assert.Equal((FeedbackState.Mapped, "Nice staff", "k", null), (whole.State, whole.Text, whole.CustomerKey, whole.Customer));
        Assert.Equal((understood.Analysis, understood.Mapping), (whole.Analysis, whole.Mapping));
    }

    [Fact]
    public void Of_an_erasure_that_has_written_one_of_the_two_nobody_sees_half()
    {
        var received = AnyFeedback.Received() with { CustomerKey = "k", Text = "Nice staff" };
        var understood = Rich with { ErasedAt = null };

        var recordFirst = AnalysisDocument.Join(received.Erased("p", At), understood);
        var analysisFirst = AnalysisDocument.Join(received, Rich);

        Assert.Equal((null, At, null), (recordFirst.Text, recordFirst.ErasedAt, recordFirst.Analysis!.Opinions[0].Target));
        Assert.Equal((null, At, null), (analysisFirst.Text, analysisFirst.ErasedAt, analysisFirst.Analysis!.Opinions[0].Target));
    }

    [Fact]
    public async Task What_stands_beside_a_record_of_version_0_1_wins_over_what_stands_in_it()
    {
        var store = new Feedback.Core.Tests.Storage.DictionaryStore(TimeProvider.System);
        var inline = AnyFeedback.Received() with { State = FeedbackState.Failed, Reason = "no" };
        await store.PutAsync(inline);
        var before = (await store.FindFeedbackAsync(inline.Id))!.Value;

        var after = await store.ChangeAnalysisAsync(before, before.Record with { State = FeedbackState.Received, Reason = null });

        var found = (await store.FindFeedbackAsync(inline.Id))!.Value;
        Assert.Equal((FeedbackState.Failed, FeedbackState.Received, 1), (before.Record.State, found.Record.State, found.Understood!.Revision));
        Assert.Equal(after!.Value.ETag, found.ETag);
    }

    private static string Text(AnalysisDocument document) => Encoding.UTF8.GetString(AnalysisEncoder.Encode(document));

    private static AnalysisDocument Read(string json) => FeedbackRecords.ReadAnalysis(new Document(new("a", "analysis"), "1", Encoding.UTF8.GetBytes(json)));
}
