using Feedback.Core.Detection;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Detection;

public sealed class TopicDetectorTests
{
    private const int Past = 120;

    private static readonly Topic Refund = new("refund", "pay");
    private static readonly TopicDetector Detector = new(DetectionSettings.Default);

    [Fact]
    public void Nothing_heard_is_nothing_found() => Assert.Empty(Detector.Find([], HeardDays.At(0)));

    [Fact]
    public void What_stays_as_it_was_is_not_found() => Assert.Empty(Detector.Find(Steady(Past).Folds(), HeardDays.At(Past)));

    [Fact]
    public void A_threefold_rise_is_a_jump()
    {
        var days = Steady(Past);
        for (var day = Past; day < Past + 4; day++)
            days.Others(day, 200).Complain(day, 9);

        var found = Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past + 4)));

        Assert.Equal((Refund, FindingKind.Jump, HeardDays.At(Past), HeardDays.At(Past + 4), 36),
            (found.Topic, found.Kind, found.From, found.To, found.Customers));
        Assert.InRange(found.Expected!.Value, 11.9, 12.1);
        Assert.InRange(found.Probability!.Value, 1e-9, 1e-5);
        Assert.Equal(36.0 / 836, found.Share, 0.003);
    }

    [Fact]
    public void What_doubles_within_eight_weeks_is_a_drift()
    {
        var days = Steady(Past);
        for (var day = Past; day < Past + 56; day++)
            days.Others(day, 200).Complain(day, 3 + ((day - Past) / 14));

        Assert.Equal(FindingKind.Drift, Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past + 56))).Kind);
    }

    [Fact]
    public void What_never_rose_but_costs_many_customers_is_chronic()
    {
        var days = Steady(Past, complaints: 12);

        var found = Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past)));

        Assert.Equal((FindingKind.Chronic, null, null, HeardDays.At(Past - 27)), (found.Kind, found.Expected, found.Probability, found.From));
        Assert.InRange(found.Customers, 27 * 12 * 0.9, 27 * 12 * 1.1);
        Assert.Equal(12.0 / 212, found.Share, 0.008);
    }

    [Theory]
    [InlineData(6, 4, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(4, 0, 0)]
    [InlineData(5, 95, 0)]
    public void In_a_fresh_installation_a_problem_is_chronic_when_its_share_surely_is_large(int complaints, int others, int findings) =>
        Assert.Equal(findings, Detector.Find(new HeardDays().Complain(0, complaints).Others(0, others).Folds(), HeardDays.At(0, 12))
            .Count(found => found.Kind == FindingKind.Chronic));

    [Fact]
    public void A_feedback_that_names_nobody_counts_as_a_customer() => Assert.Equal(6, Assert.Single(Detector.Find(
        new HeardDays().ComplainUnnamed(0, 3, hour: 8).ComplainUnnamed(0, 3, hour: 9).Others(0, 4).Folds(), HeardDays.At(0, 12))).Customers);

    [Fact]
    public void But_only_three_of_them_at_a_touchpoint_in_an_hour() =>
        Assert.Empty(Detector.Find(new HeardDays().ComplainUnnamed(0, 60).Others(0, 4).Folds(), HeardDays.At(0, 12)));

    [Fact]
    public void One_loud_customer_is_never_found()
    {
        var quiet = new HeardDays();
        for (var day = 0; day < Past + 14; day++)
        {
            quiet.Others(day, 200);
            if (day >= Past)
                quiet.ComplainAgain(day, 30, customer: 1);
        }

        Assert.Empty(Detector.Find(quiet.Folds(), HeardDays.At(Past + 14)));
    }

    [Fact]
    public void One_loud_customer_among_others_changes_nothing()
    {
        var days = Steady(Past + 14);
        for (var day = Past; day < Past + 14; day++)
            days.ComplainAgain(day, 30, customer: 1);

        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(Past + 14)));
    }

    [Fact]
    public void The_same_few_who_complain_every_day_are_not_counted_again()
    {
        var days = Steady(Past);
        for (var day = Past; day < Past + 5; day++)
        {
            days.Others(day, 200);
            for (var customer = 1; customer <= 12; customer++)
                days.ComplainAgain(day, 1, customer);
        }

        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(Past + 5)));
    }

    [Fact]
    public void A_campaign_that_multiplies_everything_raises_nothing() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20),
        Prop.ForAll(
            (from times in Gen.Choose(1, 12) from length in Gen.Choose(1, 10) select (times, length)).ToArbitrary(),
            any =>
            {
                var days = Steady(60);
                for (var day = 60; day < 60 + any.length; day++)
                    days.Others(day, 200 * any.times).Complain(day, 3 * any.times);
                return Detector.Find(days.Folds(), HeardDays.At(60 + any.length)).Count == 0;
            }));

    [Fact]
    public void A_newly_connected_source_raises_nothing()
    {
        var days = Steady(Past + 10);
        for (var day = Past; day < Past + 10; day++)
            days.Others(day, 1_000, "chat").Complain(day, 15, touchpoint: "chat");

        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(Past + 10)));
    }

    [Fact]
    public void A_rise_where_one_has_long_listened_is_found_beside_a_new_source()
    {
        var days = Steady(Past);
        for (var day = Past; day < Past + 4; day++)
            days.Others(day, 200).Complain(day, 12).Others(day, 500, "chat").Complain(day, 4, touchpoint: "chat");

        Assert.Equal(FindingKind.Jump, Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past + 4))).Kind);
    }

    [Fact]
    public void A_fall_of_everything_else_is_no_rise()
    {
        var days = Steady(Past);
        for (var day = Past; day < Past + 7; day++)
            days.Others(day, 100).Complain(day, 3);

        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(Past + 7)));
    }

    [Fact]
    public void What_is_always_heard_on_mondays_is_no_rise_on_a_monday()
    {
        var days = new HeardDays();
        for (var day = 0; day <= 16 * 7; day++)
            days.Others(day, 500).Complain(day, day % 7 == 0 ? 21 : 1);

        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(16 * 7, 24 - 1)));
    }

    [Fact]
    public void Of_today_as_much_is_expected_as_has_gone_by()
    {
        var days = Steady(Past).Others(Past, 100).Complain(Past, 15);

        var found = Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past, 12)));

        Assert.Equal(HeardDays.At(Past), found.From);
        Assert.InRange(found.Expected!.Value, 1.45, 1.55);
    }

    [Fact]
    public void A_morning_in_which_everything_is_heard_less_expects_less_as_well()
    {
        var days = Steady(Past).Others(Past, 20).Complain(Past, 12);

        Assert.InRange(Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past, 6))).Expected!.Value, 0.3, 0.55);
    }

    [Fact]
    public void A_quiet_morning_is_no_rise() =>
        Assert.Empty(Detector.Find(Steady(Past).Others(Past, 4).Complain(Past, 3).Folds(), HeardDays.At(Past, 3)));

    [Fact]
    public void What_was_never_heard_before_is_found_when_several_customers_speak_of_it()
    {
        var days = Steady(Past + 3);
        for (var day = Past; day < Past + 3; day++)
            days.Complain(day, 3, "leak");

        Assert.Equal("leak", Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past + 3))).Topic.Theme);
    }

    [Fact]
    public void Without_two_weeks_of_past_nothing_can_have_risen()
    {
        var days = Steady(13);
        for (var day = 13; day < 16; day++)
            days.Others(day, 2_000).Complain(day, 20);

        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(16)));
    }

    [Fact]
    public void What_was_dealt_with_is_not_found_by_the_same_evidence()
    {
        var days = Steady(Past);
        for (var day = Past; day < Past + 4; day++)
            days.Others(day, 200).Complain(day, 9);
        days.Others(Past + 4, 200).Complain(Past + 4, 3);
        var dealtWith = new Dictionary<Topic, TopicPast> { [Refund] = new(HeardDays.At(Past + 4)) };

        Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past + 5)));
        Assert.Empty(Detector.Find(days.Folds(), HeardDays.At(Past + 5), dealtWith));
    }

    [Fact]
    public void What_was_dealt_with_is_found_when_it_comes_back()
    {
        var days = Steady(Past);
        for (var day = Past; day < Past + 4; day++)
            days.Others(day, 200).Complain(day, 9);
        var dealtWith = new Dictionary<Topic, TopicPast> { [Refund] = new(HeardDays.At(Past - 1, 12)) };

        Assert.Equal(HeardDays.At(Past), Assert.Single(Detector.Find(days.Folds(), HeardDays.At(Past + 4), dealtWith)).From);
    }

    [Fact]
    public void The_order_of_folds_does_not_matter() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(10),
        Prop.ForAll(
            Gen.Shuffle(Rising().ToArray()).ToArbitrary(),
            shuffled => Detector.Find(shuffled, HeardDays.At(Past + 4)).SequenceEqual(Detector.Find(Rising(), HeardDays.At(Past + 4)))));

    [Fact]
    public void Days_to_come_are_not_looked_at() =>
        Assert.Empty(Detector.Find(Rising(), HeardDays.At(Past)));

    [Fact]
    public void Folds_of_hours_are_refused() =>
        Assert.Throws<ArgumentException>(() => Detector.Find([new FoldBuilder().Build("retail", FoldPeriod.Parse("2026-11-20T17"))], HeardDays.At(0)));

    private static IReadOnlyList<Fold> Rising()
    {
        var days = Steady(Past);
        for (var day = Past; day < Past + 4; day++)
            days.Others(day, 200).Complain(day, 9).Complain(day, 8, "staff", "store").Others(day, 50, "store");
        return days.Folds();
    }

    /// <summary>Every day the same is heard.</summary>
    private static HeardDays Steady(int days, int complaints = 3)
    {
        var heard = new HeardDays();
        for (var day = 0; day < days; day++)
            heard.Others(day, 200).Complain(day, complaints);
        return heard;
    }
}
