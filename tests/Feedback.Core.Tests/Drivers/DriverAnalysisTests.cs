using Feedback.Core.Drivers;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Drivers;

public sealed class DriverAnalysisTests
{
    [Fact]
    public void The_true_effect_lies_in_95_of_100_intervals()
    {
        var hits = Enumerable.Range(0, 400).Count(seed =>
        {
            var effect = Judge(Customers(seed, 400, random => Bring(random, ("refund", 0.25), ("queue", 0.3), ("price", 0.15)), themes =>
                themes.Contains("refund") ? -40 : 0))["refund"];
            return effect.Low <= -40 && effect.High >= -40;
        });

        // 380, give or take three standard deviations.
        Assert.InRange(hits, 367, 393);
    }

    [Fact]
    public void Where_nothing_drives_the_score_hardly_ever_does_anything_matter()
    {
        var alarms = Enumerable.Range(0, 400).Count(seed =>
            Judge(Customers(seed, 300, random => Bring(random, ("a", 0.1), ("b", 0.2), ("c", 0.3), ("d", 0.4), ("e", 0.2), ("f", 0.1)), _ => 0)).Values.Any(
                effect => effect.Matters));

        // 5 % in both directions are 2.5 % for the worse: 10, and three standard deviations more.
        Assert.InRange(alarms, 0, 20);
    }

    [Fact]
    public void A_strong_driver_matters()
    {
        var refund = Judge(Customers(1, 600, random => Bring(random, ("refund", 0.25), ("queue", 0.3)), themes =>
            themes.Contains("refund") ? -60 : 0))["refund"];

        Assert.True(refund.Matters);
        Assert.InRange(refund.High, -100, 0);
    }

    [Fact]
    public void What_lifts_the_score_does_not_matter_however_strongly() =>
        Assert.False(Judge(Customers(1, 600, random => Bring(random, ("refund", 0.25), ("queue", 0.3)), themes =>
            themes.Contains("refund") ? 60 : 0))["refund"].Matters);

    [Fact]
    public void A_theme_that_merely_travels_with_another_is_not_blamed()
    {
        var customers = Customers(2, 2_000, random =>
        {
            var themes = Bring(random, ("refund", 0.25));
            if (random.NextDouble() < (themes.Count > 0 ? 0.8 : 0.05))
                themes.Add("hold-music");
            return themes;
        }, themes => themes.Contains("refund") ? -50 : 0);

        var effects = Judge(customers);

        // Alone it looks as bad as what it travels with.
        Assert.InRange(Mean(customers, "hold-music", true) - Mean(customers, "hold-music", false), -60, -30);
        Assert.True(effects["refund"].Matters);
        Assert.False(effects["hold-music"].Matters);
        Assert.InRange(0, effects["hold-music"].Low, effects["hold-music"].High);
    }

    [Fact]
    public void What_is_mostly_spoken_of_where_low_scorers_are_asked_is_not_blamed()
    {
        var random = new Random(3);
        List<ScoredCustomer> customers = [.. Enumerable.Range(0, 2_000).Select(_ =>
        {
            var atService = random.NextDouble() < 0.4;
            return new ScoredCustomer(
                Answer(random, atService ? -40 : 30),
                [(atService ? "service" : "web", 1.0)],
                [],
                [.. Bring(random, ("waiting", atService ? 0.7 : 0.05), ("price", 0.2))]);
        })];

        var waiting = Judge(customers)["waiting"];

        Assert.InRange(Mean(customers, "waiting", true) - Mean(customers, "waiting", false), -80, -40);
        Assert.False(waiting.Matters);
        Assert.InRange(0, waiting.Low, waiting.High);
    }

    [Theory]
    [InlineData(19, 100)]
    [InlineData(100, 19)]
    public void What_too_few_spoke_ill_of_or_too_few_did_not_is_not_judged(int ill, int others)
    {
        var (effects, unjudged) = DriverAnalysis.Of([.. Unhappy(ill, "refund"), .. Unhappy(others)], customer => customer.Themes);

        Assert.Empty(effects);
        Assert.Equal(new Unjudged("refund", ill, LeftOutReason.TooFew), Assert.Single(unjudged));
    }

    [Fact]
    public void Twenty_on_either_side_are_enough() => Assert.Equal(["refund"], Judge([.. Unhappy(20, "refund"), .. Unhappy(20)]).Keys);

    [Fact]
    public void Of_two_that_are_always_spoken_of_together_the_rarer_is_not_judged()
    {
        var (effects, unjudged) = DriverAnalysis.Of([.. Unhappy(50, "refund", "hold-music"), .. Unhappy(30, "refund"), .. Unhappy(100)], customer =>
            customer.Themes);
        var (_, same) = DriverAnalysis.Of([.. Unhappy(50, "refund", "hold-music"), .. Unhappy(4, "refund"), .. Unhappy(100)], customer => customer.Themes);

        Assert.Equal((2, 0), (effects.Count, unjudged.Count));
        Assert.Equal(new Unjudged("hold-music", 50, LeftOutReason.Inseparable), Assert.Single(same));
    }

    [Fact]
    public void What_is_spoken_ill_of_wherever_it_is_asked_cannot_be_told_from_the_touchpoint()
    {
        var atService = Unhappy(50, "waiting").Select(customer => customer with { AskedAt = [("service", 1.0)] });

        var (_, unjudged) = DriverAnalysis.Of([.. atService, .. Unhappy(100)], customer => customer.Themes);

        Assert.Equal(LeftOutReason.Inseparable, Assert.Single(unjudged).Reason);
    }

    [Fact]
    public void Without_customers_nothing_is_judged() => Assert.Empty(DriverAnalysis.Of([], customer => customer.Themes).Effects);

    [Fact]
    public void The_order_of_signals_changes_nothing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(
            (from signals in AnySignal.Many
             from shuffled in Gen.Shuffle(signals)
             select (signals, shuffled)).ToArbitrary(),
            any => Judge(any.signals) == Judge(any.shuffled)));

    private static string Judge(IEnumerable<Signal> signals)
    {
        var sample = new CustomerSample(ScoreKind.Nps);
        foreach (var signal in signals)
            sample.Add(signal);
        var (stages, themes) = (DriverAnalysis.Of(sample.Scored(), customer => customer.Stages),
            DriverAnalysis.Of(sample.Scored(), customer => customer.Themes));
        return string.Join('\n', [.. stages.Effects, .. stages.Unjudged, .. themes.Effects, .. (IEnumerable<object>)themes.Unjudged]);
    }

    private static Dictionary<string, Effect> Judge(IReadOnlyList<ScoredCustomer> customers) =>
        DriverAnalysis.Of(customers, customer => customer.Themes).Effects.ToDictionary(effect => effect.Id);

    private static List<ScoredCustomer> Customers(int seed, int count, Func<Random, HashSet<string>> themes, Func<HashSet<string>, double> effect)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var complaints = themes(random);
            return new ScoredCustomer(Answer(random, 10 + effect(complaints)), [("web", 1.0)], [],
                [.. complaints]);
        })];
    }

    /// <summary>A promoter, passive or detractor, so that the mean is as given: a fifth are passives.</summary>
    private static double Answer(Random random, double mean)
    {
        var promoters = (0.8 + (mean / 100)) / 2;
        return random.NextDouble() is var u && u < promoters ? 100 : u < promoters + 0.2 ? 0 : -100;
    }

    private static HashSet<string> Bring(Random random, params (string Theme, double Share)[] themes) =>
        [.. themes.Where(theme => random.NextDouble() < theme.Share).Select(theme => theme.Theme)];

    /// <summary>Customers who differ enough to have an error.</summary>
    private static IEnumerable<ScoredCustomer> Unhappy(int count, params string[] themes) => Enumerable.Range(0, count)
        .Select(n => new ScoredCustomer(n % 2 == 0 ? -100 : 0, [("web", 1.0)], [], [.. themes]));

    private static double Mean(IEnumerable<ScoredCustomer> customers, string theme, bool ill) =>
        customers.Where(customer => customer.Themes.Contains(theme) == ill).Average(customer => customer.Score);
}
