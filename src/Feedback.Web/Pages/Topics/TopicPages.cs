using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Tickets;
using Feedback.Web.Access;

namespace Feedback.Web.Pages;

/// <summary>Answers with the page of one stage or of one theme.</summary>
internal static class TopicPages
{
    public static void MapTopicPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/stages/{stage}", StageAsync).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapGet("/themes/{theme}", ThemeAsync).RequireAuthorization(Authentication.ReaderPolicy);
    }

    private static Task<IResult> StageAsync(string stage, HttpRequest request, TopicPageQuery query, JourneyCatalogue journeys, TicketQuery tickets,
        TimeProvider time, CancellationToken cancellationToken) =>
        PageAsync(request, journeys, query, time, async journey =>
            stage == MappedOpinion.Unmapped || journey.StageNow(stage) is var now && journey.Stages.Any(known => known.Id == now)
                || await tickets.IsGoneStageAsync(journey, stage, cancellationToken)
                ? new(stage == MappedOpinion.Unmapped ? stage : journey.StageNow(stage), null, journey.StageNow(stage) == stage) : null, cancellationToken);

    private static Task<IResult> ThemeAsync(string theme, HttpRequest request, TopicPageQuery query, JourneyCatalogue journeys, TicketQuery tickets,
        TimeProvider time, CancellationToken cancellationToken) =>
        PageAsync(request, journeys, query, time, async journey =>
            journey.ThemeNow(theme) is var now && journey.Themes.Any(known => known.Id == now)
                || await tickets.IsGoneThemeAsync(journey, theme, cancellationToken)
                ? new(null, journey.ThemeNow(theme), journey.ThemeNow(theme) == theme) : null, cancellationToken);

    private static async Task<IResult> PageAsync(
        HttpRequest request, JourneyCatalogue journeys, TopicPageQuery query, TimeProvider time, Func<JourneyDefinition, Task<AskedTopic?>> find,
            CancellationToken cancellationToken)
    {
        var asked = request.Query["journey"].ToString();
        if ((asked.Length == 0 ? journeys.Active[0] : journeys.Active.FirstOrDefault(journey => journey.Id == asked)) is not { } journey
            || await find(journey) is not { } topic)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        // Under one address, so that what people pass on is the present one.
        if (!topic.IsPresentName)
            return TypedResults.Redirect(topic.Path + request.QueryString, permanent: false);
        var filter = PageFilter.Read(request, journey, time.GetUtcNow());
        return Page.Of<TopicPage>(
            filter.Faults.None ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(TopicPage.Topic), await query.RunAsync(journey, filter, topic.Stage, topic.Theme, cancellationToken)));
    }

    /// <summary>What a page is about.</summary>
    /// <param name="Stage">The stage.</param>
    /// <param name="Theme">Or the theme.</param>
    /// <param name="IsPresentName">Whether it was asked for by the name that it has now.</param>
    private sealed record AskedTopic(string? Stage, string? Theme, bool IsPresentName)
    {
        public string Path => Stage is not null ? Links.StagePath(Stage) : Links.ThemePath(Theme!);
    }
}
