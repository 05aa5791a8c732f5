using Feedback.Core.Journeys;
using Feedback.Core.Tickets;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;

namespace Feedback.Web.Api;

/// <summary>Where managers read tickets.</summary>
internal static class TicketEndpoints
{
    public static readonly string[] Orders = ["updated", "priority"];

    public static void MapTickets(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/tickets").RequireAuthorization(Authentication.ReaderPolicy).WithTags("Tickets");
        group.MapGet("", ListAsync).WithName("listTickets").WithSummary("List tickets, most recently updated or highest priority first")
            .WithDescription("Tickets of all active journeys.")
            .WithParameters(Parameter.State, Parameter.TicketSilo, Parameter.Stage, Parameter.Theme, Parameter.CrossSilo, Parameter.Overdue, Parameter.Order,
                Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of tickets.", () => AppJson.Default.ListingTicket, () => Examples.TicketList)
            .ProducesProblems(400);
        group.MapGet("/{id}", GetAsync).WithName("getTicket").WithSummary("Get a ticket with its evidence")
            .WithDescription("Send the `ETag` as `If-Match` to change the ticket. It changes with what people do to the ticket, not with new evidence, so it "
                + "does not validate a cache.")
            .WithParameters(Parameter.InPath("id", "The ticket's id."))
            .Produces(200, "The ticket.", () => AppJson.Default.Ticket, () => Examples.Ticket)
            .ProducesProblems(404);
    }

    public static async Task<IResult> ListAsync(HttpRequest request, JourneyCatalogue journeys, TicketQuery tickets, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var now = time.GetUtcNow();
        var all = await tickets.ListAsync(new(), cancellationToken);
        var filter = new TicketFilter(
            query.Word<TicketState>("state"), query.Text("silo"),
            query.StageOfTickets(journeys.Active, all), query.ThemeOfTickets(journeys.Active, all),
            query.Flag("crossSilo"), query.OneOf("overdue", ["true"]) is null ? null : now);
        var order = query.OneOf("order", Orders);
        var (limit, after) = (query.Limit(), query.Text("cursor"));
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);

        IReadOnlyList<Ticket> found = [.. all.Where(filter.Matches)];
        if (order == "priority")
            found = [.. found.OrderByDescending(ticket => ticket.Priority.Score).ThenBy(ticket => ticket.Id, StringComparer.Ordinal)];
        if (after is not null && found.All(ticket => ticket.Id != after))
            return Problems.Invalid("cursor", Query.NotACursor);
        List<Ticket> rest = after is null ? [.. found] : [.. found.SkipWhile(ticket => ticket.Id != after).Skip(1)];
        return TypedResults.Json(Listing.Of(rest, limit, ticket => ticket.WithComputedFields(now), last => last.Id), AppJson.Default.ListingTicket);
    }

    public static async Task<IResult> GetAsync(
        string id, HttpContext context, TicketQuery tickets, TicketQuotes quotes, TicketAsks asks, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(id, cancellationToken) is not { } found)
            return Problems.NotFound("There is no ticket with this id.");
        context.Response.Headers.ETag = IfMatch.ETag(found.Ticket.History.Count);
        var seen = found.Ticket.WithComputedFields(time.GetUtcNow()) with
        {
            Quotes = await quotes.ReadAsync(found.Ticket, cancellationToken),
            ExpectedOutcomes = await asks.ReadAsync(found.Ticket, cancellationToken),
        };
        return TypedResults.Json(seen, AppJson.Default.Ticket);
    }
}
