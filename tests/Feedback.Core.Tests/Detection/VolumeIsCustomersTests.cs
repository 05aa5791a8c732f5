using Feedback.Core.Detection;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Signals;

namespace Feedback.Core.Tests.Detection;

/// <summary>What is expected follows how many customers are heard, not how much they say.</summary>
public sealed class VolumeIsCustomersTests
{
    private const int Past = 120, Loud = 1;

    private static readonly string[] Touchpoints = ["call", "chat", "store"];
    private static readonly TopicDetector Detector = new(DetectionSettings.Default);

    [Theory]
    [InlineData("refund", "call")]
    [InlineData("refund", "store")]
    [InlineData(null, "call")]
    [InlineData("staff", "chat")]
    public void Sixty_messages_of_one_customer_mask_no_rise(string? theme, string touchpoint)
    {
        var (once, often) = (Rising(), Rising());
        once.ComplainAgain(Past, 1, Loud, theme, touchpoint);
        often.ComplainAgain(Past, 60, Loud, theme, touchpoint);

        var (expected, found) = (RefundOf(once), RefundOf(often));

        Assert.Equal((FindingKind.Jump, expected.Customers, expected.From), (found.Kind, found.Customers, found.From));
        Assert.Equal(expected.Expected!.Value, found.Expected!.Value, 1e-9);
        Assert.Equal(expected.Probability!.Value, found.Probability!.Value, 1e-9);
    }

    [Fact]
    public void One_customer_who_says_it_sixty_times_a_day_at_a_new_touchpoint_masks_no_rise()
    {
        var days = Rising();
        for (var day = Past; day < Past + 3; day++)
            days.ComplainAgain(day, 60, Loud, touchpoint: "review");

        Assert.Equal(FindingKind.Jump, RefundOf(days).Kind);
    }

    [Theory]
    [InlineData("call")]
    [InlineData("store")]
    public void Sixty_messages_of_one_customer_a_day_raise_nothing(string touchpoint)
    {
        var days = Usual(Past + 3);
        for (var day = Past; day < Past + 3; day++)
            days.ComplainAgain(day, 60, Loud, touchpoint: touchpoint);

        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(Past + 3)));
    }

    [Fact]
    public void An_import_that_doubles_every_message_raises_nothing()
    {
        var days = Usual(Past);
        for (var day = Past; day < Past + 3; day++)
            Doubled(days, day, complaints: 2);

        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(Past + 3)));
    }

    [Fact]
    public void An_import_that_doubles_every_message_masks_no_rise()
    {
        var (single, days) = (Rising(), Usual(Past));
        for (var day = Past; day < Past + 3; day++)
            Doubled(days, day, complaints: 6);

        var (expected, found) = (RefundOf(single), RefundOf(days));

        Assert.Equal((FindingKind.Jump, expected.Customers), (found.Kind, found.Customers));
        Assert.Equal(expected.Expected!.Value, found.Expected!.Value, 1e-9);
    }

    [Fact]
    public void A_customer_heard_about_several_stages_at_a_touchpoint_is_one_of_its_customers()
    {
        var builder = new FoldBuilder();
        foreach (var stage in new[] { "buy", "pay", "use" })
            builder.Add(HeardDays.Signal(0, "refund", "call", -600, 7) with { Stage = stage });

        Assert.Equal(1, DayCustomers.Of(builder.Build("retail", FoldPeriod.Parse("2026-05-04"))).Heard["call"].Named);
    }

    [Fact]
    public void However_often_one_says_it_at_a_touchpoint_the_others_are_not_counted_there()
    {
        var fold = new HeardDays().Complain(0, 4).Complain(0, 5, touchpoint: "store").ComplainAgain(0, 60, Loud, touchpoint: "store").Folds()[0];

        Assert.Equal([("call", 4.0, 0.0), ("store", 6.0, 0.0)], DayCustomers.Of(fold).Affected(fold.Affected[0]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("refund")]
    [InlineData("staff")]
    public void A_burst_that_names_nobody_masks_no_rise(string? theme)
    {
        var (few, many) = (Rising(), Rising());
        few.ComplainUnnamed(Past, 3, theme, hour: 9);
        many.ComplainUnnamed(Past, 60, theme, hour: 9);

        Assert.Equal(RefundOf(few).Expected!.Value, RefundOf(many).Expected!.Value, 1e-9);
        Assert.Equal(RefundOf(few).Customers, RefundOf(many).Customers);
    }

    [Fact]
    public void A_burst_that_names_nobody_raises_nothing() =>
        Assert.Empty(Detector.Find(Usual(Past + 3).ComplainUnnamed(Past, 60, hour: 9).Folds(), HeardDays.At(Past + 3)));

    [Fact]
    public void Where_nobody_is_ever_named_everything_counts()
    {
        var days = new HeardDays();
        for (var day = 0; day < Past + 3; day++)
        {
            var times = day < Past ? 1 : 3;
            for (var hour = 8; hour < 12; hour++)
                days.ComplainUnnamed(day, 100, null, hour, "review").ComplainUnnamed(day, (times * 4) + (hour == 8 ? 1 : 0), hour: hour, touchpoint: "review");
        }

        Assert.Equal((FindingKind.Jump, 3 * 49), (RefundOf(days).Kind, RefundOf(days).Customers));
    }

    [Fact]
    public void A_campaign_where_nobody_is_ever_named_raises_nothing()
    {
        var days = new HeardDays();
        for (var day = 0; day < Past + 3; day++)
        {
            var times = day < Past ? 1 : 5;
            for (var hour = 8; hour < 12; hour++)
                days.ComplainUnnamed(day, 100 * times, null, hour, "review").ComplainUnnamed(day, times, hour: hour, touchpoint: "review");
        }

        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(Past + 3)));
    }

    private static Finding RefundOf(HeardDays days) =>
        Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past + 3)), finding => finding.Topic == new Topic("refund", "pay"));

    /// <summary>For three days three times as many customers complain as in a past of 42 a week over three touchpoints.</summary>
    private static HeardDays Rising()
    {
        var days = Usual(Past);
        for (var day = Past; day < Past + 3; day++)
            Say(days, day, complaints: 6);
        return days;
    }

    private static HeardDays Usual(int until)
    {
        var days = new HeardDays();
        for (var day = 0; day < until; day++)
            Say(days, day, complaints: 2);
        return days;
    }

    private static void Say(HeardDays days, int day, int complaints)
    {
        foreach (var touchpoint in Touchpoints)
            days.Others(day, 100, touchpoint).Complain(day, complaints, touchpoint: touchpoint).Complain(day, 1, "staff", touchpoint);
    }

    /// <summary>The same, each message twice under a new id, and so of the same customer.</summary>
    private static void Doubled(HeardDays days, int day, int complaints)
    {
        foreach (var touchpoint in Touchpoints)
        {
            days.Twice(twice => twice.Others(day, 100, touchpoint).Complain(day, complaints, touchpoint: touchpoint).Complain(day, 1, "staff", touchpoint));
        }
    }
}
