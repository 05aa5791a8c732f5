using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Tickets;
using Feedback.Testing;
using static Feedback.App.Tests.Tickets.TicketDesk;

namespace Feedback.App.Tests.Tickets;

public sealed class TicketChangeTests
{
    private const string Other = "retail.refund.2026-11-12";

    [Fact]
    public async Task A_ticket_says_its_version_what_is_possible_how_old_it_is_and_whether_it_is_overdue()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(TicketState.InProgress, Id) with { DueAt = Now.AddDays(-1) });

        using var response = await desk.GetAsync();

        Assert.Equal("\"2\"", response.Headers.ETag?.ToString());
        var ticket = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["shipped", "accepted", "dismissed"], Words(ticket, "possible"));
        Assert.Equal((10, true), (ticket.GetProperty("ageDays").GetInt32(), ticket.GetProperty("overdue").GetBoolean()));
    }

    [Fact]
    public async Task A_move_answers_the_moved_ticket_with_its_next_version_and_tells_who_moved_it()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));

        using var response = await desk.PostAsync("transitions", new { to = "accepted", onBehalfOf = "Ann" }, "\"1\"");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (response.StatusCode, response.Headers.ETag?.ToString()));
        var ticket = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("accepted", ticket.GetProperty("state").GetString());
        Assert.Equal(["in-progress", "open", "dismissed"], Words(ticket, "possible"));
        var entry = ticket.GetProperty("history")[1];
        Assert.Equal(("manager", "Ann", "moved", "open", "accepted"),
            (Text(entry, "by"), Text(entry, "onBehalfOf"), Text(entry, "action"), Text(entry, "from"), Text(entry, "to")));
    }

    [Fact]
    public async Task The_whole_way_to_the_customers_is_walked_with_one_etag_after_the_other()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));
        var etag = "\"1\"";
        foreach (var move in new object[] { new { to = "accepted" }, new { to = "in-progress" },
            new { to = "shipped", shippedAt = "2026-11-19T08:00:00+01:00" } })
        {
            using var moved = await desk.PostAsync("transitions", move, etag);
            Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
            etag = moved.Headers.ETag!.ToString();
        }

        using var response = await desk.GetAsync();

        var ticket = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("\"4\"", "\"4\""), (etag, response.Headers.ETag?.ToString()));
        Assert.Equal(("shipped", "2026-11-19T07:00:00+00:00"), (Text(ticket, "state"), Text(ticket, "shippedAt")));
    }

    [Fact]
    public async Task New_evidence_leaves_the_version_as_it_is()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));
        using var before = await desk.GetAsync();
        await desk.RewriteEvidenceAsync();

        using var after = await desk.GetAsync();
        using var changed = await desk.PostAsync("comments", new { text = "Hm." }, before.Headers.ETag!.ToString());

        Assert.Equal(before.Headers.ETag, after.Headers.ETag);
        Assert.Equal(HttpStatusCode.Created, changed.StatusCode);
        Assert.Equal(99, (await changed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("evidence").GetProperty("negative").GetInt32());
    }

    [Fact]
    public async Task A_change_for_an_old_version_is_told_the_present_one()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(TicketState.Accepted, Id));

        using var response = await desk.PostAsync("comments", new { text = "Hm." }, "\"1\"");

        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"2\""), (response.StatusCode, response.Headers.ETag?.ToString()));
    }

    [Fact]
    public async Task A_change_for_one_of_several_versions_is_made()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));

        using var response = await desk.PostAsync("comments", new { text = "Hm." }, "\"7\", \"1\"");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Of_many_moves_at_once_for_one_version_one_is_made()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));

        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => desk.PostAsync("transitions", new { to = "accepted" }, "\"1\"")));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.OK);
        Assert.Equal(11, responses.Count(response => response.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task An_owner_and_a_due_date_are_put()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));

        using var given = await desk.PutAsync("owner", new { silo = "logistics", assignee = "Bo", collaborators = new[] { "billing" } }, "\"1\"");
        using var due = await desk.PutAsync("due", new { dueAt = "2026-12-18T17:00:00Z" }, "\"2\"");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (given.StatusCode, due.StatusCode));
        var ticket = await due.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("logistics", "Bo", "2026-12-18T17:00:00+00:00"), (Text(ticket, "ownedBy"), Text(ticket, "assignee"), Text(ticket, "dueAt")));
        Assert.Equal(["billing"], Words(ticket, "collaborators"));
    }

    [Fact]
    public async Task A_merge_answers_the_ticket_that_goes_on_and_says_where_it_is()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id), AnyTicket.Of(id: Other, topics: new Topic("refund", "pay")));

        using var response = await desk.PostAsync("merge", new { into = Other }, "\"1\"");

        Assert.Equal((HttpStatusCode.OK, "\"2\"", $"/v1/tickets/{Other}"),
            (response.StatusCode, response.Headers.ETag?.ToString(), response.Content.Headers.ContentLocation?.ToString()));
        Assert.Equal(2, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("topics").GetArrayLength());
        using var ended = await desk.PostAsync("comments", new { text = "Hm." });
        Assert.Equal(HttpStatusCode.Conflict, ended.StatusCode);
        Assert.Contains(Other, await ended.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_split_answers_the_new_ticket_and_says_where_it_is()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id, topics: [AnyTicket.Invoice, AnyTicket.Delivery]));

        using var response =
            await desk.PostAsync("split", new { topics = new[] { new { theme = "delivery-time", stage = "receive" } }, title = "Late parcels" }, "\"1\"");

        Assert.Equal((HttpStatusCode.Created, "\"1\"", "/v1/tickets/retail.delivery-time.2026-11-20"),
            (response.StatusCode, response.Headers.ETag?.ToString(), response.Headers.Location?.ToString()));
        using var part = await desk.Program.Manager.GetAsync(response.Headers.Location);
        Assert.Equal("Late parcels", Text(await part.Content.ReadFromJsonAsync<JsonElement>(), "title"));
        using var rest = await desk.GetAsync();
        Assert.Equal("\"2\"", rest.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task A_ticket_is_not_reopened_while_another_stands_for_its_topic()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(TicketState.Dismissed, Id), AnyTicket.Of(id: Other));

        using var response = await desk.PostAsync("transitions", new { to = "open", reason = "It came back." });

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains(Other, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_worked_out_when_somebody_looks_is_not_stored()
    {
        await using var desk = await OpenAsync(AnyTicket.Of(id: Id));

        using var response = await desk.PostAsync("transitions", new { to = "accepted" });

        var stored = JsonDocument.Parse(await desk.StoredAsync()).RootElement;
        Assert.Equal("accepted", Text(stored, "state"));
        Assert.DoesNotContain(stored.EnumerateObject(), field => field.Name is "possible" or "ageDays" or "overdue");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IEnumerable<string?> Words(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(word => word.GetString());
}
