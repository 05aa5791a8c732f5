using Feedback.Core.Journeys;

namespace Feedback.Web.Pages;

/// <summary>Answers with the overview of a journey.</summary>
internal static class OverviewPages
{
    public static async Task<IResult> GetAsync(HttpRequest request, JourneyCatalogue journeys, OverviewQuery query, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var asked = request.Query["journey"].ToString();
        if ((asked.Length == 0 ? journeys.Active[0] : journeys.Active.FirstOrDefault(journey => journey.Id == asked)) is not { } journey)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var filter = PageFilter.Read(request, journey, time.GetUtcNow());
        return Page.Of<OverviewPage>(
            filter.Faults.None ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(OverviewPage.Overview), await query.RunAsync(journey, filter, cancellationToken)),
            (nameof(OverviewPage.Address), $"{request.Scheme}://{request.Host}"));
    }
}
