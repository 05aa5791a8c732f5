using Feedback.Core.Detection;
using Feedback.Core.Journeys;
using Feedback.Core.Tests.Journeys;

namespace Feedback.Core.Tests.Detection;

public sealed class TicketTitleTests
{
    private static readonly JourneyDefinition Shop = Definitions.Read(Definitions.Shop());
    private static readonly ThemeDefinition Bills = Shop.Themes.Single(theme => theme.Id == "invoice-error");

    [Fact]
    public void A_title_says_what_how_many_who_hears_it_and_who_can_mend_it() =>
        Assert.Equal("Wrong bills: 12 customers unhappy, heard by Stores; Billing can mend it", Of(12, "store"));

    [Fact]
    public void Two_hearers_are_joined_by_and() =>
        Assert.Equal("Wrong bills: 12 customers unhappy, heard by Logistics and Stores; Billing can mend it", Of(12, "logistics", "store"));

    [Fact]
    public void More_hearers_are_listed() =>
        Assert.Equal("Wrong bills: 12 customers unhappy, heard by Billing, Logistics and Stores; Billing can mend it", Of(12, "logistics", "store", "billing"));

    [Fact]
    public void The_order_of_the_hearers_does_not_matter() => Assert.Equal(Of(12, "store", "billing", "logistics"), Of(12, "logistics", "store", "billing"));

    [Fact]
    public void A_hearer_that_the_journey_does_not_know_is_called_by_its_id() =>
        Assert.Equal("Wrong bills: 12 customers unhappy, heard by call-centre; Billing can mend it", Of(12, "call-centre"));

    [Fact]
    public void An_owner_that_the_journey_does_not_know_is_called_by_its_id() =>
        Assert.EndsWith("; finance can mend it", TicketTitle.Of(Shop, Bills with { Silo = "finance" }, 12, ["store"]), StringComparison.Ordinal);

    [Fact]
    public void A_number_is_written_the_same_everywhere() => Assert.Contains(" 12000 customers ", Of(12_000, "store"), StringComparison.Ordinal);

    private static string Of(long customers, params string[] heardBy) => TicketTitle.Of(Shop, Bills, customers, heardBy);
}
