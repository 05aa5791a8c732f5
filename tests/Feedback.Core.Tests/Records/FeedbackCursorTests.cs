using System.Buffers.Text;
using System.Text;
using Feedback.Core.Records;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Records;

public sealed class FeedbackCursorTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static readonly Gen<FeedbackCursor> Any =
        from days in Gen.Choose(0, 3_000_000)
        from ticks in Gen.Choose(0, int.MaxValue)
        from name in Gen.Choose(0, 3)
        select new FeedbackCursor(DateTimeOffset.MinValue.AddDays(days).AddTicks(ticks), FeedbackId.OfEvent("s", $"{name}"));

    [Fact]
    public void What_is_written_is_read_as_it_was() => Holds(Any, cursor => FeedbackCursor.TryParse(cursor.ToString()) == cursor);

    [Fact]
    public void A_cursor_can_stand_in_an_address_as_it_is() =>
        Holds(Any, cursor => cursor.ToString().All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("?")]
    [InlineData("null")]
    [InlineData("====")]
    [InlineData("ÄÖÜ")]
    public void What_is_no_cursor_is_refused(string text) => Assert.Null(FeedbackCursor.TryParse(text));

    [Theory]
    [InlineData("1|" + Id + "|1")]
    [InlineData("1")]
    [InlineData("-1|" + Id)]
    [InlineData("+1|" + Id)]
    [InlineData(" 1|" + Id)]
    [InlineData("3155378976000000000|" + Id)]
    [InlineData("99999999999999999999|" + Id)]
    [InlineData("1|x")]
    [InlineData("1|0123456789ABCDEF0123456789ABCDEF")]
    public void What_does_not_hold_a_time_and_an_id_is_refused(string content) =>
        Assert.Null(FeedbackCursor.TryParse(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content))));

    [Fact]
    public void The_last_moment_of_all_is_a_time() => Assert.NotNull(FeedbackCursor.TryParse(new FeedbackCursor(DateTimeOffset.MaxValue, Id).ToString()));

    [Fact]
    public void A_long_text_is_refused() => Assert.Null(FeedbackCursor.TryParse(new string('A', 1_000_000)));

    [Fact]
    public void No_text_makes_it_throw() =>
        Holds(
            Gen.OneOf(
                ArbMap.Default.ArbFor<string>().Generator.Select(text => text ?? ""),
                Gen.Elements("abcXYZ019-_= \n+/".ToCharArray()).ArrayOf().Select(letters => new string(letters)),
                from cursor in Any
                from at in Gen.Choose(0, 40)
                from put in Gen.Elements("A", "_", "=", " ", "é", "")
                select cursor.ToString().Remove(at, 1).Insert(at, put)),
            text => FeedbackCursor.TryParse(text) is not { } cursor || FeedbackId.IsValid(cursor.Feedback));

    [Fact]
    public void Of_two_places_one_is_older_unless_they_are_the_same() =>
        Holds(
            from a in Any
            from b in Gen.OneOf(Any, Any.Select(other => other with { OccurredAt = a.OccurredAt }))
            select (a, b),
            pair => pair.a == pair.b ? !pair.a.IsOlderThan(pair.b) : pair.a.IsOlderThan(pair.b) != pair.b.IsOlderThan(pair.a));

    [Fact]
    public void What_was_said_earlier_is_older() =>
        Assert.True(new FeedbackCursor(DateTimeOffset.UnixEpoch, Id).IsOlderThan(new(DateTimeOffset.UnixEpoch.AddTicks(1), Id)));

    private static void Holds<T>(Gen<T> any, Func<T, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(any.ToArbitrary(), law));
}
