using Feedback.Core.Tickets;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketPriorityRuleTests
{
    private static readonly DriveEffect Sure = new("nps", -34, -56, -12, "Refunds");
    private static readonly LifetimeValueComparison Rich = new(600, 12, 200);

    private static readonly Gen<Facts> Any =
        from customers in Gen.OneOf(Gen.Choose(0, 50), Gen.Choose(0, 5_000))
        from share in Gen.Choose(0, 1_000)
        from severity in Gen.Choose(-1_000, 0)
        from drive in AnyDrive
        from value in AnyValue
        select new Facts(customers, share / 1_000.0, severity / 1_000.0, drive, value);

    private static Gen<DriveEffect?> AnyDrive =>
        from score in Gen.Elements("nps", "csat", null)
        from high in Gen.Choose(-250, 60)
        from width in Gen.Choose(0, 100)
        select score is null ? null : new DriveEffect(score, high - (width / 2.0), high - width, high, "Refunds");

    private static Gen<LifetimeValueComparison?> AnyValue =>
        from hurt in Gen.Choose(-100, 2_000)
        from known in Gen.Choose(-100, 1_000)
        from customers in Gen.Choose(0, 20)
        select new LifetimeValueComparison(hurt, customers, known);

    [Fact]
    public void The_score_is_what_the_parts_add_up_to() =>
        Holds(facts => facts.Priority is var priority
            && priority.Score == Math.Round(100 * priority.Parts.Sum(part => part.Points) / priority.Parts.Sum(part => part.Most), 1,
                MidpointRounding.AwayFromZero));

    [Fact]
    public void The_score_is_between_nothing_and_a_hundred_and_no_part_beyond_its_most() =>
        Holds(facts => facts.Priority is { Score: >= 0 and <= 100 } priority && priority.Parts.All(part => part.Points >= 0 && part.Points <= part.Most));

    [Fact]
    public void More_customers_never_lower_the_score() => Grows(facts => facts with { Customers = facts.Customers + 7 });

    [Fact]
    public void A_larger_share_never_lowers_the_score() => Grows(facts => facts with { Share = Math.Min(1, facts.Share + 0.01) });

    [Fact]
    public void Worse_words_never_lower_the_score() => Grows(facts => facts with { Severity = Math.Max(-1, facts.Severity - 0.05) });

    [Fact]
    public void A_deeper_effect_never_lowers_the_score() =>
        Grows(facts => facts with
        {
            Drive = facts.Drive is { } drive ? drive with { Effect = drive.Effect - 5, Low = drive.Low - 5, High = drive.High - 5 }
            : null
        });

    [Fact]
    public void A_less_certain_effect_never_raises_the_score() =>
        Grows(facts => facts with { Drive = facts.Drive is { } drive ? drive with { Low = drive.Low + 3, High = drive.High - 3 } : null });

    [Fact]
    public void Customers_worth_more_never_lower_the_score() => Grows(facts => facts with { Value = facts.Value! with { Hurt = facts.Value.Hurt + 50 } });

    [Fact]
    public void Reach_is_concave()
    {
        double[] points = [.. new[] { 0, 100, 200, 300 }.Select(customers => PartOf(Of(customers), "reach").Points)];

        Assert.True(points[1] - points[0] > points[2] - points[1] && points[2] - points[1] > points[3] - points[2]);
    }

    [Fact]
    public void Reach_says_how_many_customers_and_which_share() =>
        Assert.Equal("312 customers, 4.1% of all customers heard in 4 weeks", PartOf(Of(312), "reach").Why);

    [Fact]
    public void One_customer_is_no_customers() => Assert.StartsWith("1 customer, ", PartOf(Of(1), "reach").Why, StringComparison.Ordinal);

    [Fact]
    public void Severity_is_linear() => Assert.Equal((12.5, 25.0), (PartOf(Of(10), "severity").Points, PartOf(Of(10), "severity").Most));

    [Fact]
    public void Of_an_effect_only_what_is_sure_counts() => Assert.Equal(8.4, PartOf(Of(10, Sure), "drive").Points);

    [Fact]
    public void An_effect_says_its_figures() =>
        Assert.Equal("customers who complain about “Refunds” score 34 NPS points lower, at least 12 (95% interval −56 to −12)",
            PartOf(Of(10, Sure), "drive").Why);

    [Fact]
    public void An_effect_that_may_be_none_gives_nothing() => Assert.Equal(0, PartOf(Of(10, Sure with { High = 3 }), "drive").Points);

    [Fact]
    public void An_effect_on_satisfaction_is_measured_on_its_own_scale() =>
        Assert.Equal(17.5, PartOf(Of(10, new("csat", -0.9, -1.3, -0.5, "Refunds")), "drive").Points);

    [Fact]
    public void Without_enough_scores_the_effect_does_not_count() =>
        Assert.Equal(new PriorityPart("drive", 0, 0, "not enough scores to tell"), PartOf(Of(10), "drive"));

    [Fact]
    public void Lifetime_value_is_the_last_part() =>
        Assert.Equal(["reach", "severity", "drive", "lifetime-value"], Of(10, Sure, Rich).Parts.Select(part => part.Name));

    [Fact]
    public void Customers_worth_three_times_as_much_give_three_quarters_of_its_points() =>
        Assert.Equal(11.3, PartOf(Of(10, Sure, Rich), "lifetime-value").Points);

    [Fact]
    public void Lifetime_value_says_its_figures() => Assert.Equal(
        "the 12 affected customers with a known lifetime value are worth 600 on average, 3.0 times the overall average of 200",
        PartOf(Of(10, Sure, Rich), "lifetime-value").Why);

    [Fact]
    public void Without_lifetime_value_there_is_no_such_part() => Assert.DoesNotContain(Of(10, Sure).Parts, part => part.Name == "lifetime-value");

    [Fact]
    public void The_value_of_too_few_customers_is_no_part() =>
        Assert.DoesNotContain(Of(10, Sure, Rich with { Customers = 4 }).Parts, part => part.Name == "lifetime-value");

    [Fact]
    public void The_evidence_alone_says_the_same()
    {
        var evidence = Told.Ticket([new("refund", "pay")], [], []).Evidence;

        Assert.Equivalent(TicketPriorityRule.Of(9, 0.1, -0.5, Sure, Rich), TicketPriorityRule.Of(evidence, Sure, Rich), strict: true);
    }

    [Fact]
    public void A_reach_that_is_an_estimate_is_marked_as_one() =>
        Assert.StartsWith("≈ 12300 customers", PartOf(TicketPriorityRule.Of(12_300, 0.1, -0.5, null, null, estimated: true), "reach").Why,
            StringComparison.Ordinal);

    private static TicketPriority Of(long customers, DriveEffect? drive = null, LifetimeValueComparison? value = null) =>
        TicketPriorityRule.Of(customers, 0.041, -0.5, drive, value);

    private static PriorityPart PartOf(TicketPriority priority, string name) => Assert.Single(priority.Parts, part => part.Name == name);

    private static void Holds(Func<Facts, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Any.ToArbitrary(), law));

    private static void Grows(Func<Facts, Facts> more) => Holds(facts => more(facts).Priority.Score >= facts.Priority.Score);

    private sealed record Facts(long Customers, double Share, double Severity, DriveEffect? Drive, LifetimeValueComparison? Value)
    {
        public TicketPriority Priority => TicketPriorityRule.Of(Customers, Share, Severity, Drive, Value);
    }
}
