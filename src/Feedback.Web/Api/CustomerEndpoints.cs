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
        group.MapPost("/find", FindAsync).WithName("findCustomer").WithSummary("Find customers by number or e-mail address")
            .WithDescription("By one of the two. Posted, so that no identifier stands in an address or a log. Several customers may share an e-mail address; "
                + "who gave one beside a number is found by both.")
            .Accepts("By what to find.", BodyContent.Of(FindCustomerReader.Shape, Examples.PostedFindCustomer))
            .Produces(200, "Their keys; none when there is no such customer.", () => AppJson.Default.FoundCustomers, () => Examples.FoundCustomers)
            .ProducesProblems(400, 413, 415);
        group.MapGet("/{key}", GetAsync).WithName("getCustomer").WithSummary("One customer: the profile, and how much was heard where")
            .WithDescription("The identifiers stand here as the sources sent them, and nowhere else.")
            .WithParameters(key)
            .Produces(200, "The customer.", () => AppJson.Default.CustomerView, () => Examples.Customer)
            .ProducesProblems(404);
        group.MapGet("/{key}/timeline", TimelineAsync).WithName("getCustomerTimeline").WithSummary("One customer's whole relation across silos, newest first")
            .WithDescription("What the customer said at every touchpoint, with the tickets that it stands behind, and what the customer was told of which "
                + "ticket.")
            .WithParameters(key, Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of the relation.", () => AppJson.Default.ListingTimelineEntryView, () => Examples.CustomerHistory)
            .ProducesProblems(400, 404);
        group.MapGet("/{key}/export", ExportAsync).WithName("exportCustomer").WithSummary("Everything that is stored on one customer")
            .WithDescription("One JSON document, as it is stored and unmasked, to hand to the person (GDPR, article 15). Sent as a download, page by page.")
            .WithParameters(key)
            .Produces(StatusCodes.Status200OK, null, ContentTypes.Json)
                .WithMetadata(new AnswerDescription(200, "The document.", ContentTypes.Json, () =>
                    System.Text.Json.Nodes.JsonNode.Parse(Examples.CustomerExport)))
            .ProducesProblems(404);
        group.MapDelete("/{key}", EraseAsync).WithName("eraseCustomer").WithSummary("Erase one customer; the counts stay, without the person")
            .WithDescription("Answers only when nothing of the customer is left: in the record, the timeline, texts, mails and files. Once more answers 404, "
                + "since nobody of that key is known then. "
                + "After any other answer, or none, call it again to end it; the program does so itself within a minute or two. A customer who had opted out "
                    + "stays so, by a one-way hash.")
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
        var limit = query.Limit();
        var cursor = query.Text("cursor") is { } text ? TimelineCursor.TryParse(text) : null;
        if (cursor is null && query.Text("cursor") is not null)
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

    private static ProblemHttpResult NotFound() => Problems.NotFound("There is no customer of this key.");
}

/// <summary>The keys of the customers who were found.</summary>
internal sealed record FoundCustomers(IReadOnlyList<string> Keys);

/// <summary>A customer as managers see one.</summary>
/// <param name="Id">The company's customer number.</param>
/// <param name="Email">The latest e-mail address that a source sent.</param>
/// <param name="MayContact">A source's latest word on whether the customer may be written to.</param>
/// <param name="Contact">Whether the customer may be written to, or why not.</param>
/// <param name="AlsoKnownAs">Other customers with the same e-mail address. They are not erased along.</param>
internal sealed record CustomerView(
    string Key, string? Id, string? Email, DateTimeOffset FirstSeen, bool? MayContact, DateTimeOffset? OptedOutAt, Contact Contact, decimal? LifetimeValue,
    int Feedback, DateTimeOffset? FirstHeard, DateTimeOffset? LastHeard, IReadOnlyList<TouchpointCount> ByTouchpoint, IReadOnlyList<string> AlsoKnownAs)
{
    public static CustomerView Of(CustomerOverview found) => new(
        found.Profile.Key, found.Profile.Id, found.Profile.Email, found.Profile.FirstSeen, found.Profile.MayContact, found.Profile.OptedOutAt,
            ContactRule.Of(found.Profile), found.Profile.LifetimeValue,
        found.Feedback, found.FirstHeard, found.LastHeard, found.ByTouchpoint, found.AlsoKnownAs);
}

/// <summary>One entry of a customer's relation.</summary>
/// <param name="Kind"><c>feedback</c> or <c>notice</c>.</param>
/// <param name="Feedback">The feedback's id; its text stands at its own address.</param>
/// <param name="Tickets">The tickets that the feedback stands behind, or the one that the customer was told of.</param>
/// <param name="TellState">What became of notifying the customer.</param>
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
