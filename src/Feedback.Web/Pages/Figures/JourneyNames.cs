using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Records;

namespace Feedback.Web.Pages;

/// <summary>What the parts of a journey are called. A part that the definition no longer has is called by its id.</summary>
public sealed class JourneyNames(JourneyDefinition journey)
{
    private readonly Dictionary<string, string> _silos = journey.Silos.ToDictionary(silo => silo.Id, silo => silo.Title, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _stages = journey.Stages.ToDictionary(stage => stage.Id, stage => stage.Title, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _themes = journey.Themes.ToDictionary(theme => theme.Id, theme => theme.Title, StringComparer.Ordinal);

    /// <summary>The journey.</summary>
    public JourneyDefinition Journey => journey;

    /// <summary>A silo's title.</summary>
    public string Silo(string? id) => id is null ? "No owner" : _silos.GetValueOrDefault(id, id);

    /// <summary>A stage's title.</summary>
    public string Stage(string id) => id == MappedOpinion.Unmapped ? "Unmapped" : _stages.GetValueOrDefault(journey.StageNow(id), id);

    /// <summary>A theme's title.</summary>
    public string Theme(string id) => _themes.GetValueOrDefault(journey.ThemeNow(id), id);

    /// <summary>A segment's title.</summary>
    public string Segment(string id) => journey.Segments.FirstOrDefault(segment => segment.Id == id)?.Title ?? id;

    /// <summary>Which part of the journey is looked at, in words.</summary>
    public string Part(MapFilter map) => map == MapFilter.All ? "all touchpoints, departments and customers" : string.Join(" · ", new[]
    {
        map.Touchpoint is { } touchpoint ? $"{Touchpoint(touchpoint)} touchpoints only" : null,
        map.Silo is { } silo ? $"heard or owned by {Silo(silo)} only" : null,
        map.Segment is { } segment ? $"customers in “{Segment(segment)}” only" : null,
    }.OfType<string>());

    /// <summary>A touchpoint's kind with a capital.</summary>
    public static string Touchpoint(string kind) => char.ToUpperInvariant(kind[0]) + kind[1..];
}
