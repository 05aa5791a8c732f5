using Feedback.Core.Customers;
using Feedback.Core.Erasures;
using Feedback.Core.Journeys;
using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Feedback.Core.Timelines;
using Feedback.Web.Access;

namespace Feedback.Web.Pages;

/// <summary>
/// Where managers look at one customer, and erase one. There is no list of persons: who is looked at is somebody whose number or address a manager knows, or
/// who stands behind a ticket or a feedback.
/// </summary>
internal static class CustomerPages
{
    private const string ErasedPath = Links.Customers + "/erased";
    private const int MostEntries = 200;

    public static void MapCustomerPages(this IEndpointRouteBuilder pages)
    {
        var group = pages.MapGroup(Links.Customers).RequireAuthorization(Authentication.ManagerPolicy);
        group.MapGet("", Find);
        group.MapPost("", FindAsync).RequireFormToken();
        group.MapGet("/erased", (Delegate)Erased);
        group.MapGet("/{key}", GetAsync);
        group.MapGet("/{key}/erase", ConfirmAsync);
        group.MapPost("/{key}/erase", EraseAsync).RequireFormToken();
    }

    public static IResult Find() => Form(StatusCodes.Status200OK, new("", ""), null);

    public static async Task<IResult> FindAsync(HttpContext context, CustomerQuery customers)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var asked = new AskedCustomer(form["id"].ToString().Trim(), form["email"].ToString().Trim());
        if (asked.Fault is not null)
            return Form(StatusCodes.Status400BadRequest, asked, null);
        var found = await customers.FindAsync(asked.Id.Length > 0 ? new(asked.Id, null) : new(null, asked.Email), context.RequestAborted);
        return found is [var only] ? SeeOther.To(Links.Customer(only))
            : Form(found.Count == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK, asked, found);
    }

    public static async Task<IResult> GetAsync(
        string key, HttpContext context, CustomerQuery customers, CustomerTimeline relation, TicketQuery tickets, JourneyCatalogue journeys, TimeProvider time)
    {
        if (await customers.OverviewAsync(key, context.RequestAborted) is not { } customer)
            return PageProblem.Of(context.Request, StatusCodes.Status404NotFound);
        var page = await relation.ReadAsync(key, MostEntries, TimelineCursor.TryParse(context.Request.Query["cursor"].ToString()), context.RequestAborted);
        var names = page.Items.SelectMany(entry => entry.Tickets).ToHashSet(StringComparer.Ordinal);
        var behind = names.Count == 0 ? [] : (await tickets.ListAsync(new(), context.RequestAborted)).Where(ticket => names.Contains(ticket.Id))
            .OrderBy(ticket => ticket.RaisedAt).ToList();
        return Page.Of<CustomerPage>(StatusCodes.Status200OK,
            (nameof(CustomerPage.Customer), customer), (nameof(CustomerPage.Timeline), page), (nameof(CustomerPage.Tickets), behind),
            (nameof(CustomerPage.Names), new JourneyNames(journeys.Active[0])), (nameof(CustomerPage.Now), time.GetUtcNow()));
    }

    public static async Task<IResult> ConfirmAsync(string key, HttpContext context, CustomerQuery customers) =>
        await customers.OverviewAsync(key, context.RequestAborted) is { } customer
            ? Page.Of<EraseCustomerPage>(StatusCodes.Status200OK, (nameof(EraseCustomerPage.Customer), customer))
            : PageProblem.Of(context.Request, StatusCodes.Status404NotFound);

    public static async Task<IResult> EraseAsync(string key, HttpContext context, CustomerQuery customers, EraseCustomer erase)
    {
        var customer = await customers.OverviewAsync(key, context.RequestAborted);
        if (customer is not null && (await context.Request.ReadFormAsync(context.RequestAborted))["sure"] != "yes")
            return Page.Of<EraseCustomerPage>(StatusCodes.Status400BadRequest, (nameof(EraseCustomerPage.Customer), customer),
                (nameof(EraseCustomerPage.Unsure), true));
        return CustomerKeys.IsValid(key) && await erase.EraseAsync(key, CancellationToken.None) is not null
            ? SeeOther.To(ErasedPath)
            : PageProblem.Of(context.Request, StatusCodes.Status404NotFound);
    }

    // It names nobody: it can be left open, and stands in the browser's history.
    private static Page Erased(HttpContext _) => Page.Of<ErasedPage>(StatusCodes.Status200OK);

    private static Page Form(int status, AskedCustomer asked, IReadOnlyList<string>? found) =>
        Page.Of<FindCustomerPage>(status, (nameof(FindCustomerPage.Asked), asked), (nameof(FindCustomerPage.Found), found),
            (nameof(FindCustomerPage.Fault), status == StatusCodes.Status400BadRequest ? asked.Fault : null));
}

/// <summary>By what a manager looks for a customer.</summary>
/// <param name="Id">The customer number, as typed.</param>
/// <param name="Email">The email address, as typed.</param>
public sealed record AskedCustomer(string Id, string Email)
{
    /// <summary>What is wrong with it; <c>null</c> when nothing is.</summary>
    public string? Fault => (Id.Length, Email.Length) switch
    {
        (0, 0) => "Enter a customer number or an email address.",
        ( > 0, > 0) => "Enter either the number or the email address, not both.",
        ( > RequestLimits.ForeignId, _) => $"A customer number has at most {RequestLimits.ForeignId} characters.",
        (0, _) when !Email.Contains('@') => "This is not an email address: it has no @.",
        _ => null,
    };
}
