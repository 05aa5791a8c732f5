using Feedback.Core.Digests;
using Feedback.Core.Journeys;
using Feedback.Core.Mail;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Feedback.Web.Api;

/// <summary>Where readers look at digests, and managers send them and say to whom.</summary>
internal static class DigestEndpoints
{
    public static readonly string[] Formats = ["json", "html", "text"];

    private const string Html = "text/html";
    private const string Text = "text/plain";

    public static void MapDigests(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/digests").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Digests");
        var read = routes.MapGroup("/v1/digests").RequireAuthorization(Authentication.ReaderPolicy).WithTags("Digests");
        read.MapGet("", ListAsync).WithName("listDigests").WithSummary("List sent digests, latest week first")
            .WithDescription("A stored digest holds only ids and numbers; quotes are read from the feedback when someone opens it.")
            .WithParameters(Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of digests.", () => AppJson.Default.ListingDigestEntryView, () => Examples.DigestList)
            .ProducesProblems(400);
        read.MapGet("/{week}", GetAsync).WithName("getDigest").WithSummary("Get the digest of a week, as sent or as it would be sent")
            .WithDescription("As JSON, as the mail's HTML or as its plain text. The digest of the current week covers the time up to now, and says so. "
                + "Erased data is left out.")
            .WithParameters(Parameter.Week, Parameter.Journey, Parameter.Audience, Parameter.Format)
            .Produces(200, "The digest.", () => AppJson.Default.WrittenDigestView, () => Examples.WrittenDigest)
            .OrAnswersText(200, "The digest.", Html, "<!DOCTYPE html><html lang=\"en\">…</html>")
            .OrAnswersText(200, "The digest.", Text, Examples.DigestText)
            .ProducesProblems(400, 404);
        group.MapPost("/{week}/send", SendAsync).WithName("sendDigest").WithSummary("Send the digest of a week to recipients who do not have it")
            .WithDescription("With `dryRun=true` it only reports what it would do. Mails are sent one at a time; call again to see how far each has come. A "
                + "recipient who already has the digest gets it again only if `recipient` names them.")
            .WithParameters(Parameter.Week, Parameter.DryRun, Parameter.Recipient)
            .Produces(200, "What would be done for each recipient.", () => AppJson.Default.DigestSendingView, () => Examples.PlannedDigest)
            .Produces(202, "What is done for each recipient.", () => AppJson.Default.DigestSendingView, () => Examples.DigestSending)
            .ProducesProblems(400, 404, 409);
        group.MapGet("/recipients", ListRecipientsAsync).WithName("listDigestRecipients").WithSummary("List the recipients of the weekly digest")
            .WithDescription("Includes those who have unsubscribed.")
            .WithParameters(Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of recipients.", () => AppJson.Default.ListingDigestRecipientView, () => Examples.DigestRecipientList)
            .ProducesProblems(400);
        group.MapPost("/recipients", AddRecipientAsync).WithName("addDigestRecipient").WithSummary("Add a recipient")
            .WithDescription("The first digest they get is that of the current week. An address that has unsubscribed is still a recipient: adding it "
                + "returns 409.")
            .Accepts("The recipient.", BodyContent.Of(RecipientReader.Shape, Examples.PostedRecipient))
            .Produces(201, "Added.", () => AppJson.Default.DigestRecipientView, () => Examples.DigestRecipient)
            .ProducesProblems(400, 409, 413, 415);
        group.MapDelete("/recipients/{id}", RemoveRecipientAsync).WithName("removeDigestRecipient").WithSummary("Remove a recipient")
            .WithDescription("Mails that are still waiting for them are withdrawn.")
            .WithParameters(Parameter.InPath("id", "The recipient's id or address."))
            .AnswersNothing(204, "Removed.")
            .ProducesProblems(404);
    }

    public static async Task<IResult> ListAsync(HttpRequest request, DigestArchive archive, CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var (limit, after) = (query.Limit(), query.Text("cursor"));
        if (after is not null && (after.Split('|') is not [var week, _, _] || IsoWeek.TryParse(week) is null
            || after.Any(c => c is <= ' ' or > '~' or '/' or '\\' or '?' or '#')))
            query.Errors.Add("cursor", Query.NotACursor);
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        var found = await archive.ListAsync(after, limit + 1, cancellationToken);
        return TypedResults.Json(
            Listing.Of(found, limit, DigestEntryView.Of, DigestArchive.IdOf), AppJson.Default.ListingDigestEntryView);
    }

    public static async Task<IResult> GetAsync(
        string week, HttpContext context, JourneyCatalogue journeys, DigestArchive archive, WriteDigest write, RenderDigest render, MailOrigin origin,
            TimeProvider time)
    {
        var query = new Query(context.Request);
        var known = WeekOf(week, query);
        var journey = query.OneOf("journey", [.. journeys.Active.Select(active => active.Id)]) is { } id ? journeys.Find(id)! : journeys.Active[0];
        var audience = query.OneOf("audience", DigestAudience.All(journey)) ?? DigestRecipient.Everyone;
        var format = query.OneOf("format", Formats) ?? Accepted(context.Request);
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        if (known!.Value.StartIn(query.Calendar) > time.GetUtcNow())
            return NotBegun();

        var digest = await archive.LookAsync(journey, known.Value, audience, context.RequestAborted);
        var letter = await write.RunAsync(digest, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = HeaderNames.Accept;
        return format switch
        {
            "html" => new DigestAsMail(await render(new(letter, Link, null))),
            "text" => TypedResults.Text(letter.ToText(Link, null), Text + "; charset=utf-8"),
            _ => TypedResults.Json(WrittenDigestView.Of(digest, letter, Link), AppJson.Default.WrittenDigestView),
        };

        string Link(string path) => origin.LinkTo(path).AbsoluteUri;
    }

    public static async Task<IResult> SendAsync(string week, HttpRequest request, AskForDigest ask, DigestRecipients recipients, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var known = WeekOf(week, query);
        var dryRun = query.Flag("dryRun") == true;
        var only = query.Text("recipient") is { } named ? await recipients.IdOfAsync(named, cancellationToken) : null;
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        if (only is not null && await recipients.FindAsync(only, cancellationToken) is null)
            return Problems.Invalid("recipient", "is not a recipient of the digest");
        if (known!.Value.StartIn(query.Calendar) > time.GetUtcNow())
            return NotBegun();
        if (!known.Value.IsOver(time.GetUtcNow(), query.Calendar))
            return Problems.Conflict("This week is not over yet. You can look at its digest now; it is sent when the week is over.");
        var done = dryRun ? await ask.PlanAsync(known.Value, only, cancellationToken) : await ask.RunAsync(known.Value, only, cancellationToken);
        return TypedResults.Json(
            new(known.Value.ToString(), dryRun, [.. done.Select(DigestAddresseeView.Of)]), AppJson.Default.DigestSendingView, statusCode: dryRun
                ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    public static async Task<IResult> ListRecipientsAsync(HttpRequest request, DigestRecipients recipients, CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var (limit, after) = (query.Limit(), query.NameCursor());
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        List<DigestRecipient> found =
            [.. (await recipients.AllAsync(cancellationToken)).Where(recipient => after is null || string.CompareOrdinal(recipient.Id, after) > 0).Take(limit
                + 1)];
        return TypedResults.Json(
            Listing.Of(found, limit, DigestRecipientView.Of, last => last.Id), AppJson.Default.ListingDigestRecipientView);
    }

    public static async Task<IResult> AddRecipientAsync(HttpContext context, RecipientReader reader, DigestRecipients recipients)
    {
        var body = await PostedJson.ReadAsync(context.Request, reader.Read);
        if (body.Value is not { } posted)
            return body.Problem;
        if (await recipients.AddAsync(posted, context.RequestAborted) is not { } added)
            return Problems.Conflict("This address is already a recipient.");
        context.Response.Headers.Location = $"/v1/digests/recipients/{added.Id}";
        return TypedResults.Json(DigestRecipientView.Of(added), AppJson.Default.DigestRecipientView, statusCode: StatusCodes.Status201Created);
    }

    public static async Task<IResult> RemoveRecipientAsync(string id, DigestRecipients recipients, CancellationToken cancellationToken) =>
        await recipients.RemoveAsync(await recipients.IdOfAsync(id, cancellationToken), cancellationToken) ? TypedResults.NoContent()
            : Problems.NotFound("There is no recipient with this id or address.");

    private static IsoWeek? WeekOf(string text, Query query)
    {
        var week = IsoWeek.TryParse(text);
        if (week is null)
            query.Errors.Add("week", "must be an ISO 8601 week such as 2026-W47");
        return week;
    }

    private static string Accepted(HttpRequest request) => request.GetTypedHeaders().Accept
        .OrderByDescending(type => type.Quality ?? 1)
        .Select(type => type.MediaType.Value switch { Html => "html", Text => "text", ContentTypes.Json or "application/*" or "*/*" => "json", _ => null })
        .FirstOrDefault(format => format is not null) ?? "json";

    private static ProblemHttpResult NotBegun() => Problems.NotFound("This week has not started yet.");
}

/// <summary>
/// The HTML of a mail as an answer. Its styles stand in it, as mail programs want it; so this address alone allows them, and is a sandbox in which nothing runs
/// and that no page can frame.
/// </summary>
internal sealed class DigestAsMail(string html) : IResult
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox allow-popups "
            + "allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return TypedResults.Text(html, "text/html; charset=utf-8").ExecuteAsync(httpContext);
    }
}
