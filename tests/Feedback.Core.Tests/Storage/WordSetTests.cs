using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Storage;

public sealed class WordSetTests
{
    [Fact]
    public void A_document_may_hold_each_stage_and_theme_that_it_holds() => Check.One(Config.QuickThrowOnFailure,
        Prop.ForAll(ProjectedSignals.Any.ToArbitrary(), signals =>
        {
            var words = WordSet.In(Json.Serialize(signals, SignalsJson.Default.FeedbackSignals));
            return signals.Opinions.All(opinion => words.MayHold(WordSet.Of(opinion.Stage, opinion.Theme)) && words.MayHold(WordSet.Of(null, opinion.Theme)));
        }));

    [Fact]
    public void Most_documents_that_do_not_hold_a_theme_are_known_not_to()
    {
        List<WordSet> documents = [.. Enumerable.Range(0, 1_000).Select(n => WordSet.Of("pay", $"theme-{n}"))];

        Assert.InRange(documents.Count(document => document.MayHold(WordSet.Of(null, "refund"))), 0, 10);
        Assert.DoesNotContain(documents, document => document.MayHold(WordSet.Of("buy", null)));
    }

    [Theory]
    [InlineData("rückgabe")]
    [InlineData("a\"b")]
    [InlineData(null)]
    public void A_word_that_may_be_written_otherwise_in_json_is_none(string? word) => Assert.Equal(WordSet.None, WordSet.Of(word, word));

    // They stand in data folders.
    [Fact]
    public void A_word_has_the_same_bits_in_every_version() => Assert.Equal(1_152_921_508_901_814_336, WordSet.Of("pay", "refund").Bits);

    [Fact]
    public void What_is_cut_off_in_the_middle_of_a_word_holds_those_before_it() =>
        Assert.Equal(WordSet.Of("pay", null), WordSet.In("""{"stage":"pay","theme":"ref"""u8));
}
