using System.Text.Json.Serialization;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Web.Api;

/// <summary>A journey's definition.</summary>
/// <param name="Active">Whether feedback is mapped to it.</param>
internal sealed record JourneyDefinitionView(
    string Id,
    string Title,
    string Version,
    bool Active,
    IReadOnlyList<SiloDefinition> Silos,
    IReadOnlyList<StageDefinition> Stages,
    IReadOnlyList<TouchpointDefinition> Touchpoints,
    IReadOnlyList<ThemeDefinition> Themes,
    IReadOnlyList<SegmentDefinition> Segments)
{
    public static JourneyDefinitionView Of(JourneyDefinition journey, JourneyCatalogue journeys) => new(
        journey.Id, journey.Title, journey.Version, journeys.Active.Contains(journey), journey.Silos, journey.Stages, journey.Touchpoints, journey.Themes,
            journey.Segments);
}

/// <summary>Ongoing problems that are no tickets yet.</summary>
/// <param name="Items">The problems, most customers first.</param>
/// <param name="Next">Always <c>null</c>: there is one page.</param>
/// <param name="ComparesFrom">The day from which detection can tell whether a problem has increased; <c>null</c> when it can.</param>
internal sealed record TicketCandidatesView(IReadOnlyList<TicketCandidateView> Items, string? Next, DateOnly? ComparesFrom)
{
    public static TicketCandidatesView Of(DetectionOutlook outlook) => new([.. outlook.Waiting.Select(finding => new TicketCandidateView(
        finding.Topic.Theme, finding.Topic.Stage, finding.From, finding.To, finding.Customers, finding.Share))], null, outlook.ComparesFrom);
}

/// <summary>An ongoing problem that is no ticket yet.</summary>
/// <param name="Theme">The theme.</param>
/// <param name="Stage">The stage.</param>
/// <param name="From">The start of the period that was counted, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Customers">Distinct customers who complained about it.</param>
/// <param name="Share">Their share of all customers heard on the journey, 0…1.</param>
internal sealed record TicketCandidateView(string Theme, string Stage, DateTimeOffset From, DateTimeOffset To, long Customers, double Share);

/// <summary>The journey map.</summary>
internal sealed record JourneyMapView(
    string Journey,
    string Title,
    string Version,
    DateTimeOffset From,
    DateTimeOffset To,
    string? Touchpoint,
    string? Silo,
    string? Segment,
    MapFigures Total,
    IReadOnlyList<MapStageView> Stages,
    IReadOnlyList<MapTouchpoint> Touchpoints,
    IReadOnlyList<MapHeardOwned> Matrix)
{
    /// <summary>How far everything is counted anew; <c>null</c> when all is counted. Until then figures can be incomplete.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Recounting? Recounting { get; init; }

    public static JourneyMapView Of(JourneyMap map) => new(
        map.Journey, map.Title, map.Version, map.From, map.To, map.Touchpoint, map.Silo, map.Segment, map.Total, [.. map.Stages.Select(MapStageView.Of)],
            map.Touchpoints, map.Matrix);
}

/// <summary>One stage of the map with its figures.</summary>
internal sealed record MapStageView(
    string Id,
    string Title,
    string? Silo,
    long Volume,
    long? Customers,
    double? Sentiment,
    long Positive,
    long Neutral,
    long Negative,
    NpsScore? Nps,
    CsatScore? Csat,
    CesScore? Ces,
    MapChange Change,
    IReadOnlyList<MapTheme> TopThemes,
    bool CustomersEstimated,
    long Unthemed,
    long Wordless)
{
    public static MapStageView Of(MapStage stage) => new(
        stage.Stage, stage.Title, stage.Silo, stage.Figures.Volume, stage.Figures.Customers, stage.Figures.Sentiment,
        stage.Figures.Positive, stage.Figures.Neutral, stage.Figures.Negative, stage.Figures.Nps, stage.Figures.Csat, stage.Figures.Ces,
        stage.Figures.Change, stage.TopThemes, stage.Figures.CustomersEstimated, stage.Unthemed, stage.Wordless);
}
