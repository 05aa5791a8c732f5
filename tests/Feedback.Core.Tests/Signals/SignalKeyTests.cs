using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

public sealed class SignalKeyTests
{
    private const string Feedback = "0123456789abcdef0123456789abcdef";

    private static readonly Arbitrary<(DateTimeOffset Time, int Bucket)> Any = (
        from minutes in Gen.Choose(0, 4 * 365 * 24 * 60)
        from offset in Gen.Choose(-14, 14)
        from bucket in Gen.Choose(0, 999)
        select (new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes).ToOffset(TimeSpan.FromHours(offset)), bucket)).ToArbitrary();

    [Fact]
    public void A_key_says_journey_day_and_bucket_then_time_and_feedback() =>
        Assert.Equal(
            new DocumentKey("retail|2026-11-20|3", $"07:0311042|{Feedback}"),
            SignalKey.Of("retail", new(2026, 11, 20, 7, 3, 11, 42, TimeSpan.Zero), 3, Feedback));

    [Fact]
    public void The_signals_of_what_version_0_1_mapped_stand_by_the_id() =>
        Assert.Equal(
            new DocumentKey("retail|2026-11-20|3", $"07|{Feedback}"),
            SignalKey.Of("retail", new(2026, 11, 20, 7, 3, 11, TimeSpan.Zero), 3, Feedback, byTime: false));

    [Fact]
    public void What_stands_by_the_id_stands_behind_all_else_of_its_hour() =>
        Holds(any => SignalKey.Of("retail", any.Time, 0, Feedback, byTime: false).Id is var byId
            && Holds(SignalKey.Hour(any.Time.UtcDateTime.Hour), byId)
            && string.CompareOrdinal(SignalKey.Of("retail", any.Time, 0, Feedback).Id, byId) < 0);

    [Fact]
    public void Within_a_day_ids_are_ordered_by_time() =>
        Holds(any =>
        {
            var (earlier, later) = (SignalKey.Of("retail", any.Time, 0, "f"), SignalKey.Of("retail", any.Time.AddMilliseconds(1), 0, "0"));
            return earlier.Partition != later.Partition || string.CompareOrdinal(earlier.Id, later.Id) < 0;
        });

    [Fact]
    public void A_key_is_in_UTC() =>
        Assert.Equal(
            new DocumentKey("retail|2026-11-19|0", $"23:3000000|{Feedback}"),
            SignalKey.Of("retail", new(2026, 11, 20, 1, 30, 0, TimeSpan.FromHours(2)), 0, Feedback));

    [Fact]
    public void The_hour_of_a_key_is_the_hour_it_was_made_from() =>
        Holds(any => SignalKey.HourOf(SignalKey.Of("retail", any.Time, any.Bucket, Feedback)) == ("retail", CompanyCalendar.Utc.HourOf(any.Time).Start));

    [Fact]
    public void Ids_are_ordered_by_hour_whatever_the_feedback()
    {
        var ids = Enumerable.Range(0, 24).Reverse()
            .Select(hour => SignalKey.Of("retail", new(2026, 11, 20, hour, 59, 59, TimeSpan.Zero), 0, FeedbackId.OfEvent("s", $"{hour}")).Id);

        Assert.Equal(Enumerable.Range(0, 24), ids.Order(StringComparer.Ordinal).Select(id => int.Parse(id.AsSpan(0, 2))));
    }

    [Fact]
    public void An_hour_is_a_range_of_ids() =>
        Holds(any =>
        {
            var id = SignalKey.Of("retail", any.Time, any.Bucket, Feedback).Id;
            return Enumerable.Range(0, 24).Single(hour => Holds(SignalKey.Hour(hour), id)) == any.Time.UtcDateTime.Hour;
        });

    [Fact]
    public void A_key_says_whose_signals_they_are() => Holds(any => SignalKey.FeedbackOf(SignalKey.Of("retail", any.Time, any.Bucket, Feedback)) == Feedback);

    [Fact]
    public void Keys_use_no_character_that_an_engine_refuses() =>
        Holds(any => SignalKey.Of("retail", any.Time, any.Bucket, Feedback) is var key
            && (key.Partition + key.Id).All(c => c is > ' ' and < '\x7f' and not ('/' or '\\' or '?' or '#')));

    private static bool Holds(IdRange range, string id) => string.CompareOrdinal(id, range.From) >= 0 && string.CompareOrdinal(id, range.To) < 0;

    private static void Holds(Func<(DateTimeOffset Time, int Bucket), bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Any, law));
}
