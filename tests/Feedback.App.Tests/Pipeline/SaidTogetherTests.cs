using Feedback.Core.Tickets;

namespace Feedback.App.Tests.Pipeline;

/// <summary>A ticket points at what its customers complain about besides, and at whose that is.</summary>
public sealed class SaidTogetherTests : IAsyncDisposable
{
    private readonly House _house = new();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_ticket_is_proposed_to_the_department_of_its_likely_cause_until_somebody_assigns_it()
    {
        await SayAsync(12, "Returning it was a terrible hassle. The fit is awful, it is far too tight.");
        await SayAsync(12, "Returning it was a terrible hassle.");
        await SayAsync(10, "The fit is awful, it is far too tight.");
        await SayAsync(40, "The delivery was terribly late.");
        await SayAsync(40, "I was billed twice and the invoice is wrong.");

        var raised = await LookAsync();

        var fit = raised.SaidTogether[0];
        Assert.Equal(("fit-size", "product", SaidTogetherRole.LikelyCause, 12, 24, 12),
            (fit.Theme, fit.OwnedBy, fit.Role, fit.Customers, fit.Of, fit.SameFeedback));
        Assert.Equal(("product", "logistics", true), (raised.OwnedBy, raised.Proposal?.InsteadOf, raised.CrossSilo));
        Assert.Contains("; likely cause: Fit and size; owner: Product", raised.Title, StringComparison.Ordinal);

        await _house.Get<ChangeTicket>().RunAsync(raised.Id, null, (ticket, now) => TicketWork.Assign(ticket, new("logistics", null, []),
            _house.Get<Core.Journeys.JourneyCatalogue>().Find("retail")!, new("manager"), now));
        _house.Time.Advance(TimeSpan.FromDays(1));
        await SayAsync(12, "Returning it was a terrible hassle. The fit is awful, it is far too tight.");

        var later = await LookAsync();

        Assert.Equal(24, later.SaidTogether[0].Customers);
        Assert.Equal(("logistics", null), (later.OwnedBy, later.Proposal));
    }

    private async Task SayAsync(int customers, string text)
    {
        for (var n = 0; n < customers; n++)
            await _house.PostAsync(text, "service", Guid.NewGuid().ToString("n"));
        await _house.RunAsync();
    }

    private async Task<Ticket> LookAsync()
    {
        await _house.Get<RaiseTickets>().RunAsync();
        return (await _house.Get<TicketQuery>().ListAsync(new())).Single(ticket => ticket.Theme == "returns");
    }
}
