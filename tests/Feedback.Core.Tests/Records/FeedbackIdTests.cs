using Feedback.Core.Records;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Records;

public sealed class FeedbackIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 17, 3, 11, TimeSpan.Zero);

    // Two ways of cutting the same text in two: what a hash over the parts run together could not tell apart.
    private static readonly Gen<((string Source, string Event) A, (string Source, string Event) B)> TwoCuts =
        from text in Gen.Elements('a', 'b', '|', '1', '2', 'é').ArrayOf(8)
        from a in Gen.Choose(0, 8)
        from b in Gen.Choose(0, 8)
        select ((new string(text[..a]), new string(text[a..])), (new string(text[..b]), new string(text[b..])));

    [Fact]
    public void The_same_event_has_the_same_id() => Assert.Equal(FeedbackId.OfEvent("pos-42", "r-1"), FeedbackId.OfEvent("pos-42", "r-1"));

    // Stored records stand under it: another version of the program must give the same.
    [Fact]
    public void The_id_of_an_event_never_changes() => Assert.Equal("60df180b1bb80b4120d12abeda2bf65e", FeedbackId.OfEvent("pos-42", "r-99812"));

    [Theory]
    [InlineData("a", "bc", "ab", "c")]
    [InlineData("a", "b", "a", "c")]
    [InlineData("a", "b", "c", "b")]
    [InlineData("a", "b", "A", "b")]
    [InlineData("a", "", "", "a")]
    public void Another_source_or_another_event_has_another_id(string source, string name, string otherSource, string otherName) =>
        Assert.NotEqual(FeedbackId.OfEvent(source, name), FeedbackId.OfEvent(otherSource, otherName));

    [Fact]
    public void Two_events_have_one_id_only_when_they_are_the_same() =>
        Holds(TwoCuts, cuts => FeedbackId.OfEvent(cuts.A.Source, cuts.A.Event) == FeedbackId.OfEvent(cuts.B.Source, cuts.B.Event) == (cuts.A == cuts.B));

    [Fact]
    public void Two_requests_have_one_id_only_when_they_are_the_same() =>
        Holds(TwoCuts, cuts => FeedbackId.OfRequest(cuts.A.Source, cuts.A.Event) == FeedbackId.OfRequest(cuts.B.Source, cuts.B.Event) == (cuts.A == cuts.B));

    [Fact]
    public void An_event_and_a_request_of_one_name_differ() => Assert.NotEqual(FeedbackId.OfEvent("pos-42", "r-1"), FeedbackId.OfRequest("pos-42", "r-1"));

    [Fact]
    public void Every_id_has_the_form_of_one() =>
        Holds(TwoCuts, cuts => FeedbackId.IsValid(FeedbackId.OfEvent(cuts.A.Source, cuts.A.Event))
            && FeedbackId.IsValid(FeedbackId.OfRequest(cuts.A.Source, cuts.A.Event)));

    [Fact]
    public void Random_ids_have_the_form_of_one() => Assert.All(Enumerable.Range(0, 100), _ => Assert.True(FeedbackId.IsValid(FeedbackId.Random(Now))));

    [Fact]
    public void Random_ids_differ() => Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => FeedbackId.Random(Now)).Distinct().Count());

    [Fact]
    public void Random_ids_are_ordered_by_time_to_the_millisecond()
    {
        var ids = Enumerable.Range(0, 1_000).Select(ms => FeedbackId.Random(Now.AddMilliseconds(ms))).ToList();

        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef")]
    public void What_is_no_id_is_not_taken_for_one(string text) => Assert.False(FeedbackId.IsValid(text));

    private static void Holds<T>(Gen<T> any, Func<T, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(any.ToArbitrary(), law));
}
