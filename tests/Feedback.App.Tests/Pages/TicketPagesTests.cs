using System.Net;
using AngleSharp.Html.Dom;
using Feedback.App.Tests.Running;
using Feedback.App.Tests.Tickets;
using Feedback.Core.Detection;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Feedback.Web.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Pages;

public sealed partial class TicketPagesTests
{
    private const string Address = "/tickets/" + TicketDesk.Id;
    private const string OtherId = "retail.delivery-time.2026-11-11";

    [Fact]
    public async Task The_board_has_a_ticket_in_the_column_of_its_state()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket(TicketState.Accepted) with { Assignee = "Ben" });

        var page = await PageAsync(desk, "/tickets");

        var column = page.QuerySelectorAll(".board > section").Single(section => section.QuerySelector("article") is not null);
        Assert.StartsWith("Accepted", column.QuerySelector("h2")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Address, column.QuerySelector("h3 a")!.GetAttribute("href"));
        Assert.Contains("Billing and credit · Ben", column.TextContent, StringComparison.Ordinal);
        Assert.Contains("Stores (9), Logistics (5)", column.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_decided_is_folded_below_the_board()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket(TicketState.Dismissed));

        var page = await PageAsync(desk, "/tickets");

        Assert.Empty(page.QuerySelectorAll(".board article"));
        Assert.Contains("1 dismissed", page.QuerySelector("details.done summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overdue_and_an_escalated_ticket_say_so_in_words()
    {
        await using var desk = await TicketDesk.OpenAsync(TicketAgeing.Escalate(Ticket() with { DueAt = TicketDesk.Now.AddDays(-1) }, TicketDesk.Now));

        var flags = (await PageAsync(desk, "/tickets")).QuerySelectorAll("article .flag").Select(flag => flag.TextContent);

        Assert.Equal(["Overdue", "Escalated", "Cross-department"], flags);
    }

    [Fact]
    public async Task A_ticket_that_surged_lately_says_so_on_the_board_and_its_page()
    {
        var at = TicketDesk.Now.AddHours(-3);
        var rise = new Finding(new("refund", "return"), FindingKind.Jump, at.AddDays(-2), at, 45, 15.2, 1e-7, 0.2);
        await using var desk = await TicketDesk.OpenAsync(TicketSurges.Surged(Ticket(), rise, TicketSurges.Words(rise), at));

        var board = await PageAsync(desk, "/tickets");
        var page = await PageAsync(desk, Address);

        var said = $"Surged {Format.Day(at)}";
        Assert.Equal(said, board.QuerySelector("article .flag")!.TextContent);
        Assert.Contains("1 surged lately", board.QuerySelector(".title p")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"Complaints surged on {Format.Day(at)}: 45 customers in 2 days, 15.2 expected at the ticket’s own level.",
            page.QuerySelector(".title")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("System found a surge in complaints", page.QuerySelector(".history")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("?silo=billing", 1)]
    [InlineData("?silo=logistics", 2)]
    [InlineData("?theme=delivery-time", 1)]
    [InlineData("?state=open", 1)]
    [InlineData("?state=shipped", 0)]
    public async Task Filters_in_the_address_choose_the_tickets(string query, int expected)
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket(), Other(TicketState.Accepted));

        var list = await PageAsync(desk, "/tickets" + (query.Length == 0 ? "?" : query + "&") + "view=list");
        var board = await PageAsync(desk, "/tickets" + query);

        Assert.Equal(expected, list.QuerySelectorAll("table tbody tr").Length);
        Assert.Equal(expected, board.QuerySelectorAll(".board article").Length);
        Assert.Equal(expected == 0, board.QuerySelector(".quiet-state") is not null);
    }

    [Theory]
    [InlineData("priority", new[] { TicketDesk.Id, OtherId })]
    [InlineData("age", new[] { OtherId, TicketDesk.Id })]
    [InlineData("due", new[] { OtherId, TicketDesk.Id })]
    public async Task The_order_in_the_address_is_kept(string order, string[] expected)
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket(),
            Other() with { Priority = new(10, []), RaisedAt = AnyTicket.RaisedAt.AddDays(-3), DueAt = TicketDesk.Now.AddDays(3) });

        var page = await PageAsync(desk, $"/tickets?view=list&order={order}");

        Assert.Equal(expected, page.QuerySelectorAll("table tbody tr").Select(row => row.GetAttribute("data-ticket")!));
        Assert.Equal(order, ((IHtmlSelectElement)page.QuerySelector("#order")!).Value);
    }

    [Fact]
    public async Task A_filter_that_makes_no_sense_answers_400_and_says_so()
    {
        await using var desk = await TicketDesk.OpenAsync();

        using var response = await desk.Program.Manager.GetAsync(new Uri("/tickets?state=lost", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((await PageVisitor.ReadAsync(response)).QuerySelectorAll("[role=alert] li"));
    }

    [Fact]
    public async Task A_tickets_page_says_what_is_wrong_who_can_mend_it_and_who_hears_it()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket());

        var page = await PageAsync(desk, Address);

        Assert.Equal(
            "11 customers complained about it in four weeks, 9% of all customers heard. Owner: Billing and credit; heard by Stores and Logistics.",
            page.QuerySelector(".finding")!.TextContent);
    }

    [Fact]
    public async Task The_evidence_is_a_chart_with_a_table_behind_it()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket());

        var panel = (await PageAsync(desk, Address)).QuerySelector("[aria-labelledby=evidence]")!;

        Assert.Contains("peak 14 on 9 Nov", panel.QuerySelector("svg[role=img]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        var day = panel.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent == "9 Nov 2026");
        Assert.Equal("14", day.QuerySelector("td")!.TextContent);
        Assert.Contains("0.5 per day in the previous four weeks", panel.QuerySelector(".chart-key")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_leads_from_silo_to_silo_with_an_example_of_each_step()
    {
        var chain = new TicketChain([new("delivery-time", "receive", "service", "logistics"), new("invoice-error", "pay", "billing", "billing")], 4,
            [["f-1", "f-2"]]);
        await using var desk = await TicketDesk.OpenAsync(Ticket() with { Chains = [chain] });

        var steps = (await PageAsync(desk, Address)).QuerySelectorAll(".chain > li");

        Assert.Equal(["/feedback/f-1", "/feedback/f-2"], steps.Select(step => step.QuerySelector("a")!.GetAttribute("href")));
        Assert.Contains("heard by Customer service", steps[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("owned by Logistics", steps[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("which also owns it", steps[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_priority_is_explained_part_by_part()
    {
        var parts = new PriorityPart[] { new("reach", 30, 40, "many"), new("drive", 0, 0, "not enough scores to tell") };
        await using var desk = await TicketDesk.OpenAsync(Ticket() with { Priority = new(75, parts) });

        var page = await PageAsync(desk, Address);
        var board = await PageAsync(desk, "/tickets");

        Assert.Equal("Priority 75 of 100", page.QuerySelector("#priority")!.TextContent);
        Assert.Equal(["Customers affected 30 of 40", "Impact on scores unknown"], page.QuerySelectorAll(".parts li > p:first-child")
            .Select(part => part.TextContent.Trim()));
        Assert.Equal("Customers affected: 30 of 40, Impact on scores: unknown", board.QuerySelector(".priority svg")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task An_outcome_is_said_in_words_with_its_interval()
    {
        await using var desk =
            await TicketDesk.OpenAsync(Ticket(TicketState.Verified) with { Outcome = AnyTicket.Outcome(OutcomeVerdict.Verified, TicketDesk.Now) });

        var panel = (await PageAsync(desk, Address)).QuerySelector("[aria-labelledby=outcome]")!;

        Assert.Equal("It helped. Customers affected: down 65%, likely between 40% and 80%.",
            panel.QuerySelector(".finding")!.TextContent.Trim());
        Assert.Equal(2, panel.QuerySelectorAll("svg[role=img]").Length);
    }

    [Theory]
    [InlineData(0.9, 0.76, 0.96, "down 10%, likely between 4% and 24%")]
    [InlineData(0.9, 0.7, 1.1, "down 10%, likely between 30% down and 10% up")]
    [InlineData(1.5, 1.2, 2, "up 50%, likely between 20% and 100%")]
    [InlineData(1, 0.9, 1.1, "unchanged, likely between 10% down and 10% up")]
    [InlineData(0.6, 0.4, 0.998, "down 40%, likely between 0.2% and 60%")]
    public void An_effect_is_said_so_that_nobody_needs_statistics(double effect, double low, double high, string expected) =>
        Assert.Equal(expected,
            TicketWords.Effect(AnyTicket.Outcome(OutcomeVerdict.NotEnoughYet, TicketDesk.Now) with { Effect = effect, Low = low, High = high }));

    [Fact]
    public async Task There_is_no_page_of_a_ticket_that_is_not_there()
    {
        await using var desk = await TicketDesk.OpenAsync();

        using var response = await desk.Program.Manager.GetAsync(new Uri(Address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static Ticket Ticket(TicketState state = TicketState.Open, params Core.Records.Topic[] topics) => AnyTicket.Of(state, TicketDesk.Id, topics);

    private static Ticket Other(TicketState state = TicketState.Open) => AnyTicket.Of(state, OtherId, AnyTicket.Delivery) with { OwnedBy = "logistics" };

    private static async Task<IHtmlDocument> PageAsync(TicketDesk desk, string address)
    {
        using var response = await desk.Program.Manager.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await PageVisitor.ReadAsync(response);
    }

    private static async Task<PageVisitor> SignedInAsync(RunningProgram program)
    {
        var visitor = new PageVisitor(program);
        using var response = await visitor.SignInAsync();
        return visitor;
    }

    private static async Task<HttpResponseMessage> SendAsync(PageVisitor visitor, string form, int version, params (string, string)[] fields) =>
        await visitor.PostAsync(Address,
        [
            ("__RequestVerificationToken", await visitor.TokenAsync("/tickets")), ("do", form),
                ("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. fields,
        ]);
}
