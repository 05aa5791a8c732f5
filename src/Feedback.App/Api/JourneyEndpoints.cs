using Feedback.Core.Journeys;
using Feedback.Core.Maps;

namespace Feedback.App.Api;

/// <summary>Where managers read journeys, their maps and their series.</summary>
internal static class JourneyEndpoints
{
    public static void MapJourneys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/journeys").RequireAuthorization(Authentication.ManagerPolicy).WithTags("Journeys");
        group.MapGet("/", List).WithName("listJourneys").WithSummary("The journey definitions");
        group.MapGet("/{journey}", Get).WithName("getJourney").WithSummary("One journey definition");
        group.MapGet("/{journey}/map", MapAsync).WithName("getJourneyMap").WithSummary("The journey map over a period");
        group.MapGet("/{journey}/series", SeriesAsync).WithName("getJourneySeries").WithSummary("A time series");
    }

    public static IResult List(HttpRequest request, JourneyCatalogue journeys)
    {
        var query = new Query(request);
        var limit = query.Limit();
        var after = query.Text("cursor");
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        List<JourneyDefinition> found = [.. journeys.All.OrderBy(journey => journey.Id, StringComparer.Ordinal).Where(journey => string.CompareOrdinal(journey.Id, after) > 0)];
        return TypedResults.Json(
            new([.. found.Take(limit).Select(journey => JourneyDefinitionView.Of(journey, journeys))], found.Count > limit ? found[limit - 1].Id : null),
            AppJson.Default.ListingJourneyDefinitionView);
    }

    public static IResult Get(string journey, JourneyCatalogue journeys) =>
        journeys.Find(journey) is { } definition ? TypedResults.Json(JourneyDefinitionView.Of(definition, journeys), AppJson.Default.JourneyDefinitionView) : NotFound();

    public static async Task<IResult> MapAsync(string journey, HttpRequest request, JourneyCatalogue journeys, JourneyMapQuery maps, TimeProvider time, CancellationToken cancellationToken)
    {
        if (journeys.Find(journey) is not { } definition)
            return NotFound();
        var query = new Query(request);
        var (period, touchpoint) = (query.Period(time.GetUtcNow()), query.Touchpoint());
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        return TypedResults.Json(JourneyMapView.Of(await maps.RunAsync(definition, period, touchpoint, cancellationToken)), AppJson.Default.JourneyMapView);
    }

    public static async Task<IResult> SeriesAsync(string journey, HttpRequest request, JourneyCatalogue journeys, SeriesQuery series, TimeProvider time, CancellationToken cancellationToken)
    {
        if (journeys.Find(journey) is not { } definition)
            return NotFound();
        var query = new Query(request);
        var period = query.Period(time.GetUtcNow());
        var interval = query.Word<SeriesInterval>("interval") ?? SeriesInterval.Day;
        var filter = new SeriesFilter(query.Stage(definition), query.Theme(definition), query.Touchpoint());
        if (query.Errors.None && SeriesQuery.CountPoints(period, interval) > SeriesQuery.MostPoints)
            query.Errors.Add("interval", $"makes more than {SeriesQuery.MostPoints:#,0} points; ask for a shorter period or a longer interval");
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        return TypedResults.Json(await series.RunAsync(definition.Id, period, interval, filter, cancellationToken), AppJson.Default.Series);
    }

    public static IResult NotFound() => Problems.NotFound("There is no journey of this name.");
}
