using Feedback.Core.Drivers;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;

namespace Feedback.Web.Api;

/// <summary>Where managers read journeys, their maps, their series and what drives their scores.</summary>
internal static class JourneyEndpoints
{
    private const string RecountingSaid = "While everything is counted anew, as after a change of the company's time zone, `recounting.done` says which share "
        + "is done (0 to 1), and figures can be incomplete; otherwise there is no `recounting`.";

    public static void MapJourneys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/journeys").RequireAuthorization(Authentication.ReaderPolicy).WithTags("Journeys");
        var id = Parameter.InPath("journey", "The journey's id.");
        group.MapGet("", List).WithName("listJourneys").WithSummary("List the journey definitions")
            .WithDescription("All definitions, in order of id; `active` marks those that feedback is mapped to.")
            .WithParameters(Parameter.Limit, Parameter.Cursor)
            .Produces(200, "A page of definitions.", () => AppJson.Default.ListingJourneyDefinitionView, () => Examples.JourneyList)
            .ProducesProblems(400);
        group.MapGet("/{journey}", Get).WithName("getJourney").WithSummary("Get a journey definition")
            .WithDescription("Its silos, stages, touchpoints and themes, and its customer segments.")
            .WithParameters(id)
            .Produces(200, "The definition.", () => AppJson.Default.JourneyDefinitionView, () => Examples.Journey)
            .ProducesProblems(404);
        group.MapGet("/{journey}/map", MapAsync).WithName("getJourneyMap").WithSummary("Get the journey map for a period")
            .WithDescription("For each stage: volume, sentiment, NPS, CSAT, CES, the top themes, and the change against the preceding period of the same "
                + "length; and a matrix of who hears what and who owns it. For the whole journey, or filtered by touchpoint, silo, customer segment or "
                + "several of these. With `silo`, `customers` is null: which customers are behind what a silo hears or owns is not stored. "
                + RecountingSaid)
            .WithParameters(id, Parameter.From, Parameter.To, Parameter.Touchpoint, Parameter.Silo, Parameter.Segment)
            .Produces(200, "The map.", () => AppJson.Default.JourneyMapView, () => Examples.Map)
            .ProducesProblems(400, 404);
        group.MapGet("/{journey}/series", SeriesAsync).WithName("getJourneySeries").WithSummary("Get a time series")
            .WithDescription("One point for each step, including steps without feedback. " + RecountingSaid)
            .WithParameters(id, Parameter.Stage, Parameter.Theme, Parameter.Touchpoint, Parameter.Silo, Parameter.Segment, Parameter.Interval, Parameter.From,
                Parameter.To)
            .Produces(200, "The series.", () => AppJson.Default.Series, () => Examples.Series)
            .ProducesProblems(400, 404);
        group.MapGet("/{journey}/candidates", CandidatesAsync).WithName("listTicketCandidates").WithSummary("List ongoing problems that wait to become tickets")
            .WithDescription("Ongoing problems become tickets a few at a time, the one that affects most customers first. These wait until one of the open "
                + "ones is accepted or dismissed. `comparesFrom` is the day from which detection can tell whether a problem has increased, while it cannot: "
                + "a new installation needs two weeks of feedback.")
            .WithParameters(id)
            .Produces(200, "The candidates, most customers first.", () => AppJson.Default.TicketCandidatesView, () => Examples.Candidates)
            .ProducesProblems(404);
        group.MapGet("/{journey}/changes", ChangesAsync).WithName("getJourneyChanges").WithSummary("Get why sentiment and volume changed")
            .WithDescription("What each theme, stage, touchpoint and customer segment contributes to the change of the mean sentiment, the opinions and the "
                + "negative opinions against the preceding period or the year before. In each list the contributions add up to those of `total` exactly, "
                + "and the largest contribution to the sentiment comes first. `bySentiment` is what comes of better or worse opinions, `byShare` what comes "
                + "of more or fewer of them. A customer in several segments counts in each; the segment with the id `null` makes up for it. "
                + RecountingSaid)
            .WithParameters(id, Parameter.Stage, Parameter.Theme, Parameter.Touchpoint, Parameter.Silo, Parameter.Segment, Parameter.From, Parameter.To,
                Parameter.Compare)
            .Produces(200, "The change.", () => AppJson.Default.JourneyChange, () => Examples.Changes)
            .ProducesProblems(400, 404);
        group.MapGet("/{journey}/drivers", DriversAsync).WithName("getJourneyDrivers").WithSummary("Get the drivers: the moments that matter")
            .WithDescription("Which stages and themes drive the overall score: how much the score of customers who complained about each differs from the "
                + "others', all else being equal, with a 95% interval, and what that costs the journey. Feedback is combined across all silos. Also warns "
                + "of silos whose own scores rise while the journey's falls, against the preceding period of the same length.")
            .WithParameters(id, Parameter.FromOfDrivers, Parameter.To, Parameter.Score)
            .Produces(200, "The drivers, most important first.", () => AppJson.Default.JourneyDrivers, () => Examples.Drivers)
            .ProducesProblems(400, 404);
    }

    public static IResult List(HttpRequest request, JourneyCatalogue journeys)
    {
        var query = new Query(request);
        var limit = query.Limit();
        var after = query.NameCursor();
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        List<JourneyDefinition> found = [.. journeys.All.OrderBy(journey => journey.Id, StringComparer.Ordinal)
            .Where(journey => string.CompareOrdinal(journey.Id, after) > 0)];
        return TypedResults.Json(
            Listing.Of(found, limit, journey => JourneyDefinitionView.Of(journey, journeys), last => last.Id),
            AppJson.Default.ListingJourneyDefinitionView);
    }

    public static IResult Get(string journey, JourneyCatalogue journeys) =>
        journeys.Find(journey) is { } definition ? TypedResults.Json(JourneyDefinitionView.Of(definition, journeys), AppJson.Default.JourneyDefinitionView)
            : NotFound();

    public static async Task<IResult> MapAsync(string journey, HttpRequest request, JourneyCatalogue journeys, JourneyMapQuery maps,
        RecountProgress recount, TimeProvider time, CancellationToken cancellationToken)
    {
        if (journeys.Find(journey) is not { } definition)
            return NotFound();
        var query = new Query(request);
        var (period, filter) = (query.Period(time.GetUtcNow()), query.Map(definition));
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        var recounting = await recount.FindAsync(cancellationToken);
        var map = await maps.RunAsync(definition, period, filter, cancellationToken);
        return TypedResults.Json(JourneyMapView.Of(map) with { Recounting = recounting }, AppJson.Default.JourneyMapView);
    }

    public static async Task<IResult> SeriesAsync(string journey, HttpRequest request, JourneyCatalogue journeys, SeriesQuery series, TicketQuery tickets,
        RecountProgress recount, TimeProvider time, CancellationToken cancellationToken)
    {
        if (journeys.Find(journey) is not { } definition)
            return NotFound();
        var query = new Query(request);
        var period = query.Period(time.GetUtcNow());
        var interval = query.Word<SeriesInterval>("interval") ?? SeriesInterval.Day;
        var filter = new SeriesFilter(await query.StageAsync(definition, tickets, cancellationToken),
            await query.ThemeAsync(definition, tickets, cancellationToken), query.Map(definition));
        if (query.Errors.None && SeriesQuery.CountPoints(period, interval, query.Calendar) > SeriesQuery.MostPoints)
            query.Errors.Add("interval", $"gives more than {SeriesQuery.MostPoints:#,0} points; choose a shorter period or a longer interval");
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        var recounting = await recount.FindAsync(cancellationToken);
        var found = await series.RunAsync(definition.Id, period, interval, filter, cancellationToken);
        return TypedResults.Json(found with { Recounting = recounting }, AppJson.Default.Series);
    }

    public static async Task<IResult> ChangesAsync(string journey, HttpRequest request, JourneyCatalogue journeys, ChangeQuery changes, TicketQuery tickets,
        RecountProgress recount, TimeProvider time, CancellationToken cancellationToken)
    {
        if (journeys.Find(journey) is not { } definition)
            return NotFound();
        var query = new Query(request);
        var period = query.Period(time.GetUtcNow());
        var compared = query.Word<ComparedPeriod>("compare") ?? ComparedPeriod.Previous;
        var filter = new SeriesFilter(await query.StageAsync(definition, tickets, cancellationToken),
            await query.ThemeAsync(definition, tickets, cancellationToken), query.Map(definition));
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        var recounting = await recount.FindAsync(cancellationToken);
        var found = await changes.RunAsync(definition, period, compared, filter, cancellationToken);
        return TypedResults.Json(found with { Recounting = recounting }, AppJson.Default.JourneyChange);
    }

    public static async Task<IResult> DriversAsync(string journey, HttpRequest request, JourneyCatalogue journeys, DriverQuery drivers, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (journeys.Find(journey) is not { } definition)
            return NotFound();
        var query = new Query(request);
        var (period, score) = (query.Period(time.GetUtcNow(), DriverQuery.Usual), query.Word<ScoreKind>("score"));
        if (!query.Errors.None)
            return Problems.Invalid(query.Errors);
        return TypedResults.Json(await drivers.RunAsync(definition, period, score, cancellationToken), AppJson.Default.JourneyDrivers);
    }

    public static async Task<IResult> CandidatesAsync(string journey, JourneyCatalogue journeys, OutlookQuery outlook, CancellationToken cancellationToken) =>
        journeys.Find(journey) is { } definition
            ? TypedResults.Json(TicketCandidatesView.Of(await outlook.OfAsync(definition, cancellationToken)), AppJson.Default.TicketCandidatesView)
            : NotFound();

    public static IResult NotFound() => Problems.NotFound("There is no journey with this id.");
}
