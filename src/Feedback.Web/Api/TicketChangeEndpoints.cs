using Feedback.Core.Journeys;
using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;

namespace Feedback.Web.Api;

/// <summary>Where managers work on tickets. Every change names the version that it is meant for.</summary>
internal static class TicketChangeEndpoints
{
    private const string Version = " If the ticket has changed since you read it, this returns 412: read it again. New evidence alone does not make a new "
        + "version.";

    public static void MapTicketChanges(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/tickets/{id}").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Tickets");
        Describe(group.MapPost("/transitions", MoveAsync), "moveTicket", "Move a ticket to another state",
            "The ticket lists the moves that are possible; any other returns 409 with those that are. `verified` and `ineffective` cannot be set by hand: "
                + "customers' later feedback decides.",
            "The move. `reason` is required to dismiss and to reopen.", TicketRequestReader.Moves, Examples.PostedTransition)
            .Produces(200, "The updated ticket, with its new `ETag`.", () => AppJson.Default.Ticket, () => Examples.AcceptedTicket);
        Describe(group.MapPost("/comments", CommentAsync), "commentOnTicket", "Comment on a ticket", "In any state, unless the ticket was merged into another.",
            "The comment.", TicketRequestReader.Comments, Examples.PostedComment)
            .Produces(201, "The updated ticket, with its new `ETag`.", () => AppJson.Default.Ticket, () => Examples.CommentedTicket);
        Describe(group.MapPut("/owner", AssignAsync), "assignTicket", "Assign a ticket to a silo and a person, and name collaborators",
            "A field that is left out is cleared. Reopen a closed or dismissed ticket first.",
            "The owner.", TicketRequestReader.Owners, Examples.PostedOwner)
            .Produces(200, "The updated ticket, with its new `ETag`.", () => AppJson.Default.Ticket, () => Examples.AssignedTicket);
        Describe(group.MapPut("/due", ScheduleAsync), "scheduleTicket", "Set a ticket's due date",
            "A live ticket that is past its due date is overdue, and is escalated once per date.",
            "The date; null removes it.", TicketRequestReader.DueDates, Examples.PostedDueDate)
            .Produces(200, "The updated ticket, with its new `ETag`.", () => AppJson.Default.Ticket, () => Examples.ScheduledTicket);
        Describe(group.MapPost("/merge", MergeAsync), "mergeTicket", "Merge a ticket into another, which keeps the topics and collaborators of both",
            "Both must belong to the same journey and be open, accepted or in progress. This ticket is closed and cannot be changed any more. To finish an "
                + "interrupted merge, repeat it.",
            "The ticket to merge into.", TicketRequestReader.Merges, Examples.PostedMerge)
            .Produces(200, "The ticket merged into, with its new `ETag`; `Content-Location` is its address.", () => AppJson.Default.Ticket, () =>
                Examples.MergedTicket);
        Describe(group.MapPost("/split", SplitAsync), "splitTicket", "Split topics off into a new ticket",
            "Some of the ticket's topics, not all. To finish an interrupted split, repeat it.",
            "The topics to split off.", TicketRequestReader.Splits, Examples.PostedSplit)
            .Produces(201, "The new ticket, with its `ETag`; `Location` is its address.", () => AppJson.Default.Ticket, () => Examples.SplitTicket);
    }

    public static Task<IResult> MoveAsync(string id, HttpContext context, MoveTicket moves, TimeProvider time) =>
        RunAsync(context, TicketRequestReader.Move, time, (isPresented, move, who, aborted) => moves.RunAsync(id, isPresented, move, who, aborted));

    public static Task<IResult> CommentAsync(string id, HttpContext context, ChangeTicket change, TimeProvider time) =>
        RunAsync(context, TicketRequestReader.Comment, time,
            (isPresented, text, who, aborted) => change.RunAsync(id, isPresented, (ticket, now) => TicketWork.Comment(ticket, text, who, now), aborted),
                StatusCodes.Status201Created);

    public static Task<IResult> AssignAsync(string id, HttpContext context, ChangeTicket change, JourneyCatalogue journeys, TimeProvider time) =>
        RunAsync(context, TicketRequestReader.Owner, time,
            (isPresented, owner, who, aborted) =>
                change.RunAsync(id, isPresented, (ticket, now) => TicketWork.Assign(ticket, owner, journeys.Find(ticket.Journey)!, who, now), aborted));

    public static Task<IResult> ScheduleAsync(string id, HttpContext context, ChangeTicket change, TimeProvider time) =>
        RunAsync(context, TicketRequestReader.Due, time,
            (isPresented, dueAt, who, aborted) => change.RunAsync(id, isPresented, (ticket, now) => TicketWork.Schedule(ticket, dueAt, who, now), aborted));

    public static Task<IResult> MergeAsync(string id, HttpContext context, MergeTickets merges, TimeProvider time) =>
        RunAsync(context, TicketRequestReader.Merge, time, async (isPresented, merge, who, aborted) =>
        {
            var merged = await merges.RunAsync(id, isPresented, merge, who, aborted);
            if (merged.Ticket is { } survivor)
                context.Response.Headers.ContentLocation = $"/v1/tickets/{survivor.Id}";
            return merged;
        });

    public static Task<IResult> SplitAsync(string id, HttpContext context, SplitTicket splits, TimeProvider time) =>
        RunAsync(context, TicketRequestReader.Split, time, async (isPresented, split, who, aborted) =>
        {
            var parted = await splits.RunAsync(id, isPresented, split, who, aborted);
            if (parted.Ticket is { } part)
                context.Response.Headers.Location = $"/v1/tickets/{part.Id}";
            return parted;
        }, StatusCodes.Status201Created);

    /// <summary>Reads a request, makes the change, and answers with the ticket or with why not.</summary>
    private static async Task<IResult> RunAsync<T>(
        HttpContext context, PostedJson.Read<TicketRequest<T>> read, TimeProvider time,
        Func<Predicate<int>?, T, TicketActor, CancellationToken, Task<TicketChange>> change, int status = StatusCodes.Status200OK)
    {
        var body = await PostedJson.ReadAsync(context.Request, read);
        if (body.Unreadable is { } unreadable)
            return unreadable;
        var (given, isPresented) = IfMatch.Read(context.Request, body.Errors);
        if (body.Value is not { } request || !body.Errors.None)
            return body.Problem;
        if (!given)
            return Problems.PreconditionRequired($"Send the ticket's ETag in the {IfMatch.Header} header, or * for any version.");

        var changed = await change(isPresented, request.Change, new(context.CallerName(), request.OnBehalfOf), context.RequestAborted);
        if (changed.Refusal is { } refusal)
            return Problems.Of(refusal, context.Response);
        context.Response.Headers.ETag = IfMatch.ETag(changed.Ticket!.History.Count);
        return TypedResults.Json(changed.Ticket.WithComputedFields(time.GetUtcNow()), AppJson.Default.Ticket, statusCode: status);
    }

    private static RouteHandlerBuilder Describe(
        RouteHandlerBuilder route, string name, string summary, string description, string body, RequestShape shape, string example) => route
        .WithName(name).WithSummary(summary).WithDescription(description + Version)
        .WithParameters(Parameter.InPath("id", "The ticket's id."), Parameter.IfMatch)
        .Accepts(body, BodyContent.Of(shape, example))
        .ProducesProblems(400, 404, 409, 412, 413, 415, 428);
}
