using Feedback.Core.Journeys;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Tickets;

public sealed class TicketTitleTests
{
    private static readonly JourneyDefinition Shop = Definitions.Read(Definitions.Shop());

    [Fact]
    public void A_title_says_what_how_many_who_hears_it_and_who_can_mend_it() =>
        Assert.Equal("Wrong bills: 12 customers affected in four weeks, heard by Stores; owner: Billing", Of(12, "store"));

    [Fact]
    public void Two_hearers_are_joined_by_and() =>
        Assert.Equal("Wrong bills: 12 customers affected in four weeks, heard by Stores and Logistics; owner: Billing", Of(12, "store", "logistics"));

    [Fact]
    public void More_hearers_are_listed_in_the_order_given() =>
        Assert.Equal("Wrong bills: 12 customers affected in four weeks, heard by Logistics, Stores and Billing; owner: Billing",
            Of(12, "logistics", "store", "billing"));

    [Fact]
    public void A_hearer_that_the_journey_does_not_know_is_called_by_its_id() =>
        Assert.Equal("Wrong bills: 12 customers affected in four weeks, heard by call-centre; owner: Billing", Of(12, "call-centre"));

    [Fact]
    public void An_owner_that_the_journey_does_not_know_is_called_by_its_id() =>
        Assert.EndsWith("; owner: finance", TicketTitle.Of(Shop, "invoice-error", 12, ["store"], "finance"), StringComparison.Ordinal);

    [Fact]
    public void A_theme_that_the_journey_no_longer_has_is_called_by_its_id() =>
        Assert.StartsWith("gift-wrap: ", TicketTitle.Of(Shop, "gift-wrap", 12, ["store"], "store"), StringComparison.Ordinal);

    [Fact]
    public void A_ticket_that_nobody_hears_any_more_names_no_hearer() =>
        Assert.Equal("Wrong bills: 0 customers affected in four weeks; owner: Billing", Of(0));

    [Fact]
    public void An_estimate_is_marked_as_one() =>
        Assert.Equal("Wrong bills: ≈ 12,300 customers affected in four weeks, heard by Stores; owner: Billing",
            TicketTitle.Of(Shop, "invoice-error", 12_300, ["store"], "billing", estimated: true));

    private static string Of(long customers, params string[] heardBy) => TicketTitle.Of(Shop, "invoice-error", customers, heardBy, "billing");
}
