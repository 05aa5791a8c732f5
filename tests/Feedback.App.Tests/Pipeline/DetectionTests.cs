using Feedback.Core.Detection;
using Feedback.Core.Tickets;

namespace Feedback.App.Tests.Pipeline;

public sealed class DetectionTests
{
    private const string Complaint = "The refund took six weeks.";

    [Fact]
    public async Task A_theme_that_five_customers_complain_of_away_from_its_owner_raises_a_ticket()
    {
        await using var house = new House();
        await ComplainAsync(house, customers: 5, "service");

        var ticket = Assert.Single(await DetectAsync(house));

        Assert.Equal(("retail.refund.2026-11-20", "billing", true), (ticket.Id, ticket.OwnedBy, ticket.CrossSilo));
        Assert.Equal((5, 5), (ticket.Evidence.Negative, ticket.Evidence.Customers));
        Assert.Equal(5, ticket.Evidence.Feedback.Count);
        Assert.Equal([new SiloCount("service", 5)], ticket.HeardBy);
    }

    [Fact]
    public async Task Four_customers_raise_none()
    {
        await using var house = new House();
        await ComplainAsync(house, customers: 4, "service");

        Assert.Empty(await DetectAsync(house));
    }

    [Fact]
    public async Task One_loud_customer_raises_none()
    {
        await using var house = new House();
        for (var message = 0; message < 20; message++)
            await house.PostAsync(Complaint, "service", "c-loud", House.Now.AddMinutes(-message));
        await house.RunAsync();

        Assert.Empty(await DetectAsync(house));
    }

    [Fact]
    public async Task A_theme_that_only_its_owner_hears_raises_none()
    {
        await using var house = new House();
        await ComplainAsync(house, customers: 9, "billing");

        Assert.Empty(await DetectAsync(house));
    }

    [Fact]
    public async Task A_theme_that_is_no_worse_than_over_the_four_weeks_before_raises_none()
    {
        await using var house = new House();
        for (var week = 1; week <= 4; week++)
            await ComplainAsync(house, customers: 6, "service", House.Now.AddDays(-7 * week - 1), $"before-{week}");
        await ComplainAsync(house, customers: 11, "service");

        Assert.Empty(await DetectAsync(house));
    }

    [Fact]
    public async Task Twice_the_rate_of_the_four_weeks_before_raises_a_ticket_that_says_so()
    {
        await using var house = new House();
        for (var week = 1; week <= 4; week++)
            await ComplainAsync(house, customers: 6, "service", House.Now.AddDays(-7 * week - 1), $"before-{week}");
        await ComplainAsync(house, customers: 12, "service");

        Assert.Equal(6, Assert.Single(await DetectAsync(house)).Evidence.Baseline);
    }

    [Fact]
    public async Task While_the_theme_goes_on_the_ticket_is_updated_and_not_raised_again()
    {
        await using var house = new House();
        await ComplainAsync(house, customers: 5, "service");
        var raised = Assert.Single(await DetectAsync(house));

        house.Time.Advance(TimeSpan.FromDays(2));
        await ComplainAsync(house, customers: 3, "store", House.Now.AddDays(2), "later");
        var updated = Assert.Single(await DetectAsync(house));

        Assert.Equal((raised.Id, raised.RaisedAt, 8), (updated.Id, updated.RaisedAt, updated.Evidence.Customers));
        Assert.Equal(House.Now.AddDays(2), updated.UpdatedAt);
    }

    [Fact]
    public async Task A_ticket_holds_no_word_of_what_a_customer_wrote()
    {
        await using var house = new House();
        await ComplainAsync(house, customers: 5, "service");
        await DetectAsync(house);

        var stored = Assert.Single(await house.ChangesAsync(Core.Storage.Containers.Tickets));

        Assert.DoesNotContain("six weeks", System.Text.Encoding.UTF8.GetString(stored.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_a_ticket_shows_what_was_said_of_its_theme_with_personal_data_masked()
    {
        await using var house = new House();
        await ComplainAsync(house, customers: 5, "service");
        await house.PostAsync("The dress is lovely. The refund to anna@example.com was a terrible, awful disaster.", "service", "c-9");
        await house.RunAsync();
        var ticket = Assert.Single(await DetectAsync(house));

        var quotes = await house.Get<TicketQuotes>().ReadAsync(ticket);

        Assert.Equal(TicketQuotes.Most, quotes.Count);
        Assert.Contains(quotes, quote => quote.Text.Contains("took six weeks", StringComparison.Ordinal));
        Assert.Contains(quotes, quote => quote.Text.Contains("disaster", StringComparison.Ordinal));
        Assert.DoesNotContain(quotes, quote => quote.Text.Contains("anna", StringComparison.Ordinal) || quote.Text.Contains("lovely", StringComparison.Ordinal));
    }

    private static async Task ComplainAsync(House house, int customers, string touchpoint, DateTimeOffset? at = null, string name = "c")
    {
        for (var customer = 0; customer < customers; customer++)
            await house.PostAsync(Complaint, touchpoint, $"{name}-{customer}", (at ?? House.Now).AddMinutes(-customer));
        await house.RunAsync();
    }

    private static async Task<IReadOnlyList<Ticket>> DetectAsync(House house)
    {
        await house.Get<DetectTickets>().RunAsync();
        return await house.Get<TicketQuery>().ListAsync(new());
    }
}
