using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Customers;
using Feedback.Core.Mail;
using Feedback.Core.Tickets;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;

namespace Feedback.Web.Api;

/// <summary>Where managers see the customers behind a ticket, and who was notified.</summary>
internal static class VoiceEndpoints
{
    public static void MapVoices(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/tickets/{id}/voices", ListAsync)
            .RequireAuthorization(Authentication.ManagerPolicy)
            .WithName("listVoices").WithSummary("List the customers behind a ticket, the most recent first").WithTags("Tickets")
            .WithDescription("Customers who complained about the ticket's topics, from the start of its evidence until the change was shipped, or until now; "
                + $"found among the newest {FindVoices.MostSignals:#,0} negative opinions on each topic. When the ticket is verified, each of them who may be "
                + "contacted is notified once. Customers appear by key; their addresses are never listed.")
            .WithParameters(Parameter.InPath("id", "The ticket's id."), Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of voices.", () => AppJson.Default.ListingVoiceView, () => Examples.VoiceList)
            .ProducesProblems(400, 404);

    public static async Task<IResult> ListAsync(string id, HttpRequest request, TicketQuery tickets, VoiceList voices, CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var (limit, cursor) = (query.Limit(), query.Cursor());
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        if (await tickets.FindAsync(id, cancellationToken) is not { } found)
            return Problems.NotFound("There is no ticket with this id.");
        var page = await voices.RunAsync(found.Ticket, limit, cursor, cancellationToken);
        return TypedResults.Json(new([.. page.Items.Select(VoiceView.Of)], page.Next?.ToString()), AppJson.Default.ListingVoiceView);
    }
}

/// <summary>A customer whose feedback is evidence for a ticket.</summary>
/// <param name="Customer">The customer key.</param>
/// <param name="Feedback">The ids of the feedback, the newest first.</param>
/// <param name="Contact">Whether the customer may be contacted, or why not.</param>
/// <param name="TellState">The state of the notification; <c>null</c> if there is none.</param>
/// <param name="ToldAt">When the customer was notified.</param>
internal sealed record VoiceView(string Customer, IReadOnlyList<string> Feedback, Contact Contact, NoticeState? TellState, DateTimeOffset? ToldAt)
{
    public static VoiceView Of(VoiceEntry entry) => new(
        entry.Voice.Customer, entry.Voice.Feedback, entry.Contact, entry.Notice?.State, entry.Notice is { State: NoticeState.Sent } sent ? sent.At : null);
}
