using Feedback.Core.Language;
using Feedback.Core.Records;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Language;

/// <summary>Laws that hold for every string.</summary>
public class AnyTextTests
{
    private static readonly string[] Pieces =
    [
        "good", "not", "but", "the refund", "took six weeks", "I was billed twice", "NEVER", "soooo", "XXXX", "XX/XX/2019", "{$25.00}", "[NAME]", "e.g.", "Mr.",
            "4.5",
        "...", "…", "!", "?!", ".", ",", ";", ":(", "😡", "👍🏽", "👩‍👩‍👧", "❤️", "\ud83d", "\ude21", "\u200d", "\ufe0f",
        "\0", "\u0007", "\n", "\r\n\r\n", " ",
            "\t", "'", "’s", "n't",
        "\u0301", "\u202e", "שלום", "مرحبا", "日本", "né", "-", "—", "/", "https://x.example/a?b=(c)", "a@b.example", "see-through", "X", "XXL", "{", "[", "]",
            "(", ")", "1,000", "#", "~", "and", "very", "no",
    ];

    private static readonly Arbitrary<string> AnyText = Gen.OneOf(
        ArbMap.Default.ArbFor<string>().Generator.Select(s => s ?? ""),
        Gen.ArrayOf(Gen.Elements(Pieces)).Select(string.Concat),
        Gen.ArrayOf(Gen.Elements(Pieces)).Select(p => string.Join(' ', p)),
        Gen.ArrayOf(Gen.Choose(0, 0xFFFF)).Select(c => string.Concat(c.Select(x => (char)x)))).ToArbitrary();

    private static void Holds(Func<string, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(AnyText, law));

    private static bool IsWithin(TextSpan inner, TextSpan outer) => inner.Start >= outer.Start && inner.End <= outer.End && inner.Length > 0;

    [Fact]
    public void Sentences_lie_within_the_text() =>
        Holds(text => Reading.Of(text).Sentences.All(s => IsWithin(s.Span, new(0, text.Length))));

    [Fact]
    public void Sentences_are_in_order_and_do_not_overlap() =>
        Holds(text => Reading.Of(text).Sentences is var all && all.Zip(all.Skip(1)).All(p => p.First.Span.End <= p.Second.Span.Start));

    [Fact]
    public void Opinions_lie_within_a_sentence() =>
        Holds(text => Reading.Of(text, "en") is var read && read.Opinions.All(o => read.Sentences.Any(s => IsWithin(o.Clause, s.Span))));

    [Fact]
    public void Assessments_lie_within_their_clause() =>
        Holds(text => Reading.Of(text, "en").Opinions.All(o => o.Assessment is not { } a || IsWithin(a, o.Clause)));

    [Fact]
    public void Targets_lie_within_their_clause_or_outside_of_it() =>
        Holds(text => Reading.Of(text, "en").Opinions.All(o => o.Target is not { } t || IsWithin(t, o.Clause) || !t.Overlaps(o.Clause)));

    [Fact]
    public void Target_and_assessment_do_not_overlap() =>
        Holds(text => Reading.Of(text, "en").Opinions.All(o => o is not { Target: { } t, Assessment: { } a } || t.End <= a.Start || a.End <= t.Start));

    [Fact]
    public void Opinions_are_in_order_and_those_of_one_clause_have_different_targets() =>
        Holds(text => Reading.Of(text, "en").Opinions is var all && all.Zip(all.Skip(1)).All(p =>
            p.First.Clause.End <= p.Second.Clause.Start || (p.First.Clause == p.Second.Clause && p.First.Target != p.Second.Target)));

    [Fact]
    public void Scores_are_in_range_and_agree_with_their_labels() =>
        Holds(text => Reading.Of(text) is var read
            && read.Sentences.Select(s => s.Sentiment).Concat(read.Opinions.Select(o => o.Sentiment)).Append(read.Sentiment)
                .All(s => s.Score is >= -1 and <= 1 && s == Sentiment.FromScore(s.Score)));

    [Fact]
    public void The_same_text_gives_the_same_result() =>
        Holds(text =>
        {
            Assert.Equivalent(Reading.Of(text), Reading.Of(text), strict: true);
            return true;
        });

    [Fact]
    public void No_span_cuts_a_surrogate_pair() =>
        Holds(text => Reading.Of(text, "en") is var read
            && read.Sentences.Select(s => s.Span).Concat(read.Opinions.SelectMany(o => new[] { o.Clause, o.Target ?? o.Clause, o.Assessment ?? o.Clause }))
                .All(s => !Cuts(text, s.Start) && !Cuts(text, s.End)));

    [Theory]
    [InlineData("a")]
    [InlineData("good ")]
    [InlineData("not ")]
    [InlineData("good and ")]
    [InlineData("the ")]
    [InlineData("of the fabric ")]
    [InlineData("took six ")]
    [InlineData(":(")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("\u200d")]
    [InlineData("a-")]
    [InlineData("aaab")]
    [InlineData("e.g.")]
    [InlineData("X/")]
    [InlineData("[A")]
    [InlineData("\n")]
    [InlineData("'")]
    [InlineData("(")]
    public void Any_piece_repeated_to_the_longest_text_is_read(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length));
        Assert.InRange(Reading.Of(text, "en").Opinions.Count, 0, BuiltInLanguageAnalysis.MostOpinions);
    }

    private static bool Cuts(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);
}
