using Feedback.Core.Customers;
using Feedback.Core.Records;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class ChainFinderTests
{
    private static readonly Topic Topic = new("delivery-time", "receive");
    private static readonly ChainStep Late = new("delivery-time", "receive", "logistics", "logistics");
    private static readonly ChainStep Call = new("unanswered-contact", "get-help", "service", "service");
    private static readonly ChainStep Invoice = new("invoice-error", "pay", "billing", "billing");
    private static readonly ChainStep Quality = new("quality", "use", "service", "product");

    [Fact]
    public void The_same_way_of_three_customers_is_a_chain()
    {
        var chain = Assert.Single(Find(Enumerable.Repeat<Step[]>([(0, Late), (2, Call), (9, Invoice)], 3)));

        Assert.Equal([Late, Call, Invoice], chain.Steps);
        Assert.Equal(3, chain.Customers);
    }

    [Fact]
    public void Two_customers_are_too_few() => Assert.Empty(Find(Enumerable.Repeat<Step[]>([(0, Late), (2, Call), (9, Invoice)], 2)));

    [Fact]
    public void Its_examples_are_the_feedback_of_three_customers_in_the_order_of_the_steps()
    {
        var timelines = Timelines(Enumerable.Repeat<Step[]>([(0, Late), (1, Late), (2, Call)], 4));

        var chain = Assert.Single(ChainFinder.Find(Told.Journey, [Topic], timelines));

        Assert.Equal(timelines.Take(3).Select(timeline => new[] { timeline.Feedback[0].Id, timeline.Feedback[2].Id }), chain.Examples);
    }

    [Fact]
    public void A_customer_who_went_the_way_again_counts_once() =>
        Assert.Equal(3, Assert.Single(Find(Enumerable.Repeat<Step[]>([(0, Late), (2, Call), (40, Late), (42, Call)], 3))).Customers);

    [Fact]
    public void A_step_after_more_than_three_weeks_begins_another_way() => Assert.Empty(Find(Enumerable.Repeat<Step[]>([(0, Late), (22, Call)], 5)));

    [Fact]
    public void A_repeated_step_holds_a_way_together() => Assert.Single(Find(Enumerable.Repeat<Step[]>([(0, Late), (15, Late), (30, Call)], 3)));

    [Fact]
    public void What_was_said_in_one_feedback_is_no_way() =>
        Assert.Empty(ChainFinder.Find(Told.Journey, [Topic], [.. Enumerable.Range(0, 5).Select(customer => new CustomerHistory($"c{customer}",
            [Told.Opinions($"f{customer}", Told.Now, "service", Of(Late), Of(Call))]))]));

    [Fact]
    public void What_was_said_at_one_moment_at_two_silos_is_no_way() => Assert.Empty(Find(Enumerable.Repeat<Step[]>([(0, Late), (0, Call)], 5)));

    [Fact]
    public void A_way_takes_one_step_of_each_feedback()
    {
        var chains = ChainFinder.Find(Told.Journey, [Topic], [.. Enumerable.Range(0, 5).Select(customer => new CustomerHistory($"c{customer}",
            [Told.Opinions($"f{customer}", Told.Now, "logistics", Of(Late), ("damaged", "receive", "logistics", -0.5)),
                Told.Opinions($"g{customer}", Told.Now.AddDays(1), "service", Of(Call))]))]);

        Assert.Equal([Late, Call], Assert.Single(chains).Steps);
    }

    [Fact]
    public void What_is_not_negative_is_no_step() =>
        Assert.Empty(ChainFinder.Find(Told.Journey, [Topic], [.. Enumerable.Range(0, 5).Select(customer => new CustomerHistory($"c{customer}",
            [Told.Opinions($"f{customer}", Told.Now, "logistics", Of(Late)),
                Told.Opinions($"g{customer}", Told.Now.AddDays(1), "service", Of(Call) with { Score = 0.4 })]))]));

    [Fact]
    public void What_names_no_theme_is_no_step() =>
        Assert.Empty(ChainFinder.Find(Told.Journey, [Topic], [.. Enumerable.Range(0, 5).Select(customer => new CustomerHistory($"c{customer}",
            [Told.Opinions($"f{customer}", Told.Now, "logistics", Of(Late)),
                Told.Opinions($"g{customer}", Told.Now.AddDays(1), "service", (null, "get-help", "service", -0.5))]))]));

    [Fact]
    public void A_way_without_a_topic_of_the_ticket_is_not_shown() => Assert.Empty(Find(Enumerable.Repeat<Step[]>([(0, Call), (2, Invoice)], 5)));

    [Fact]
    public void A_way_within_one_silo_is_not_shown() =>
        Assert.Empty(Find(Enumerable.Repeat<Step[]>([(0, Late), (2, new("damaged", "receive", "logistics", "logistics"))], 5)));

    [Fact]
    public void A_way_from_what_another_silo_can_mend_is_shown_though_one_silo_hears_it_all() =>
        Assert.Equal([Quality, Late with { HeardBy = "service" }],
            Assert.Single(Find(Enumerable.Repeat<Step[]>([(0, Quality), (2, Late with { HeardBy = "service" })], 3))).Steps);

    [Fact]
    public void A_part_is_left_out_when_two_thirds_went_all_the_way() =>
        Assert.Equal([3], Find([.. Ways(4, (0, Late), (2, Call), (9, Invoice)), .. Ways(2, (0, Late), (2, Call))]).Select(chain => chain.Steps.Count));

    [Fact]
    public void A_part_that_many_more_went_is_shown_first() =>
        Assert.Equal([(2, 10L), (3, 4L)], Find([.. Ways(4, (0, Late), (2, Call), (9, Invoice)), .. Ways(6, (0, Late), (2, Call))])
            .Select(chain => (chain.Steps.Count, chain.Customers)));

    [Fact]
    public void A_longer_way_gives_its_parts_of_up_to_four_steps() =>
        Assert.All(Find(Ways(3, (0, Late), (1, Call), (2, Invoice), (3, Quality), (4, Late), (5, Invoice))), chain =>
            Assert.InRange(chain.Steps.Count, 2, ChainFinder.Longest));

    [Fact]
    public void No_more_than_three_are_shown()
    {
        string[] silos = ["billing", "product", "service", "store", "web"];

        Assert.Equal(ChainFinder.Most, Find(silos.SelectMany(silo => Ways(3, (0, Late), (1, Call with { HeardBy = silo })))).Count);
    }

    [Fact]
    public void Many_customers_who_say_the_same_four_things_again_and_again_are_read()
    {
        var timelines = Enumerable.Range(0, 200).Select(customer => new CustomerHistory($"c{customer}",
            [.. Enumerable.Range(0, 50)
                .Select(day => Told.Opinions($"f{customer}-{day}", Told.Now.AddDays(day), "service", Of(Late), Of(Call), Of(Invoice), Of(Quality)))])).ToList();

        Assert.All(ChainFinder.Find(Told.Journey, [Topic], timelines), chain => Assert.Equal(200, chain.Customers));
    }

    [Fact]
    public async Task Late_delivery_call_to_the_service_desk_and_disputed_invoice_are_found_in_stored_timelines()
    {
        var store = new DictionaryStore(new FakeTimeProvider(TestTime.Start));
        var file = new UpdateCustomer(store, new(new byte[32]));
        foreach (var customer in Enumerable.Range(0, 4))
        {
            FeedbackRecord[] said =
            [
                Told.Text(Told.Id(10 * customer), "The delivery was terribly late.", "delivery") with { OccurredAt = Told.Now.AddDays(-12) },
                Told.Text(Told.Id((10 * customer) + 1), "Customer service was useless and rude to me.", "service") with { OccurredAt = Told.Now.AddDays(-9) },
                Told.Text(Told.Id((10 * customer) + 2), "The invoice is wrong, a horrible mistake.", "billing") with { OccurredAt = Told.Now.AddDays(-1) },
            ];
            await store.PutAsync(said);
            foreach (var record in said)
                await file.FileAsync([record with { Customer = new($"n{customer}", null), CustomerKey = $"c{customer}" }], default);
        }

        var timelines = await new CustomerHistoryQuery(store).ReadAsync(["c0", "c1", "c2", "c3"], Told.Now.AddDays(-28), Told.Now);
        var chain = Assert.Single(ChainFinder.Find(Told.Journey, [Topic], timelines));

        Assert.Equal(["logistics", "service", "billing"], chain.Steps.Select(step => step.HeardBy));
        Assert.Equal(["receive", "get-help", "pay"], chain.Steps.Select(step => step.Stage));
        Assert.Equal(4, chain.Customers);
        Assert.Equal([Told.Id(0), Told.Id(1), Told.Id(2)], chain.Examples[0]);
    }

    private static IEnumerable<Step[]> Ways(int customers, params Step[] steps) => Enumerable.Repeat(steps, customers);

    private static IReadOnlyList<TicketChain> Find(IEnumerable<Step[]> ways) => ChainFinder.Find(Told.Journey, [Topic], Timelines(ways));

    private static List<CustomerHistory> Timelines(IEnumerable<Step[]> ways) =>
        [.. ways.Select((steps, customer) => new CustomerHistory($"c{customer}",
            [.. steps.Select((step, n) => Told.Opinions($"f{customer}-{n}", Told.Now.AddDays(step.Day), step.What.HeardBy, Of(step.What)))]))];

    private static (string? Theme, string Stage, string? Owner, double Score) Of(ChainStep step) => (step.Theme, step.Stage, step.OwnedBy, -0.5);

    internal readonly record struct Step(int Day, ChainStep What)
    {
        public static implicit operator Step((int Day, ChainStep What) step) => new(step.Day, step.What);
    }
}
