using Feedback.Core.Detection;

namespace Feedback.Core.Tests.Detection;

/// <summary>Beside those who name themselves, those who do not are about as many as ever.</summary>
public sealed class UnnamedShareTests
{
    private const int Past = 60;

    private static readonly TopicDetector Detector = new(DetectionSettings.Default);

    [Theory]
    [InlineData(10, 1)]
    [InlineData(12, 1)]
    [InlineData(24, 0.5)]
    [InlineData(120, 0.1)]
    public void What_goes_beyond_the_usual_share_does_not_count(double unnamed, double weight) => Assert.Equal(weight, WeightOf(120, unnamed), 1e-9);

    [Fact]
    public void When_more_are_heard_more_may_be_unnamed() => Assert.Equal(1, WeightOf(600, 60));

    [Fact]
    public void A_few_may_be_at_any_time() => Assert.Equal(1, UnnamedShare.Weights([.. Days(20, 100), 100], [.. Days(20, 0), 3], 56, 14)[^1]);

    [Fact]
    public void Where_most_are_unnamed_all_count() => Assert.Equal(1, UnnamedShare.Weights([.. Days(20, 10), 10], [.. Days(20, 100), 900], 56, 14)[^1]);

    [Fact]
    public void Before_anything_is_usual_all_count() => Assert.Equal(1, UnnamedShare.Weights([.. Days(13, 100), 100], [.. Days(13, 10), 90], 56, 14)[^1]);

    [Fact]
    public void A_share_that_has_changed_for_good_is_usual_after_a_while()
    {
        var weights = UnnamedShare.Weights([.. Days(200, 100)], [.. Days(100, 10), .. Days(100, 20)], 56, 14);

        Assert.Equal(0.5, weights[100], 1e-9);
        Assert.Equal(1, weights[160], 1e-9);
    }

    [Fact]
    public void One_who_complains_all_day_without_a_name_raises_nothing()
    {
        var days = Usual(Past + 1);
        for (var hour = 0; hour < 24; hour++)
            days.ComplainUnnamed(Past, 3, hour: hour);

        Assert.DoesNotContain(Detector.Find(days.Folds(), HeardDays.At(Past + 1)), finding => finding.Kind != FindingKind.Chronic);
    }

    [Fact]
    public void An_import_that_brings_twice_what_names_nobody_raises_nothing()
    {
        var days = Usual(Past);
        for (var day = Past; day < Past + 5; day++)
            Say(days.Others(day, 100).Complain(day, 4), day, times: 2);

        Assert.DoesNotContain(Detector.Find(days.Folds(), HeardDays.At(Past + 5)), finding => finding.Kind != FindingKind.Chronic);
    }

    private static double WeightOf(double named, double unnamed) =>
        UnnamedShare.Weights([.. Days(60, 100), named], [.. Days(60, 10), unnamed], 56, 14)[^1];

    private static IEnumerable<double> Days(int days, double heard) => Enumerable.Repeat(heard, days);

    private static HeardDays Usual(int until)
    {
        var days = new HeardDays();
        for (var day = 0; day < until; day++)
            Say(days.Others(day, 100).Complain(day, 4), day, times: 1);
        return days;
    }

    /// <summary>One in ten names nobody, of those who complain as of all.</summary>
    private static void Say(HeardDays days, int day, int times)
    {
        for (var hour = 8; hour < 16; hour++)
            days.ComplainUnnamed(day, times, hour % 2 == 0 ? "refund" : null, hour);
    }
}
