using Feedback.App.Tests.Tickets;
using Feedback.Core.Tickets;

namespace Feedback.App.Tests.Pages;

public sealed partial class TicketPagesTests
{
    private static readonly SaidTogether Late = new("delivery-time", "logistics", SaidTogetherRole.LikelyCause, 26, 60, 0.433, 20, 5, 1, 3.64, 2.4, 5.4);

    [Fact]
    public async Task What_is_said_together_stands_on_the_page_with_both_ends_and_its_owners()
    {
        var fees = new SaidTogether("fees-interest", "billing", SaidTogetherRole.Alongside, 9, 60, 0.15, 9, 0, 0, 2.1, 1.2, 3.9);
        await using var desk = await TicketDesk.OpenAsync(Ticket() with { HeardBy = [new("store", 9)], SaidTogether = [Late, fees] });

        var panel = (await PageAsync(desk, Address)).QuerySelector("section[aria-labelledby=together]")!;

        Assert.Contains("Likely caused by Delivery time, which Logistics owns, heard by Stores.", panel.TextContent, StringComparison.Ordinal);
        var items = panel.QuerySelectorAll("li");
        Assert.Contains("43% also complain about Delivery time (Logistics) Likely cause", Plain(items[0].TextContent), StringComparison.Ordinal);
        Assert.Contains("26 of 60 customers · 3.6 times as often as other customers (99% interval 2.4 to 5.4) · 20 in the same feedback, "
            + "5 in earlier feedback, 1 in later feedback", Plain(items[0].TextContent), StringComparison.Ordinal);
        Assert.Null(items[1].QuerySelector(".flag"));
        Assert.Contains("9 in the same feedback", Plain(items[1].TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_anything_said_together_the_page_says_so()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket());

        Assert.Contains("Nothing stands out", (await PageAsync(desk, Address)).QuerySelector("section[aria-labelledby=together]")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proposed_owner_is_shown_with_the_reason()
    {
        var proposal = new OwnerProposal("logistics", "billing", "delivery-time", "43% of the customers also complain about it.");
        await using var desk = await TicketDesk.OpenAsync(Ticket() with { OwnedBy = "logistics", Proposal = proposal });

        var page = await PageAsync(desk, Address);

        Assert.Contains("Proposed instead of Billing and credit: 43% of the customers also complain about it.",
            page.QuerySelector("section[aria-labelledby=whose]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("for Delivery time, the likely cause", page.QuerySelector(".flow-cause")!.TextContent, StringComparison.Ordinal);
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
