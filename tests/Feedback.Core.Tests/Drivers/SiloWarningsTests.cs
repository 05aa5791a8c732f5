using Feedback.Core.Drivers;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Maps;

namespace Feedback.Core.Tests.Drivers;

public sealed class SiloWarningsTests
{
    private static readonly FoldScores StoreBefore = Csat("store", 200, 150);
    private static readonly FoldScores StoreNow = Csat("store", 210, 189);
    private static readonly FoldScores WebBefore = Nps("web", 1_200, 400, 400);
    private static readonly FoldScores WebNow = Nps("web", 600, 400, 1_000);

    [Fact]
    public void A_silo_that_rises_while_the_journey_falls_is_warned_of_in_plain_words()
    {
        var warning = Assert.Single(Warnings(ScoreKind.Nps, [StoreBefore, WebBefore], [StoreNow, WebNow]));

        Assert.Equal(("store", "Stores"), (warning.Silo, warning.Title));
        Assert.Equal(new(ScoreKind.Csat, 0.75, 0.9, 200, 210), warning.Own);
        Assert.Equal(new(ScoreKind.Nps, 40, -20, 2_000, 2_000), warning.Journey);
        Assert.Equal("Stores' own CSAT rose from 75% to 90% satisfied (200 and 210 responses) while the journey's NPS fell from 40 to -20 (2,000 and 2,000 "
            + "responses), also with the mix of touchpoints held constant.", warning.Words);
    }

    [Fact]
    public void Where_the_journey_does_not_fall_there_is_no_warning() =>
        Assert.Empty(Warnings(ScoreKind.Nps, [StoreBefore, WebBefore], [StoreNow, WebBefore]));

    [Fact]
    public void Where_the_journey_falls_by_no_more_than_chance_there_is_no_warning() =>
        Assert.Empty(Warnings(ScoreKind.Nps, [StoreBefore, WebBefore], [StoreNow, Nps("web", 1_190, 400, 410)]));

    // 75 % and 80 % of 200: 1.2 standard errors.
    [Fact]
    public void A_rise_of_no_more_than_chance_is_no_rise() =>
        Assert.Empty(Warnings(ScoreKind.Nps, [StoreBefore, WebBefore], [Csat("store", 200, 160), WebNow]));

    [Fact]
    public void A_silo_that_falls_with_the_journey_is_not_warned_of() => Assert.Empty(Warnings(ScoreKind.Nps, [StoreNow, WebBefore], [StoreBefore, WebNow]));

    [Fact]
    public void With_fewer_than_thirty_answers_a_silo_is_not_judged() =>
        Assert.Empty(Warnings(ScoreKind.Nps, [Csat("store", 29, 0), WebBefore], [StoreNow, WebNow]));

    [Fact]
    public void A_silo_is_judged_by_its_NPS_where_it_has_one()
    {
        var warning = Assert.Single(Warnings(ScoreKind.Nps,
            [Nps("store", 50, 100, 50), StoreNow, WebBefore], [Nps("store", 100, 50, 50), StoreBefore, WebNow]));

        Assert.Equal(new(ScoreKind.Nps, 0, 25, 200, 200), warning.Own);
    }

    [Fact]
    public void The_journey_is_judged_by_the_score_that_is_asked_for() =>
        Assert.Empty(Warnings(ScoreKind.Csat, [StoreBefore, WebBefore], [StoreNow, WebNow]));

    // Simpson's paradox: the journey's NPS falls from 22 to −18 because most answers now come from where scores were always low; nobody does worse.
    [Fact]
    public void A_fall_that_comes_only_of_a_different_mix_is_no_fall() => Assert.Empty(Warnings(ScoreKind.Nps,
        [Nps("store", 480, 160, 160), Nps("web", 30, 40, 130)],
        [Nps("store", 195, 75, 30), Nps("web", 105, 140, 455)]));

    [Fact]
    public void Both_periods_are_sums_of_all_their_folds()
    {
        var halves = new[] { Fold(Csat("store", 100, 75), Nps("web", 600, 200, 200)), Fold(Csat("store", 100, 75), Nps("web", 600, 200, 200)) };

        var warning = Assert.Single(SiloWarnings.Of(Heard.Shop, ScoreKind.Nps, halves, [Fold(StoreNow, WebNow)]));

        Assert.Equal((200, 0.75), (warning.Own.AnswersBefore, warning.Own.Before));
    }

    private static IReadOnlyList<SiloWarning> Warnings(ScoreKind score, FoldScores[] before, FoldScores[] now) =>
        SiloWarnings.Of(Heard.Shop, score, [Fold(before)], [Fold(now)]);

    private static Fold Fold(params FoldScores[] scores) => new("shop", "2026-11-20", [], scores, [], []);

    private static FoldScores Csat(string touchpoint, long answers, long satisfied) =>
        new("buy", touchpoint, SiloOf(touchpoint), 0, 0, 0, answers, satisfied, 0, 0, 0);

    private static FoldScores Nps(string touchpoint, long promoters, long passives, long detractors) =>
        new("buy", touchpoint, SiloOf(touchpoint), promoters, passives, detractors, 0, 0, 0, 0, 0);

    private static string SiloOf(string touchpoint) => touchpoint == "web" ? "billing" : "store";
}
