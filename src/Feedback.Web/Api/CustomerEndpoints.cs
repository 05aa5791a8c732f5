using System.Net.Mime;
using Feedback.Core.Customers;
using Feedback.Core.Erasures;
using Feedback.Core.Mail;
using Feedback.Core.Records;
using Feedback.Core.Timelines;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Feedback.Web.Api;

/// <summary>Where managers see one customer whole, hand over what is stored, and erase.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/customers").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Customers");
        var key = Parameter.InPath("key", "The customer key.");
        group.MapPost("/find", FindAsync).WithName("findCustomer").WithSummary("Find customers by customer number or email address")
            .WithDescription("Give one of the two. It is a POST so that no identifier appears in a URL or a log. Several customers may share an email "
                + "address; a customer who has given both is found by either.")
            .Accepts("What to search by.", BodyContent.Of(FindCustomerReader.Shape, Examples.PostedFindCustomer))
            .Produces(200, "The keys of the matching customers; empty if there are none.", () => AppJson.Default.FoundCustomers, () => Examples.FoundCustomers)
            .ProducesProblems(400, 413, 415);
        group.MapGet("/{key}", GetAsync).WithName("getCustomer").WithSummary("Get a customer's profile and feedback counts by touchpoint")
            .WithDescription("The only place that shows the identifiers as the sources sent them.")
            .WithParameters(key)
            .Produces(200, "The customer.", () => AppJson.Default.CustomerView, () => Examples.Customer)
            .ProducesProblems(404);
        group.MapGet("/{key}/timeline", TimelineAsync).WithName("getCustomerTimeline").WithSummary("Get a customer's timeline across silos, newest first")
            .WithDescription("What the customer said at every touchpoint, with the tickets it is evidence for, and which tickets the customer was notified "
                + "of.")
            .WithParameters(key, Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of the timeline.", () => AppJson.Default.ListingTimelineEntryView, () => Examples.CustomerHistory)
            .ProducesProblems(400, 404);
        group.MapGet("/{key}/export", ExportAsync).WithName("exportCustomer").WithSummary("Export everything stored about a customer")
            .WithDescription("One JSON document with the data as it is stored, unmasked, to hand to the person (GDPR, Article 15). Sent as a download, page "
                + "by page.")
            .WithParameters(key)
            .Produces(StatusCodes.Status200OK, null, ContentTypes.Json)
                .WithMetadata(new AnswerDescription(200, "The document.", ContentTypes.Json, () =>
                    System.Text.Json.Nodes.JsonNode.Parse(Examples.CustomerExport)))
            .ProducesProblems(404);
        group.MapDelete("/{key}", EraseAsync).WithName("eraseCustomer").WithSummary("Erase a customer; the counts stay, without the person")
            .WithDescription("Returns only when nothing of the customer is left in the record, the timeline, texts, mails and files. Calling it again "
                + "returns 404, because the key is no longer known. After any other response, or none, call it again to finish the erasure; the program also "
                + "finishes it within a minute or two. If the customer had opted out, that is kept as a one-way hash.")
            .WithParameters(key)
            .AnswersNothing(204, "Erased.")
            .ProducesProblems(404);
    }

    public static async Task<IResult> FindAsync(HttpContext context, CustomerQuery customers)
    {
        var body = await PostedJson.ReadAsync(context.Request, FindCustomerReader.Read);
        if (body.Value is not { } identity)
            return body.Problem;
        return Json(context, new(await customers.FindAsync(identity, context.RequestAborted)), AppJson.Default.FoundCustomers);
    }

    public static async Task<IResult> GetAsync(string key, HttpContext context, CustomerQuery customers) =>
        await customers.OverviewAsync(key, context.RequestAborted) is { } found ? Json(context, CustomerView.Of(found), AppJson.Default.CustomerView)
            : NotFound();

    public static async Task<IResult> TimelineAsync(string key, HttpContext context, CustomerQuery customers, CustomerTimeline relation)
    {
        var query = new Query(context.Request);
        var (limit, text) = (query.Limit(), query.Text("cursor"));
        var cursor = text is null ? null : TimelineCursor.TryParse(text);
        if (cursor is null && text is not null)
            query.Errors.Add("cursor", Query.NotACursor);
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        if (await customers.OverviewAsync(key, context.RequestAborted) is null)
            return NotFound();
        var page = await relation.ReadAsync(key, limit, cursor, context.RequestAborted);
        return Json(context, new([.. page.Items.Select(TimelineEntryView.Of)], page.Next?.ToString()), AppJson.Default.ListingTimelineEntryView);
    }

    public static async Task<IResult> ExportAsync(string key, HttpContext context, CustomerQuery customers, CustomerExport export)
    {
        if (await customers.OverviewAsync(key, context.RequestAborted) is null)
            return NotFound();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(stream => export.WriteAsync(key, stream, context.RequestAborted), MediaTypeNames.Application.Json, $"customer-{key}.json");
    }

    public static async Task<IResult> EraseAsync(string key, EraseCustomer erase) =>
        // Not broken off by a caller who has gone: the sooner it ends the better.
        CustomerKeys.IsValid(key) && await erase.EraseAsync(key, CancellationToken.None) is not null ? TypedResults.NoContent() : NotFound();

    private static JsonHttpResult<T> Json<T>(HttpContext context, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(value, type);
    }

    private static ProblemHttpResult NotFound() => Problems.NotFound("There is no customer with this key.");
}

/// <summary>The keys of the customers who were found.</summary>
internal sealed record FoundCustomers(IReadOnlyList<string> Keys);

/// <summary>A customer as managers see one.</summary>
/// <param name="Id">The company's customer number.</param>
/// <param name="Email">The latest email address that a source sent.</param>
/// <param name="MayContact">Whether the customer may be contacted, according to the latest source that said so.</param>
/// <param name="Contact">Whether the customer may be contacted, or why not.</param>
/// <param name="AlsoKnownAs">Other customers with the same email address. They are not erased with this one.</param>
internal sealed record CustomerView(
    string Key, string? Id, string? Email, DateTimeOffset FirstSeen, bool? MayContact, DateTimeOffset? OptedOutAt, Contact Contact, decimal? LifetimeValue,
    int Feedback, DateTimeOffset? FirstHeard, DateTimeOffset? LastHeard, IReadOnlyList<TouchpointCount> ByTouchpoint, IReadOnlyList<string> AlsoKnownAs)
{
    public static CustomerView Of(CustomerOverview found) => new(
        found.Profile.Key, found.Profile.Id, found.Profile.Email, found.Profile.FirstSeen, found.Profile.MayContact, found.Profile.OptedOutAt,
            ContactRule.Of(found.Profile), found.Profile.LifetimeValue,
        found.Feedback, found.FirstHeard, found.LastHeard, found.ByTouchpoint, found.AlsoKnownAs);
}

/// <summary>One entry of a customer's timeline.</summary>
/// <param name="Kind"><c>feedback</c> or <c>notice</c>.</param>
/// <param name="Feedback">The feedback's id; read the text with it.</param>
/// <param name="Tickets">The tickets that the feedback is evidence for, or the one that the customer was notified of.</param>
/// <param name="TellState">The state of the notification.</param>
internal sealed record TimelineEntryView(
    string Kind, DateTimeOffset At, string? Feedback, string? Touchpoint, string? Source, Sentiment? Sentiment, Ratings? Ratings, IReadOnlyList<string> Themes,
        IReadOnlyList<string> Tickets, NoticeState? TellState)
{
    public static TimelineEntryView Of(TimelineEntry entry) => entry.Feedback is { } said
        ? new("feedback", entry.At, said.Id, said.Touchpoint, said.Source, said.Analysis?.Sentiment, said.Ratings, ThemesOf(said), entry.Tickets, null)
        : new("notice", entry.At, null, null, null, null, null, [], entry.Tickets, entry.Notice!.State);

    private static IReadOnlyList<string> ThemesOf(FeedbackRecord record) =>
        [.. (record.Mapping ?? []).SelectMany(mapping => mapping.Opinions).Select(opinion => opinion.Theme).OfType<string>().Distinct(StringComparer.Ordinal)];
}
