using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Tickets;

public sealed class OwnerProposalTests
{
    private static readonly JourneyDefinition Journey = Crowd.Journey;
    private static readonly DateTimeOffset Later = Told.Now.AddDays(1);
    private static readonly SaidTogether Fit = new("fit-size", "product", SaidTogetherRole.LikelyCause, 26, 60, 0.433, 20, 5, 1, 3.6, 2.4, 5.4);

    private static Ticket Returns => Told.Ticket([new("returns", "return")], [], []) with { OwnedBy = "logistics" };

    [Fact]
    public void A_strong_cause_proposes_its_owner_and_says_why()
    {
        var proposed = OwnerProposal.Of(Returns with { SaidTogether = [Fit] }, Journey, Later);

        Assert.Equal("product", proposed.OwnedBy);
        Assert.Equal(("product", "logistics", "fit-size"), (proposed.Proposal!.Silo, proposed.Proposal.InsteadOf, proposed.Proposal.Theme));
        Assert.Equal(
            "43% of the customers who complain about “Returns and exchanges” also complain about “Fit and size” (26 of 60). It comes up 3.6 times as often as "
                + "with other customers (between 2.4 and 5.4). “Fit and size” belongs to Product and buying.",
            proposed.Proposal.Reason);
    }

    [Fact]
    public void A_later_proposal_stands_in_the_history()
    {
        var entry = OwnerProposal.Of(Returns with { SaidTogether = [Fit] }, Journey, Later).History[^1];

        Assert.Equal((TicketAction.Assigned, TicketEntry.System), (entry.Action, entry.By));
        Assert.StartsWith("43%", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ticket_that_is_raised_has_its_owner_from_the_start() =>
        Assert.Single(OwnerProposal.Of(Returns with { SaidTogether = [Fit] }, Journey, Told.Now).History);

    [Theory]
    [InlineData(0.433, 1.9, SaidTogetherRole.LikelyCause)]
    [InlineData(0.249, 2.4, SaidTogetherRole.LikelyCause)]
    [InlineData(0.433, 2.4, SaidTogetherRole.LikelyConsequence)]
    [InlineData(0.433, 2.4, SaidTogetherRole.Alongside)]
    public void Weak_evidence_proposes_nobody(double share, double low, SaidTogetherRole role)
    {
        var ticket = Returns with { SaidTogether = [Fit with { Share = share, Low = low, Role = role }] };

        Assert.Same(ticket, OwnerProposal.Of(ticket, Journey, Later));
    }

    [Theory]
    [InlineData(TicketAction.Assigned)]
    [InlineData(TicketAction.Moved)]
    [InlineData(TicketAction.Merged)]
    [InlineData(TicketAction.Split)]
    public void What_a_person_decided_stays(TicketAction action)
    {
        var ticket = Returns.Append(action, Desk.Ann, Told.Now) with { SaidTogether = [Fit] };

        Assert.Same(ticket, OwnerProposal.Of(ticket, Journey, Later));
    }

    [Fact]
    public void A_comment_decides_nothing()
    {
        var ticket = Returns.Append(TicketAction.Commented, Desk.Ann, Told.Now) with { SaidTogether = [Fit] };

        Assert.Equal("product", OwnerProposal.Of(ticket, Journey, Later).OwnedBy);
    }

    [Fact]
    public void Who_assigns_it_to_another_department_ends_the_proposal()
    {
        var proposed = OwnerProposal.Of(Returns with { SaidTogether = [Fit] }, Journey, Later);

        Assert.Null(TicketWork.Assign(proposed, new("service", null, []), Journey, Desk.Ann, Later).Ticket!.Proposal);
        Assert.NotNull(TicketWork.Assign(proposed, new("product", "Bo", []), Journey, Desk.Ann, Later).Ticket!.Proposal);
    }

    [Fact]
    public void A_proposal_stays_when_the_evidence_fades_and_when_another_cause_comes_up()
    {
        var proposed = OwnerProposal.Of(Returns with { SaidTogether = [Fit] }, Journey, Later);
        var photo = Fit with { Theme = "photo-mismatch", OwnedBy = "marketing" };

        Assert.Equal("product", OwnerProposal.Of(proposed with { SaidTogether = [] }, Journey, Later.AddDays(1)).OwnedBy);
        Assert.Equal("product", OwnerProposal.Of(proposed with { SaidTogether = [photo] }, Journey, Later.AddDays(1)).OwnedBy);
    }

    [Fact]
    public void Its_figures_are_renewed_without_another_entry()
    {
        var proposed = OwnerProposal.Of(Returns with { SaidTogether = [Fit] }, Journey, Later);

        var renewed = OwnerProposal.Of(proposed with { SaidTogether = [Fit with { Share = 0.5, Customers = 30 }] }, Journey, Later.AddDays(1));

        Assert.StartsWith("50%", renewed.Proposal!.Reason, StringComparison.Ordinal);
        Assert.Equal(("logistics", proposed.History.Count), (renewed.Proposal.InsteadOf, renewed.History.Count));
    }

    [Fact]
    public void A_cause_that_belongs_to_the_owner_changes_nothing()
    {
        var ticket = Returns with { SaidTogether = [Fit with { OwnedBy = "logistics" }] };

        Assert.Same(ticket, OwnerProposal.Of(ticket, Journey, Later));
    }

    [Fact]
    public void A_cause_that_is_part_of_the_ticket_is_no_reason_any_more()
    {
        var proposed = OwnerProposal.Of(Returns with { SaidTogether = [Fit] }, Journey, Later);
        var merged = proposed with { Topics = [.. proposed.Topics, new Topic("fit-size", "use")], SaidTogether = [] };

        Assert.Null(OwnerProposal.Of(merged, Journey, Later.AddDays(1)).Proposal);
    }
}
