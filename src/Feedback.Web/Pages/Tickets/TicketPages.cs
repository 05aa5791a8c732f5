using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Feedback.Web.Access;

namespace Feedback.Web.Pages;

/// <summary>The pages of tickets: the board, the list, and one ticket with its forms.</summary>
internal static class TicketPages
{
    private const string One = Links.Tickets + "/{id}";

    public static void MapTicketPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Links.Tickets, BoardAsync).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapGet(One, GetAsync).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapPost(One, PostAsync).RequireAuthorization(Authentication.ManagerPolicy).RequireFormToken();
    }

    public static async Task<IResult> BoardAsync(HttpRequest request, JourneyCatalogue journeys, TicketPageQuery query, TicketQuery tickets,
        CancellationToken cancellationToken)
    {
        var asked = request.Query["journey"].ToString();
        if ((asked.Length == 0 ? journeys.Active[0] : journeys.Active.FirstOrDefault(journey => journey.Id == asked)) is not { } journey)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var selection = await TicketSelection.ReadAsync(request, journey, tickets, cancellationToken);
        return Page.Of<TicketBoardPage>(
            selection.Faults.None ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(TicketBoardPage.Board), await query.BoardAsync(journey, selection, cancellationToken)),
            (nameof(TicketBoardPage.Journeys), journeys.Active));
    }

    public static Task<IResult> GetAsync(string id, HttpContext context, TicketPageQuery query) =>
        ShowAsync(id, context, query, StatusCodes.Status200OK, PostedForm.None);

    public static async Task<IResult> PostAsync(string id, HttpContext context, TicketForms forms, TicketPageQuery query)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await forms.RunAsync(id, form, context.CallerName(), context.RequestAborted) is not { } changed)
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        if (changed.Ticket is { } ticket)
            return SeeOther.To(Links.Ticket(ticket.Id));
        var refusal = changed.Refusal!;
        var refused = PostedForm.Of(
            form[TicketForms.Do].ToString(), form,
            refusal.Kind switch
            {
                RefusalKind.Invalid => null,
                RefusalKind.Stale =>
                    "The ticket has changed since you opened it, so nothing was saved. Your input is still here: check what is new, then submit it again.",
                _ => refusal.Detail,
            },
            refusal.Errors,
            refusal.Kind == RefusalKind.Stale && int.TryParse(form[TicketForms.Version], NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? since
                : null);
        return await ShowAsync(id, context, query, refusal.Kind == RefusalKind.Invalid ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict,
            refused);
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context, TicketPageQuery query, int status, PostedForm form) =>
        await query.OneAsync(id, context.RequestAborted) is { } model
            ? Page.Of<TicketPage>(status, (nameof(TicketPage.Model), model), (nameof(TicketPage.Form), form),
                (nameof(TicketPage.MayChange), context.User.IsInRole(Authentication.ManagerRole)))
            : TypedResults.StatusCode(StatusCodes.Status404NotFound);
}
