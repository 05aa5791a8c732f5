using System.Text.Json;
using Feedback.Core.Digests;
using Feedback.Core.Journeys;
using Feedback.Core.Mail;
using Feedback.Core.Requests;
using Feedback.Core.Signals;
using Feedback.Web.Access;
using Feedback.Web.Api;

namespace Feedback.Web.Pages;

/// <summary>The weekly digests: the archive, one of them, sending it anew, and who gets it.</summary>
internal static class DigestPages
{
    private const string RecipientsPath = Links.Digests + "/recipients";
    private const int Shown = 60;

    public static void MapDigestPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Links.Digests, ListAsync).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapGet(RecipientsPath, RecipientsAsync).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapPost(RecipientsPath, AddAsync).RequireAuthorization(Authentication.ManagerPolicy).RequireFormToken();
        pages.MapPost(RecipientsPath + "/remove", RemoveAsync).RequireAuthorization(Authentication.ManagerPolicy).RequireFormToken();
        pages.MapGet("/" + UnsubscribeLinks.Path, Unsubscribe).AllowAnonymous();
        pages.MapPost("/" + UnsubscribeLinks.Path, UnsubscribeAsync).AllowAnonymous();
        pages.MapGet(Links.Digests + "/{week}", GetAsync).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapGet(Links.Digests + "/{week}/mail", MailAsync).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapGet(Links.Digests + "/{week}/send", PlanAsync).RequireAuthorization(Authentication.ManagerPolicy);
        pages.MapPost(Links.Digests + "/{week}/send", SendAsync).RequireAuthorization(Authentication.ManagerPolicy).RequireFormToken();
    }

    public static async Task<IResult> ListAsync(
        HttpContext context, DigestArchive archive, DigestRecipients recipients, AskForDigest ask, DigestSchedule schedule, JourneyCatalogue journeys,
            TimeProvider time)
    {
        var kept = await archive.ListAsync(null, Shown, context.RequestAborted);
        var known = await recipients.AllAsync(context.RequestAborted);
        var weeks = new List<DigestWeek>();
        foreach (var week in kept.GroupBy(digest => digest.Week))
            weeks.Add(new(IsoWeek.TryParse(week.Key)!.Value, [.. week], await ask.PlanAsync(IsoWeek.TryParse(week.Key)!.Value, null, context.RequestAborted)));
        var now = time.GetUtcNow();
        return Page.Of<DigestListPage>(StatusCodes.Status200OK,
            (nameof(DigestListPage.Weeks), weeks),
            (nameof(DigestListPage.Present), IsoWeek.Of(now, schedule.Calendar)),
            (nameof(DigestListPage.Journeys), journeys),
            (nameof(DigestListPage.Recipients), known.Count(recipient => recipient.UnsubscribedAt is null)),
            (nameof(DigestListPage.NextAt), schedule.NextAfter(now)),
            (nameof(DigestListPage.Zone), schedule.Zone.Id));
    }

    public static async Task<IResult> GetAsync(string week, HttpContext context, DigestArchive archive, WriteDigest write, AskForDigest ask,
        JourneyCatalogue journeys, TimeProvider time)
    {
        if (Asked(week, context.Request, journeys, time) is not { } asked)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var digest = await archive.LookAsync(asked.Journey, asked.Week, asked.Audience, context.RequestAborted);
        return Page.Of<DigestPage>(StatusCodes.Status200OK,
            (nameof(DigestPage.View), asked),
            (nameof(DigestPage.Digest), digest),
            (nameof(DigestPage.Letter), await write.RunAsync(digest, context.RequestAborted)),
            (nameof(DigestPage.Journeys), journeys),
            (nameof(DigestPage.Addressees), digest.Finished ? await ask.PlanAsync(asked.Week, null, context.RequestAborted) : []),
            (nameof(DigestPage.MayChange), context.User.IsInRole(Authentication.ManagerRole)));
    }

    public static async Task<IResult> MailAsync(
        string week, HttpContext context, DigestArchive archive, WriteDigest write, RenderDigest render, MailOrigin origin, JourneyCatalogue journeys,
            TimeProvider time)
    {
        if (Asked(week, context.Request, journeys, time) is not { } asked)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var letter = await write.RunAsync(await archive.LookAsync(asked.Journey, asked.Week, asked.Audience, context.RequestAborted), context.RequestAborted);
        if (context.Request.Query["format"] != "text")
            return new DigestAsMail(await render(new(letter, Link, null)));
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Text(letter.ToText(Link, null), "text/plain; charset=utf-8");

        string Link(string path) => origin.LinkTo(path).AbsoluteUri;
    }

    public static async Task<IResult> PlanAsync(string week, HttpContext context, AskForDigest ask, JourneyCatalogue journeys, CompanyCalendar calendar,
        TimeProvider time)
    {
        if (Asked(week, context.Request, journeys, time) is not { } asked || !asked.Week.IsOver(time.GetUtcNow(), calendar))
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var only = context.Request.Query["recipient"].ToString() is { Length: > 0 } named ? named : null;
        return Page.Of<DigestSendPage>(StatusCodes.Status200OK,
            (nameof(DigestSendPage.Week), asked.Week), (nameof(DigestSendPage.Only), only),
                (nameof(DigestSendPage.Addressees), await ask.PlanAsync(asked.Week, only, context.RequestAborted)));
    }

    public static async Task<IResult> SendAsync(string week, HttpContext context, AskForDigest ask, JourneyCatalogue journeys, CompanyCalendar calendar,
        TimeProvider time)
    {
        if (Asked(week, context.Request, journeys, time) is not { } asked || !asked.Week.IsOver(time.GetUtcNow(), calendar))
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await ask.RunAsync(asked.Week, form["recipient"].ToString() is { Length: > 0 } named ? named : null, context.RequestAborted);
        return SeeOther.To($"{Links.Digests}/{asked.Week}#mails");
    }

    public static Task<IResult> RecipientsAsync(HttpContext context, DigestRecipients recipients, JourneyCatalogue journeys, DigestSchedule schedule) =>
        ShowRecipientsAsync(StatusCodes.Status200OK, context, recipients, journeys, schedule, new FieldErrors(), new Dictionary<string, string>());

    public static async Task<IResult> AddAsync(HttpContext context, RecipientReader reader, DigestRecipients recipients, JourneyCatalogue journeys,
        DigestSchedule schedule)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var given = RecipientFields.All.ToDictionary(field => field, field => form[field].ToString().Trim(), StringComparer.Ordinal);
        // The same rules as at the API: a field that was left empty was not given.
        var json = JsonSerializer.SerializeToUtf8Bytes(given.Where(field => field.Value.Length > 0).ToDictionary(StringComparer.Ordinal),
            FormJson.Default.DictionaryStringString);
        if (reader.Read(json, out var errors) is not { } posted)
            return await ShowRecipientsAsync(StatusCodes.Status400BadRequest, context, recipients, journeys, schedule, errors, given);
        return await recipients.AddAsync(posted, context.RequestAborted) is not null ? SeeOther.To(RecipientsPath)
            : await ShowRecipientsAsync(StatusCodes.Status409Conflict, context, recipients, journeys, schedule,
                FieldErrors.Of("email", "is on the list already"), given);
    }

    public static async Task<IResult> RemoveAsync(HttpContext context, DigestRecipients recipients)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return await recipients.RemoveAsync(form["recipient"].ToString(), context.RequestAborted) ? SeeOther.To(RecipientsPath)
            : TypedResults.StatusCode(StatusCodes.Status404NotFound);
    }

    /// <summary>Looking changes nothing, since mail scanners follow links.</summary>
    public static IResult Unsubscribe(HttpRequest request, UnsubscribeLinks links) =>
        RecipientOf(request, links) is null ? ShowUnsubscribe(StatusCodes.Status404NotFound, OptOutState.Broken)
            : ShowUnsubscribe(StatusCodes.Status200OK, OptOutState.Asked);

    /// <summary>The button, and the one click of a mail program (RFC 8058). Without a form token, as at <see cref="OptOutPages"/>: the signed link is all that
    /// it takes.</summary>
    public static async Task<IResult> UnsubscribeAsync(HttpRequest request, UnsubscribeLinks links, DigestRecipients recipients,
        CancellationToken cancellationToken)
    {
        if (RecipientOf(request, links) is not { } recipient)
            return ShowUnsubscribe(StatusCodes.Status404NotFound, OptOutState.Broken);
        await recipients.UnsubscribeAsync(recipient, cancellationToken);
        return ShowUnsubscribe(StatusCodes.Status200OK, OptOutState.Done);
    }

    private static string? RecipientOf(HttpRequest request, UnsubscribeLinks links)
    {
        var (recipient, signature) = (request.Query[SignedLinks.SubjectField].ToString(), request.Query[SignedLinks.SignatureField].ToString());
        return links.Holds(recipient, signature) ? recipient : null;
    }

    private static Page ShowUnsubscribe(int status, OptOutState state) => Page.Of<UnsubscribePage>(status, (nameof(UnsubscribePage.State), state));

    private static async Task<IResult> ShowRecipientsAsync(
        int status, HttpContext context, DigestRecipients recipients, JourneyCatalogue journeys, DigestSchedule schedule, FieldErrors faults,
            IReadOnlyDictionary<string, string> given) =>
        Page.Of<DigestRecipientsPage>(status,
            (nameof(DigestRecipientsPage.Recipients), (await recipients.AllAsync(context.RequestAborted))
                .OrderBy(recipient => recipient.Email, StringComparer.OrdinalIgnoreCase).ToList()),
            (nameof(DigestRecipientsPage.Journeys), journeys),
            (nameof(DigestRecipientsPage.Zone), schedule.Zone.Id),
            (nameof(DigestRecipientsPage.Faults), faults),
            (nameof(DigestRecipientsPage.Given), given),
            (nameof(DigestRecipientsPage.MayChange), context.User.IsInRole(Authentication.ManagerRole)));

    private static DigestView? Asked(string text, HttpRequest request, JourneyCatalogue journeys, TimeProvider time)
    {
        var (named, audience) = (request.Query["journey"].ToString(), request.Query["audience"].ToString());
        var journey = named.Length == 0 ? journeys.Active[0] : journeys.Active.FirstOrDefault(active => active.Id == named);
        if (audience.Length == 0)
            audience = DigestRecipient.Everyone;
        return IsoWeek.TryParse(text) is { } week && journey is not null && week.StartIn(Format.Calendar) <= time.GetUtcNow()
            && DigestAudience.Exists(journey, audience) ? new(week, journey, audience) : null;
    }
}
