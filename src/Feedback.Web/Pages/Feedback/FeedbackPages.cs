using System.Globalization;
using Feedback.Core.Corrections;
using Feedback.Core.Journeys;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Web.Access;
using Feedback.Web.Api;

namespace Feedback.Web.Pages;

/// <summary>The pages of feedback: the list, one feedback with its corrections, what failed, and how much was corrected.</summary>
internal static class FeedbackPages
{
    private const int Shown = 50;

    public static void MapFeedbackPagesOfPlace(this IEndpointRouteBuilder pages)
    {
        var readers = pages.MapGroup(Links.Feedback).RequireAuthorization(Authentication.ReaderPolicy);
        readers.MapGet("", FeedbackListPages.GetAsync);
        readers.MapGet("/failed", FailedAsync);
        readers.MapGet("/corrections", CorrectionsAsync);
        readers.MapGet("/{id}", GetAsync);
        var managers = pages.MapGroup(Links.Feedback).RequireAuthorization(Authentication.ManagerPolicy);
        managers.MapPost("/{id}/corrections", CorrectAsync).RequireFormToken();
        managers.MapPost("/{id}/retry", RetryAsync).RequireFormToken();
    }

    public static Task<IResult> GetAsync(string id, HttpContext context, FeedbackDetailQuery query) =>
        ShowAsync(id, context, query, StatusCodes.Status200OK, null);

    public static async Task<IResult> CorrectAsync(string id, HttpContext context, FeedbackDetailQuery query, CorrectFeedback correct)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var read = CorrectionForm.Read(form);
        if (await query.RunAsync(id, read.Journey, isManager: true, context.RequestAborted) is not { } seen)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        if (read.Asked(seen, out var errors) is not { } asked)
            return await ShowAsync(id, context, query, StatusCodes.Status400BadRequest, read.Refused(errors, null));
        var address = $"{Links.OneFeedback(id)}?journey={Uri.EscapeDataString(seen.Names.Journey.Id)}#opinion-{asked.Opinion + 1}";
        if (asked.IsEmpty && read.Version == seen.Version)
            return SeeOther.To(address);

        var result = await correct.RunAsync(id, version => IfMatch.ETag(version) == read.Version, asked, context.CallerName(), context.RequestAborted);
        return result.Refusal switch
        {
            null => SeeOther.To(address),
            { Kind: RefusalKind.NotFound } => TypedResults.StatusCode(StatusCodes.Status404NotFound),
            { Kind: RefusalKind.Invalid, Errors: { } faults } =>
                await ShowAsync(id, context, query, StatusCodes.Status400BadRequest, read.Refused(faults, null)),
            { Kind: RefusalKind.Stale } => await ShowAsync(id, context, query, StatusCodes.Status409Conflict,
                read.Refused(new(), "The feedback has changed since you opened it. This is its current state: check it, then save again.")),
            { Detail: var detail } => await ShowAsync(id, context, query, StatusCodes.Status409Conflict, read.Refused(new(), detail)),
        };
    }

    public static async Task<IResult> RetryAsync(string id, RetryFeedback retry, CancellationToken cancellationToken) =>
        await retry.RunAsync(id, cancellationToken) is { Kind: RefusalKind.NotFound }
            ? TypedResults.StatusCode(StatusCodes.Status404NotFound)
            : SeeOther.To(Links.OneFeedback(id));

    public static async Task<IResult> FailedAsync(HttpContext context, FailedFeedback failed, CancellationToken cancellationToken)
    {
        var query = new Query(context.Request);
        var page = await failed.ListAsync(Shown, query.Cursor(), cancellationToken);
        return Page.Of<FailedPage>(
            query.Errors.None ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(FailedPage.Feedback), page), (nameof(FailedPage.Faults), query.Errors),
                (nameof(FailedPage.MayChange), context.User.IsInRole(Authentication.ManagerRole)));
    }

    public static async Task<IResult> CorrectionsAsync(CorrectionLog log, JourneyCatalogue journeys, CancellationToken cancellationToken) =>
        Page.Of<CorrectionsPage>(
        StatusCodes.Status200OK,
        (nameof(CorrectionsPage.Counts), await log.CountAsync(Shown, cancellationToken)),
        (nameof(CorrectionsPage.Journeys), journeys.All.ToDictionary(journey => journey.Id, journey => new JourneyNames(journey), StringComparer.Ordinal)));

    private static async Task<IResult> ShowAsync(string id, HttpContext context, FeedbackDetailQuery query, int status, RefusedCorrection? refused)
    {
        var journey = context.Request.Query["journey"].ToString();
        return await query.RunAsync(id, journey, context.User.IsInRole(Authentication.ManagerRole), context.RequestAborted) is { } detail
            ? Page.Of<OneFeedbackPage>(status, (nameof(OneFeedbackPage.Detail), detail), (nameof(OneFeedbackPage.Refused), refused))
            : TypedResults.StatusCode(StatusCodes.Status404NotFound);
    }
}

/// <summary>The form of a correction, as it was posted.</summary>
internal sealed record CorrectionForm(string Opinion, string Version, string Journey, string Sentiment, string Theme, string Stage, string Reason,
    string OnBehalfOf)
{
    /// <summary>Stands in the list of themes for none; no theme's id starts with a hyphen.</summary>
    public const string NoTheme = "-";

    public static CorrectionForm Read(IFormCollection form) => new(
        form["opinion"].ToString(), form["version"].ToString(), form["journey"].ToString(), form["sentiment"].ToString(), form["theme"].ToString(),
            form["stage"].ToString(),
        form["reason"].ToString().Trim(), form["onBehalfOf"].ToString().Trim());

    /// <summary>What is to be corrected: what was chosen otherwise than it stands. <c>null</c> when a field is wrong.</summary>
    public CorrectionRequest? Asked(FeedbackDetail seen, out FieldErrors errors)
    {
        errors = new();
        if (!int.TryParse(Opinion, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            || number >= seen.Opinions.Count)
            errors.Add("opinion", "must be one of the opinions in the feedback");
        var label = JsonWord.Parse<SentimentLabel>(Sentiment);
        if (label is null)
            errors.Add("sentiment", "must be positive, neutral or negative");
        if (Reason.Length > Correction.ReasonCharacters || Reason.Contains('\0', StringComparison.Ordinal))
            errors.Add("reason", $"must have at most {Correction.ReasonCharacters:#,0} characters");
        if (OnBehalfOf.Length > RequestLimits.Name || OnBehalfOf.Any(char.IsControl))
            errors.Add("onBehalfOf", $"must have at most {RequestLimits.Name} characters and no control characters");
        if (!errors.None)
            return null;

        var place = seen.Mapping?.Opinions[number];
        var theme = Theme is NoTheme or "" ? null : Theme;
        return new(number)
        {
            Sentiment = label == seen.Opinions[number].Sentiment.Label ? null : label,
            Theme = place is null || theme == place.Theme ? null : new ThemeChoice(theme),
            Stage = place is null || Stage == place.Stage ? null : Stage,
            Journey = seen.Names.Journey.Id,
            Reason = Reason.Length == 0 ? null : Reason,
            OnBehalfOf = OnBehalfOf.Length == 0 ? null : OnBehalfOf,
        };
    }

    public RefusedCorrection Refused(FieldErrors errors, string? detail) => new(
        int.TryParse(Opinion, CultureInfo.InvariantCulture, out var number) ? number : 0, Sentiment, Theme, Stage, Reason, OnBehalfOf, errors.ToDictionary(),
            detail);
}
