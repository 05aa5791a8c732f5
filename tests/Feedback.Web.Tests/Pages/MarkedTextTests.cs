using Feedback.Core.Privacy;
using Feedback.Core.Records;
using Feedback.Web.Pages;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Web.Tests.Pages;

public sealed class MarkedTextTests
{
    private const string Secret = "ring +44 20 7946 0958 or write to anna@example.com, the staff are slow";

    [Fact]
    public void A_text_without_opinions_is_one_run() => Assert.Equal("Hm.", Shown(Assert.Single(MarkedText.Of("Hm.", []))));

    [Fact]
    public void Opinions_that_overlap_share_a_run_and_each_ends_where_its_clause_does()
    {
        var runs = MarkedText.Of("abcdef", [On(0, 4), On(2, 4)]);

        Assert.Equal(["ab", "cd", "ef"], runs.Select(Shown));
        Assert.Equal<IEnumerable<int>>([[0], [0, 1], [1]], runs.Select(run => run.Opinions));
        Assert.Equal<IEnumerable<int>>([[], [0], [1]], runs.Select(run => run.Ends));
    }

    [Fact]
    public void What_an_opinion_is_about_is_told_from_what_is_said_of_it()
    {
        var run = Assert.Single(MarkedText.Of("slow staff", [new(new(new(5, 5), new(0, 4), new(0, 10), Sentiment.Neutral), true, [])]));

        Assert.Equal([(false, true), (false, false), (true, false)], run.Parts.Select(part => (part.IsTarget, part.IsAssessment)));
    }

    [Fact]
    public void What_reaches_into_something_hidden_covers_all_of_it() =>
        Assert.Equal(["ring ", "[phone number] or", " write to [e-mail], the staff are slow"], MarkedText.Of(Secret, [On(12, 12)]).Select(Shown));

    [Fact]
    public void What_the_language_service_found_is_hidden_too() => Assert.Equal(
        ["ring [phone number] or write to [e-mail], ", "the [name] are slow"],
            MarkedText.Of(Secret, [On(Secret.IndexOf("the staff", StringComparison.Ordinal), 18)],
                [new(new(Secret.IndexOf("staff", StringComparison.Ordinal), 5), PersonalDataKind.Name)]).Select(Shown));

    [Fact]
    public void However_it_is_marked_the_text_is_the_masked_text() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Gen.Choose(0, 6).SelectMany(count => AnyOpinion.ArrayOf(count)).ToArbitrary(),
        opinions => Assert.Equal(PersonalData.Mask(Secret), string.Concat(MarkedText.Of(Secret, opinions).Select(Shown)))));

    [Fact]
    public void Every_opinion_ends_once() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Gen.Choose(0, 6).SelectMany(count => AnyOpinion.ArrayOf(count)).ToArbitrary(),
        opinions => Assert.Equal(Enumerable.Range(0, opinions.Length), MarkedText.Of(Secret, opinions).SelectMany(run => run.Ends).Order())));

    private static readonly Gen<CorrectedOpinion> AnyOpinion =
        from start in Gen.Choose(0, Secret.Length - 1)
        from length in Gen.Choose(1, Secret.Length)
        from target in Gen.Choose(0, Secret.Length - 1)
        select new CorrectedOpinion(new(new(target, 3), null, new(start, length), Sentiment.Neutral), true, []);

    private static CorrectedOpinion On(int start, int length) => new(new(null, null, new(start, length), Sentiment.Neutral), true, []);

    private static string Shown(MarkedRun run) => string.Concat(run.Parts.Select(part => part.Text));
}
