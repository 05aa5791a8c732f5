using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Tests.Storage;

public sealed class SignalBucketsTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 2_000).Select(n => FeedbackId.OfEvent("s", $"{n}"))];

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public void Fewer_than_one_and_more_than_a_thousand_are_refused(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => new SignalBuckets(count));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void A_bucket_lies_within_the_count(int count)
    {
        var buckets = new SignalBuckets(count);

        Assert.All(Ids, id => Assert.InRange(buckets.Of(id), 0, count - 1));
    }

    [Fact]
    public void Every_bucket_is_used() => Assert.Equal(16, Ids.Select(new SignalBuckets(16).Of).Distinct().Count());

    [Fact]
    public void A_feedback_has_the_same_bucket_in_every_instance() => Assert.Equal(Ids.Select(new SignalBuckets(16).Of), Ids.Select(new SignalBuckets(16).Of));

    // Signals are stored under it: another version of the program must find the same.
    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef", 14)]
    [InlineData("ffffffffffffffffffffffffffffffff", 5)]
    public void A_bucket_follows_from_the_id_alone(string id, int bucket) => Assert.Equal(bucket, new SignalBuckets(16).Of(id));
}
