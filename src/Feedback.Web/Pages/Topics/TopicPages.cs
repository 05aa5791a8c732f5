using Feedback.Core.Journeys;
using Feedback.Core.Records;
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

    private static Task<IResult> StageAsync(string stage, HttpRequest request, TopicPageQuery query, JourneyCatalogue journeys, TimeProvider time,
        CancellationToken cancellationToken) =>
        PageAsync(request, journeys, query, time, journey => stage == MappedOpinion.Unmapped || journey.Stages.Any(known => known.Id == stage) ? (stage, null)
            : null, cancellationToken);

    private static Task<IResult> ThemeAsync(string theme, HttpRequest request, TopicPageQuery query, JourneyCatalogue journeys, TimeProvider time,
        CancellationToken cancellationToken) =>
        PageAsync(request, journeys, query, time, journey => journey.Themes.Any(known => known.Id == theme) ? (null, theme) : null, cancellationToken);

    private static async Task<IResult> PageAsync(
        HttpRequest request, JourneyCatalogue journeys, TopicPageQuery query, TimeProvider time, Func<JourneyDefinition, (string? Stage, string? Theme)?> find,
            CancellationToken cancellationToken)
    {
        var asked = request.Query["journey"].ToString();
        if ((asked.Length == 0 ? journeys.Active[0] : journeys.Active.FirstOrDefault(journey => journey.Id == asked)) is not { } journey
            || find(journey) is not { } topic)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var filter = PageFilter.Read(request, journey, time.GetUtcNow());
        return Page.Of<TopicPage>(
            filter.Faults.None ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(TopicPage.Topic), await query.RunAsync(journey, filter, topic.Stage, topic.Theme, cancellationToken)));
    }
}
