using System.Net;
using AngleSharp.Html.Dom;
using Feedback.App.Tests.Running;
using Feedback.App.Tests.Tickets;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Pages;

/// <summary>The forms on a ticket's page.</summary>
public sealed partial class TicketPagesTests
{
    [Fact]
    public async Task A_form_moves_a_ticket_and_leads_back_to_it()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket());
        using var visitor = await SignedInAsync(desk.Program);

        using var response = await SendAsync(visitor, "move", 1, ("to", "accepted"), ("reason", ""), ("onBehalfOf", "Ben"));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(Address, response.Headers.Location?.ToString());
        var page = await visitor.ReadAsync(Address);
        Assert.Equal("Accepted", page.QuerySelector(".state-path [aria-current]")!.TextContent);
        Assert.Contains("Ben moved it to accepted", page.QuerySelector(".history li")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_offers_what_is_possible_and_nothing_else()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket(TicketState.InProgress));
        using var visitor = await SignedInAsync(desk.Program);

        var buttons = (await visitor.ReadAsync(Address)).QuerySelectorAll("#do-move button").Select(button => button.TextContent);

        Assert.Equal(["Mark as shipped", "Back to accepted", "Dismiss"], buttons);
    }

    [Fact]
    public async Task The_time_of_shipping_is_read_as_utc()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket(TicketState.InProgress));
        using var visitor = await SignedInAsync(desk.Program);

        using var response = await SendAsync(visitor, "move", 2, ("to", "shipped"), ("reason", "Done."), ("shippedAt", "2026-11-18T07:30"));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Contains("\"shippedAt\":\"2026-11-18T07:30:00+00:00\"", await desk.StoredAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("move", "Reason", "to=dismissed")]
    [InlineData("move", "Live since", "to=accepted&shippedAt=2026-11-18T07:30")]
    [InlineData("comment", "Text", "text=")]
    [InlineData("due", "Due date", "dueAt=soon")]
    [InlineData("due", "Due date", "dueAt=2026-01-01")]
    [InlineData("owner", "Department", "silo=moon&assignee=Ben")]
    [InlineData("merge", "Merge into", "into=retail.none.2026-01-01")]
    [InlineData("split", "Topics", "title=Other")]
    public async Task A_form_that_is_not_right_answers_400_and_names_the_field(string form, string label, string typed)
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket());
        using var visitor = await SignedInAsync(desk.Program);
        var before = await desk.StoredAsync();

        using var response = await SendAsync(visitor, form, 1, [.. typed.Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await PageVisitor.ReadAsync(response);
        Assert.NotNull(page.QuerySelector("[role=alert]"));
        if (page.QuerySelector($"#fault-{form}") is { } fault)
            Assert.Contains(label, fault.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await desk.StoredAsync());
    }

    [Fact]
    public async Task A_form_of_an_older_version_is_refused_and_what_was_typed_is_kept()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket());
        using var visitor = await SignedInAsync(desk.Program);
        using (await desk.PostAsync("comments", new { text = "I was first." }))
        {
        }

        using var response = await SendAsync(visitor, "comment", 1, ("text", "I was <b>second</b>."));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var page = await PageVisitor.ReadAsync(response);
        Assert.Equal("I was <b>second</b>.", page.QuerySelector("#comment-text")!.TextContent);
        Assert.Contains("has changed since you opened it", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("I was first.", Assert.Single(page.QuerySelectorAll(".history .fresh")).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("second", await desk.StoredAsync(), StringComparison.Ordinal);

        // Who has seen what is new can send the same again.
        var version = ((IHtmlInputElement)page.QuerySelector("#do-comment [name=version]")!).Value;
        using var again = await SendAsync(visitor, "comment", int.Parse(version, System.Globalization.CultureInfo.InvariantCulture), ("text", "I was second."));
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
    }

    [Fact]
    public async Task New_evidence_alone_makes_no_form_old()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket());
        using var visitor = await SignedInAsync(desk.Program);
        await desk.RewriteEvidenceAsync();

        using var response = await SendAsync(visitor, "comment", 1, ("text", "Still mine."));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    [Fact]
    public async Task Owner_helpers_and_due_date_are_set_by_forms()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket());
        using var visitor = await SignedInAsync(desk.Program);

        (await SendAsync(visitor, "owner", 1, ("silo", "logistics"), ("assignee", "Mara"), ("collaborators", "logistics"), ("collaborators", "service")))
            .Dispose();
        (await SendAsync(visitor, "due", 2, ("dueAt", "2026-12-04"))).Dispose();

        var facts = (await visitor.ReadAsync(Address)).QuerySelector(".facts")!.TextContent;
        Assert.Contains("Logistics, Mara", facts, StringComparison.Ordinal);
        Assert.Contains("Customer service", facts, StringComparison.Ordinal);
        Assert.Contains("4 Dec 2026", facts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_leads_to_the_ticket_that_goes_on_and_both_name_each_other()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket(), Other());
        using var visitor = await SignedInAsync(desk.Program);

        using var response = await SendAsync(visitor, "merge", 1, ("into", OtherId), ("reason", "The same."));

        Assert.Equal("/tickets/" + OtherId, response.Headers.Location?.ToString());
        Assert.NotNull((await visitor.ReadAsync("/tickets/" + OtherId)).QuerySelector($".history a[href='{Address}']"));
        var merged = await visitor.ReadAsync(Address);
        Assert.NotNull(merged.QuerySelector($".title a[href='/tickets/{OtherId}']"));
        Assert.Empty(merged.QuerySelectorAll(".work form"));
    }

    [Fact]
    public async Task A_split_leads_to_the_new_ticket()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket(TicketState.Open, AnyTicket.Invoice, AnyTicket.Delivery));
        using var visitor = await SignedInAsync(desk.Program);

        using var response = await SendAsync(visitor, "split", 1, ("topics", "delivery-time|receive"), ("title", "Late parcels"));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("Late parcels", (await visitor.ReadAsync(response.Headers.Location!.ToString())).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_reader_sees_the_ticket_without_forms_and_changes_nothing()
    {
        await using var program = await RunningProgram.StartAsync(adjust: services => services.AddSingleton<IClaimsTransformation, AsReader>());
        await program.Services.GetRequiredService<IDocumentStore>().PutAsync(Ticket());
        using var visitor = await SignedInAsync(program);

        var page = await visitor.ReadAsync(Address);
        using var response = await SendAsync(visitor, "comment", 1, ("text", "Me too."));

        Assert.NotNull(page.QuerySelector("#history"));
        Assert.Empty(page.QuerySelectorAll($"form[action='{Address}']"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var desk = await TicketDesk.OpenAsync(Ticket());
        using var visitor = await SignedInAsync(desk.Program);

        using var response = await visitor.PostAsync(Address, ("do", "move"), ("version", "1"), ("to", "accepted"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("accepted", await desk.StoredAsync(), StringComparison.Ordinal);
    }
}
