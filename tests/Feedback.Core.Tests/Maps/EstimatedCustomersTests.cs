using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Maps;

/// <summary>More customers than are counted one by one, each of whom has said one thing.</summary>
public sealed class EstimatedCustomersTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    // As many as make the sketch say more than there are.
    private static readonly (CustomerSketch Sketch, long Opinions) TooMany = Overestimated();

    [Fact]
    public void A_map_shows_no_more_customers_than_opinions()
    {
        var aggregate = new ScoreAggregate();
        aggregate.Add(Cell(TooMany.Opinions));
        aggregate.Add(new FoldCustomers("pay", "store", TooMany.Sketch, 0));

        var figures = aggregate.ToFigures(new());

        Assert.Equal((TooMany.Opinions, true), (figures.Customers, figures.CustomersEstimated));
    }

    [Fact]
    public void Opinions_of_customers_who_are_not_named_make_no_room_for_others()
    {
        var aggregate = new ScoreAggregate();
        aggregate.Add(Cell(TooMany.Opinions + 500));
        aggregate.Add(new FoldCustomers("pay", "store", TooMany.Sketch, 500));

        Assert.Equal(TooMany.Opinions, aggregate.ToFigures(new()).Customers);
    }

    [Fact]
    public void A_ticket_counts_no_more_customers_than_complaints_and_says_that_it_is_an_estimate()
    {
        var fold = new Fold("shop", "2026-11-20", [Cell(TooMany.Opinions + 500)], [], [], [new("pay", "refund", TooMany.Sketch, 500)]);

        var counts = new TicketCounts([new("refund", "pay")], [fold], Day, Day);

        Assert.Equal((TooMany.Opinions + 500, true), (counts.Customers, counts.CustomersEstimated));
    }

    [Fact]
    public void A_ticket_of_few_customers_is_exact()
    {
        var sketch = new CustomerSketch();
        sketch.Add(AnySignal.CustomerKey(1));
        var fold = new Fold("shop", "2026-11-20", [Cell(3)], [], [], [new("pay", "refund", sketch, 1)]);

        var counts = new TicketCounts([new("refund", "pay")], [fold], Day, Day);

        Assert.Equal((2, false), (counts.Customers, counts.CustomersEstimated));
    }

    private static FoldCell Cell(long negative) => new("pay", "refund", "store", "store", "billing", 0, 0, negative, -500 * negative);

    private static (CustomerSketch, long) Overestimated()
    {
        var sketch = new CustomerSketch();
        for (var customers = 1; ; customers++)
        {
            sketch.Add(AnySignal.CustomerKey(customers));
            if (customers > CustomerSketch.Exact && customers % 500 == 0 && sketch.Count() > customers)
                return (sketch, customers);
        }
    }
}
