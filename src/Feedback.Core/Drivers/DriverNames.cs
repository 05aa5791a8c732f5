using Feedback.Core.Journeys;

namespace Feedback.Core.Drivers;

/// <summary>The titles and owners of a journey's stages and themes. What only an older version of it had is called by its id and owned by nobody.</summary>
internal sealed class DriverNames(JourneyDefinition journey)
{
    private readonly Dictionary<(DriverKind, string), (string Title, string Silo)> _names =
        journey.Stages.Select(stage => KeyValuePair.Create((DriverKind.Stage, stage.Id), (stage.Title, stage.Silo)))
            .Concat(journey.Themes.Select(theme => KeyValuePair.Create((DriverKind.Theme, theme.Id), (theme.Title, theme.Silo))))
            .ToDictionary();

    public string TitleOf(DriverKind kind, string id) => _names.TryGetValue((kind, id), out var name) ? name.Title : id;

    public string? OwnerOf(DriverKind kind, string id) => _names.TryGetValue((kind, id), out var name) ? name.Silo : null;
}
