using Feedback.Web.Api;

namespace Feedback.Web.Tests.Api;

public sealed class StreamLimitTests
{
    private static readonly StreamPlace Place = new("f", "t", DateTimeOffset.UnixEpoch);
    private static readonly EventPage Page = new(Place, new byte[] { 1 }, IsLast: true);

    [Fact]
    public void Who_does_not_keep_up_is_let_go()
    {
        using var slow = new StreamSubscription(Place, _ => { });
        for (var n = 0; n < StreamSubscription.MostWaiting; n++)
            Assert.True(slow.Offer(Page));

        Assert.False(slow.Offer(Page));
        Assert.True(slow.Ended.IsCancellationRequested);
    }

    [Fact]
    public void That_nothing_happened_fills_no_room()
    {
        using var slow = new StreamSubscription(Place, _ => { });
        slow.Offer(Page);
        for (var n = 0; n < 2 * StreamSubscription.MostWaiting; n++)
            Assert.True(slow.Offer(Page with { Bytes = default }));

        Assert.True(slow.Pages.TryRead(out _));
        Assert.False(slow.Pages.TryRead(out _));
    }

    [Fact]
    public void One_caller_and_all_together_have_so_many_streams()
    {
        using var seats = new StreamSeats();
        var taken = Enumerable.Range(0, StreamSeats.Most).Select(n => seats.Take($"caller-{n / StreamSeats.MostOfOneCaller}", out _)).ToList();
        Assert.DoesNotContain(null, taken);

        Assert.Null(seats.Take("caller-0", out var own));
        Assert.Null(seats.Take("another", out var all));
        Assert.Equal((429, 503), (own, all));

        taken[0]!.Dispose();
        Assert.NotNull(seats.Take("another", out _));
    }
}
