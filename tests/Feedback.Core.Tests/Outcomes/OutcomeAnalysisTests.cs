using Feedback.Core.Detection;
using Feedback.Core.Outcomes;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Signals;
using Feedback.Core.Tickets;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Outcomes;

public sealed class OutcomeAnalysisTests
{
    [Fact]
    public void Before_a_week_has_passed_there_is_no_outcome() =>
        Assert.Null(Said.Beside().Of(Said.Mended, 9, 1).At(Said.Start(8).AddTicks(-1)));

    [Fact]
    public void A_reduction_that_other_topics_do_not_share_is_verified()
    {
        var outcome = Said.Beside().Of(Said.Mended, before: 9, since: 5).Outcome(look: 4);

        Assert.Equal((OutcomeVerdict.Verified, null), (outcome.Verdict, outcome.WeeksMore));
        Assert.Equal(5 / 9.0, outcome.Effect!.Value, 0.01);
        Assert.InRange(outcome.High!.Value, outcome.Effect.Value, 1);
    }

    [Fact]
    public void An_outcome_says_in_one_sentence_what_it_rests_on() => Assert.Equal(
        "44% fewer customers complain about it than would have without the change (90% interval: 30% to 56% fewer); 140 customers in 4 weeks since the change, "
            + "504 in 8 weeks before it.",
        Said.Beside().Of(Said.Mended, before: 9, since: 5).Outcome(look: 4).Words);

    [Fact]
    public void Everything_falling_equally_is_no_effect()
    {
        var outcome = Said.Beside(othersSince: 6).Of(Said.Mended, before: 18, since: 9).Outcome(look: 4);

        Assert.Equal(1, outcome.Effect!.Value, 0.01);
        Assert.NotEqual(OutcomeVerdict.Verified, outcome.Verdict);
    }

    [Fact]
    public void Standing_still_while_everything_rises_is_an_effect() =>
        Assert.Equal(OutcomeVerdict.Verified, Said.Beside(othersSince: 24).Of(Said.Mended, before: 18, since: 18).Outcome(look: 4).Verdict);

    [Fact]
    public void What_a_touchpoint_loses_with_all_its_topics_is_no_effect()
    {
        var said = new Said().Of(Said.Mended, 18, 9, "web");
        foreach (var number in Enumerable.Range(0, 6))
            said.Of(new($"web-{number}", "buy"), 12, 6, "web").Of(new($"store-{number}", "buy"), 12, 12, "store");

        var outcome = said.Outcome(look: 4);

        Assert.InRange(outcome.Effect!.Value, 0.9, 1.1);
        Assert.NotEqual(OutcomeVerdict.Verified, outcome.Verdict);
    }

    [Fact]
    public void Topics_that_change_by_themselves_widen_the_interval()
    {
        var alike = Said.Beside().Of(Said.Mended, 18, 12).Outcome(look: 4);
        var restless = new Said().Of(Said.Mended, 18, 12);
        foreach (var number in Enumerable.Range(0, 10))
            restless.Of(new($"other-{number}", "buy"), 12, number % 2 == 0 ? 6 : 24);

        Assert.Equal(OutcomeVerdict.Verified, alike.Verdict);
        Assert.Equal(OutcomeVerdict.NotEnoughYet, restless.Outcome(look: 4).Verdict);
    }

    [Fact]
    public void A_change_that_changed_nothing_is_ineffective_once_enough_was_heard()
    {
        var said = Said.Beside().Of(Said.Mended, before: 9, since: 9);

        Assert.Equal(OutcomeVerdict.NotEnoughYet, said.Outcome(look: 2).Verdict);
        Assert.Equal(OutcomeVerdict.Ineffective, said.Outcome(look: 4).Verdict);
        Assert.StartsWith("It did not help enough: as many customers", said.Outcome(look: 4).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_last_look_a_change_that_would_have_shown_and_does_not_is_ineffective()
    {
        var said = Said.Beside().Of(Said.Mended, day => day > 0 && day % 2 == 0 ? 3 : 4);

        Assert.Equal(OutcomeVerdict.NotEnoughYet, said.Outcome(look: 11).Verdict);
        Assert.Equal(OutcomeVerdict.Ineffective, said.Outcome(look: 12).Verdict);
    }

    [Fact]
    public void While_it_is_not_enough_it_says_about_how_many_weeks_it_takes()
    {
        var outcome = Said.Beside().Of(Said.Mended, before: 9, since: 7).Outcome(look: 1);

        Assert.Equal((OutcomeVerdict.NotEnoughYet, 2), (outcome.Verdict, outcome.WeeksMore));
        Assert.EndsWith("about 2 weeks more needed.", outcome.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_hardly_heard_is_never_called_measured()
    {
        var outcome = Said.Beside().Of(Said.Mended, day => day % 4 == 0 ? 1 : 0).Outcome(look: 12);

        Assert.Equal((OutcomeVerdict.NotEnoughYet, null), (outcome.Verdict, outcome.WeeksMore));
        Assert.StartsWith("Too few complaints, or too small a change, to measure", outcome.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_heard_before_gives_no_effect()
    {
        var outcome = Said.Beside().Of(Said.Mended, before: 0, since: 3).Outcome(look: 2);

        Assert.Equal((OutcomeVerdict.NotEnoughYet, null), (outcome.Verdict, outcome.Effect));
    }

    [Fact]
    public void A_peak_that_led_to_the_ticket_and_passed_by_itself_is_no_success()
    {
        var said = Said.Beside().Of(Said.Mended, day => day is >= -10 and < -3 ? 18 : 9);

        var outcome = said.Outcome(look: 4, Said.Change(FindingKind.Jump, -10, -3, expected: 63));

        Assert.Equal(OutcomeVerdict.NotEnoughYet, outcome.Verdict);
        Assert.Contains("with and without the excess", outcome.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jump_that_lasted_until_it_was_mended_is_a_success() => Assert.Equal(
        OutcomeVerdict.Verified,
        Said.Beside().Of(Said.Mended, day => day is >= -10 and <= 0 ? 40 : 9).Outcome(look: 4, Said.Change(FindingKind.Jump, -10, -7, expected: 27)).Verdict);

    [Fact]
    public void Excluded_topics_and_topics_of_the_same_theme_are_not_compared_with()
    {
        var said = Said.Beside().Of(Said.Mended, 9, 5).Of(Said.Mended with { Stage = "get-help" }, 50, 5);

        var outcome = said.Outcome(4, null, new Topic("other-3", "buy"));

        Assert.Equal((9 * 12 * 56, 9 * 12 * 28), (outcome.Before.Compared, outcome.After.Compared));
    }

    [Fact]
    public void Several_topics_of_a_ticket_add_up()
    {
        var second = new Topic("staff-attitude", "buy");

        var outcome = Said.Beside().Of(Said.Mended, 9, 5).Of(second, 2, 1).Outcome(4, Said.Chronic(Said.Mended, second));

        Assert.Equal((11 * 56, 6 * 28), (outcome.Before.Customers, outcome.After.Customers));
    }

    [Fact]
    public void Rare_topics_are_compared_together_as_one()
    {
        var said = Said.Beside().Of(Said.Mended, 9, 5);
        foreach (var number in Enumerable.Range(0, 10))
            said.Of(new($"rare-{number}", "buy"), day => (day + number) % 10 == 0 ? 1 : 0);

        Assert.Contains("compared with 11 other topics", said.Outcome(4).Method, StringComparison.Ordinal);
    }

    [Fact]
    public void With_too_few_other_topics_the_journeys_volume_is_compared_with_and_the_method_says_so()
    {
        var outcome = new Said().Of(Said.Mended, 9, 9).Of(new("other", "buy"), 200, 100).Outcome(4);

        Assert.Equal(209 / 109.0, outcome.Effect!.Value, 0.02);
        Assert.Contains("number of customers heard on the journey", outcome.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void One_loud_customer_is_one_however_much_he_says() =>
        Assert.Equal(WithLoudCustomer(messages: 1), WithLoudCustomer(messages: 40));

    [Fact]
    public void The_answer_stays_the_same_until_the_next_look()
    {
        var said = Said.Beside().Of(Said.Mended, day => day > 29 ? 100 : 9);

        var first = said.At(Said.Start(29));
        var last = said.At(Said.Start(36).AddTicks(-1));

        Assert.Equal(first, last! with { MeasuredAt = first!.MeasuredAt });
    }

    [Fact]
    public void The_order_of_folds_changes_nothing() => Holds(
        from counts in Gen.Choose(0, 30).ArrayOf(400)
        from shuffled in Gen.Shuffle(Folds(counts))
        select (counts, shuffled),
        any => Of(Folds(any.counts)) == Of(any.shuffled));

    [Fact]
    public void More_volume_on_the_whole_journey_leaves_the_effect_the_same() => Holds(
        from times in Gen.Choose(1, 5)
        from since in Gen.Choose(5, 40)
        select (times, since),
        any =>
        {
            var plain = Said.Beside().Of(Said.Mended, 20, any.since).Outcome(4).Effect!.Value;
            var more = Said.Beside(12 * any.times).Of(Said.Mended, 20, any.since * any.times).Outcome(4).Effect!.Value;
            return Math.Abs(Math.Log(plain / more)) < 0.01;
        });

    [Fact]
    public void An_interval_holds_its_estimate_and_a_verdict_agrees_with_it() => Holds(
        Gen.Choose(0, 30).ArrayOf(400),
        counts =>
        {
            var outcome = Of(Folds(counts));
            return outcome.Low <= outcome.Effect && outcome.Effect <= outcome.High && (outcome.Verdict == OutcomeVerdict.Verified) == (outcome.High < 1);
        });

    private static Fold[] Folds(int[] counts)
    {
        var said = new Said();
        foreach (var topic in Enumerable.Range(0, 6))
            said.Of(topic == 0 ? Said.Mended : new($"other-{topic}", "buy"), day => 1 + counts[(topic * 60) + Math.Abs(day % 60)], topic % 2 == 0 ? "web"
                : "store");
        return [.. said.Folds()];
    }

    private static TicketOutcome Of(IReadOnlyList<Fold> folds) =>
        new OutcomeAnalysis(OutcomeSettings.Default).Of(folds, Said.Chronic(), new HashSet<Topic>(), Said.Start(29))!;

    private static TicketOutcome WithLoudCustomer(int messages)
    {
        var folds = Said.Beside().Of(Said.Mended, 9, 5).Folds().Select(fold =>
        {
            var builder = new FoldBuilder();
            builder.Add(fold);
            foreach (var message in Enumerable.Range(0, messages))
            {
                builder.Add(new Signal
                {
                    Feedback = $"{fold.Period}-{message}",
                    OccurredAt = FoldPeriod.Parse(fold.Period).Start,
                    Touchpoint = "web",
                    HeardBy = "store",
                    Stage = Said.Mended.Stage,
                    Theme = Said.Mended.Theme,
                    Sentiment = -900,
                    Customer = AnySignal.CustomerKey(1),
                });
            }

            return builder.Build(fold.Journey, FoldPeriod.Parse(fold.Period));
        });
        return Of([.. folds]);
    }

    private static void Holds<T>(Gen<T> any, Func<T, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(any.ToArbitrary(), law));
}
