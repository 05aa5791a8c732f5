using Feedback.Core.Journeys;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.App.Tests.Pipeline;

/// <summary>A new installation says when it will know enough, and does not raise everything at once.</summary>
public sealed class NewInstallationTests
{
    private static readonly (string Text, int Customers)[] Wrong =
    [
        ("The refund took six weeks.", 14), ("The parcel came three weeks late, terrible delivery.", 13), ("I was billed twice and the invoice is wrong.", 12),
        ("The website crashed, terrible.", 11), ("The staff was rude.", 10), ("The queue was far too long.", 9), ("The fabric is itchy and awful.", 8),
    ];

    [Fact]
    public async Task The_greatest_problems_become_tickets_and_the_others_wait()
    {
        await using var house = await HeardAsync();

        var tickets = await RaiseAsync(house);
        var outlook = await OutlookAsync(house);

        Assert.Equal(OngoingSettings.Default.MostOpen, tickets.Count);
        Assert.NotEmpty(outlook.Waiting);
        Assert.True(tickets.Min(ticket => ticket.Cause.Customers) >= outlook.Waiting.Max(finding => finding.Customers));
        Assert.Empty(tickets.SelectMany(ticket => ticket.Topics).Intersect(outlook.Waiting.Select(finding => finding.Topic)));
    }

    [Fact]
    public async Task When_one_is_accepted_the_next_becomes_a_ticket()
    {
        await using var house = await HeardAsync();
        var tickets = await RaiseAsync(house);
        var waiting = (await OutlookAsync(house)).Waiting;

        var accepted = tickets[0].Append(TicketAction.Moved, new("manager"), House.Now, TicketState.Accepted);
        await house.Store.UpsertAsync(Containers.Tickets, Json.Write(new(accepted.Journey, accepted.Id), accepted, TicketsJson.Default.Ticket));
        var after = await RaiseAsync(house);

        Assert.Equal(waiting[0].Topic.Theme, Assert.Single(after.Select(ticket => ticket.Theme).Except(tickets.Select(ticket => ticket.Theme))));
        Assert.Equal(waiting.Count - 1, (await OutlookAsync(house)).Waiting.Count);
    }

    [Fact]
    public async Task It_says_from_which_day_on_it_can_compare()
    {
        await using var house = await HeardAsync();
        Assert.Equal(new DateOnly(2026, 12, 3), (await OutlookAsync(house)).ComparesFrom);

        for (var day = 1; day <= 14; day++)
            await house.PostAsync("The dress is lovely.", "web", $"c-{day}", House.Now.AddDays(-day - 1));
        await house.RunAsync();

        Assert.Null((await OutlookAsync(house)).ComparesFrom);
    }

    [Fact]
    public async Task Where_nothing_was_heard_there_is_nothing_to_say()
    {
        await using var house = new House();

        Assert.Equal((null, 0), ((await OutlookAsync(house)).ComparesFrom, (await OutlookAsync(house)).Waiting.Count));
    }

    /// <summary>One day, and the day before it.</summary>
    private static async Task<House> HeardAsync()
    {
        var house = new House();
        foreach (var (text, customers) in Wrong)
        {
            for (var customer = 0; customer < customers; customer++)
                await house.PostAsync(text, "service", $"c-{customer}-{text.Length}", House.Now.AddHours(-customer * 2));
        }

        await house.RunAsync();
        return house;
    }

    private static Task<DetectionOutlook> OutlookAsync(House house) => house.Get<OutlookQuery>().OfAsync(house.Get<JourneyCatalogue>().Active[0]);

    private static async Task<IReadOnlyList<Ticket>> RaiseAsync(House house)
    {
        await house.Get<RaiseTickets>().RunAsync();
        return await house.Get<TicketQuery>().ListAsync(new());
    }
}
