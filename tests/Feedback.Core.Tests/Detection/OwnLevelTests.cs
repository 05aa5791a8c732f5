using Feedback.Core.Detection;
using Feedback.Core.Records;

namespace Feedback.Core.Tests.Detection;

/// <summary>A topic that has a level of its own, as a ticket stands for it, is compared with that and not with the days before.</summary>
public sealed class OwnLevelTests
{
    private const int Rose = 120;

    private static readonly Topic Refund = new("refund", "pay");
    private static readonly TopicDetector Detector = new(DetectionSettings.Default);

    [Fact]
    public void What_stays_at_its_own_level_has_not_risen_again()
    {
        var folds = Raised(days: 10).Folds();

        Assert.Contains(Detector.Find(folds, HeardDays.At(Rose + 10)), finding => finding.Topic == Refund && finding.Kind != FindingKind.Chronic);
        Assert.Empty(Rises(folds, Rose + 10, Since(Rose)));
    }

    [Fact]
    public void What_rises_above_its_own_level_is_found_and_told_against_it()
    {
        var days = Raised(days: 10);
        for (var day = Rose + 10; day < Rose + 12; day++)
            days.Others(day, 200).Complain(day, 27);

        var rise = Assert.Single(Rises(days.Folds(), Rose + 12, Since(Rose)));

        Assert.Equal((HeardDays.At(Rose + 10), 54), (rise.From, rise.Customers));
        Assert.InRange(rise.Expected!.Value, 17, 19);
    }

    [Fact]
    public void A_level_takes_a_week()
    {
        var days = Raised(days: 6);
        for (var day = Rose + 6; day < Rose + 8; day++)
            days.Others(day, 200).Complain(day, 27);

        Assert.Empty(Rises(days.Folds(), Rose + 8, Since(Rose)));
    }

    [Fact]
    public void What_others_rise_by_is_found_as_before()
    {
        var days = Raised(days: 10);
        for (var day = Rose + 10; day < Rose + 12; day++)
            days.Others(day, 200).Complain(day, 9).Complain(day, 12, "staff");

        Assert.Equal("staff", Assert.Single(Rises(days.Folds(), Rose + 12, Since(Rose))).Topic.Theme);
    }

    [Fact]
    public void At_a_touchpoint_that_was_not_heard_since_nothing_is_expected_and_nothing_found()
    {
        var days = new HeardDays();
        for (var day = 0; day < Rose; day++)
            days.Others(day, 200).Others(day, 100, "chat").Complain(day, 3);
        for (var day = Rose; day < Rose + 10; day++)
            days.Others(day, 200).Complain(day, 9);
        days.Others(Rose + 10, 200).Complain(Rose + 10, 9).Others(Rose + 10, 100, "chat").Complain(Rose + 10, 12, touchpoint: "chat");

        Assert.Empty(Rises(days.Folds(), Rose + 11, Since(Rose)));
    }

    private static Dictionary<Topic, TopicPast> Since(int day) => new() { [Refund] = new(Since: HeardDays.At(day, 5)) };

    private static IEnumerable<Finding> Rises(IReadOnlyList<Feedback.Core.Signals.Fold> folds, int day, Dictionary<Topic, TopicPast> pasts) =>
        Detector.Find(folds, HeardDays.At(day), pasts).Where(finding => finding.Kind != FindingKind.Chronic);

    /// <summary>A past of three a day, and then nine.</summary>
    private static HeardDays Raised(int days)
    {
        var heard = new HeardDays();
        for (var day = 0; day < Rose + days; day++)
            heard.Others(day, 200).Complain(day, day < Rose ? 3 : 9).Complain(day, 2, "staff");
        return heard;
    }
}
