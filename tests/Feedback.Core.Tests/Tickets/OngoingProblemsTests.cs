using Feedback.Core.Detection;
using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.Tickets;

public sealed class OngoingProblemsTests
{
    private static readonly DateTimeOffset Now = AnyTicket.RaisedAt;
    private static readonly OngoingSettings Two = new(2);

    [Fact]
    public void The_greatest_do_not_wait() =>
        Assert.Equal(["c", "a"], Waiting([Ongoing("a", 10), Ongoing("b", 40), Ongoing("c", 20), Ongoing("d", 30)], []));

    [Fact]
    public void Open_ones_take_room() => Assert.Equal(["a"], Waiting([Ongoing("a", 10), Ongoing("b", 40)], [Ticket(FindingKind.Chronic, TicketState.Open)]));

    [Theory]
    [InlineData(FindingKind.Chronic, TicketState.Accepted)]
    [InlineData(FindingKind.Chronic, TicketState.Dismissed)]
    [InlineData(FindingKind.Jump, TicketState.Open)]
    public void Others_take_none(FindingKind kind, TicketState state) => Assert.Empty(Waiting([Ongoing("a", 10), Ongoing("b", 40)], [Ticket(kind, state)]));

    [Fact]
    public void What_rises_never_waits_and_takes_what_is_ongoing_of_its_theme_along() => Assert.Equal(["d"], Waiting(
        [Ongoing("a", 40), Ongoing("b", 30), Ongoing("d", 20), Ongoing("rising", 5), Ongoing("rising", 9) with { Kind = FindingKind.Drift }], []));

    [Fact]
    public void What_joins_an_open_ticket_of_its_theme_does_not_wait() => Assert.Empty(Waiting(
        [Ongoing("invoice-error", 1)], [Ticket(FindingKind.Chronic, TicketState.Open), Ticket(FindingKind.Chronic, TicketState.Open)]));

    private static IEnumerable<string> Waiting(IReadOnlyList<Finding> found, IReadOnlyList<Ticket> tickets) =>
        OngoingProblems.Waiting(found, tickets, Two).Select(finding => finding.Topic.Theme);

    private static Finding Ongoing(string theme, long customers) =>
        new(new(theme, "pay"), FindingKind.Chronic, Now.AddDays(-28), Now, customers, null, null, 0.1);

    private static Ticket Ticket(FindingKind kind, TicketState state) =>
        AnyTicket.Of(state) is var ticket ? ticket with { Cause = ticket.Cause with { Kind = kind } } : null!;
}
