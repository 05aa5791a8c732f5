namespace Feedback.Core.Journeys;

/// <summary>A customer's path as the company sees it: stages, touchpoints, themes and who owns each. Read from <c>journeys/*.json</c>.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens; also the file's name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Version">A hash of the definition's meaning: another text, the same meaning, the same version.</param>
/// <param name="Silos">The departments.</param>
/// <param name="Stages">The stages, in the customer's order.</param>
/// <param name="Touchpoints">The kinds of touchpoint.</param>
/// <param name="Themes">What feedback can be about.</param>
public sealed record JourneyDefinition(
    string Id,
    string Title,
    string Version,
    IReadOnlyList<SiloDefinition> Silos,
    IReadOnlyList<StageDefinition> Stages,
    IReadOnlyList<TouchpointDefinition> Touchpoints,
    IReadOnlyList<ThemeDefinition> Themes)
{
    /// <summary>The segments of customers that are counted on their own beside the whole.</summary>
    public IReadOnlyList<SegmentDefinition> Segments { get; init; } = [];

    /// <summary>Turns of phrase whose words name no theme: "fits the bill" speaks neither of fit nor of bills.</summary>
    public IReadOnlyList<string> Sayings { get; init; } = [];

    /// <summary>What a theme is called now: a ticket, a correction or a link may name it by what it was called before. What the journey never had, or has no
    /// more, keeps its name.</summary>
    public string ThemeNow(string id) =>
        Themes.Any(theme => theme.Id == id) ? id : Themes.FirstOrDefault(theme => theme.Formerly.Contains(id))?.Id ?? id;

    /// <summary>What a stage is called now, likewise.</summary>
    public string StageNow(string id) =>
        Stages.Any(stage => stage.Id == id) ? id : Stages.FirstOrDefault(stage => stage.Formerly.Contains(id))?.Id ?? id;

    /// <summary>A theme's title; its id when the journey does not have it.</summary>
    public string ThemeTitle(string id) => Themes.FirstOrDefault(theme => theme.Id == id)?.Title ?? id;

    /// <summary>A stage's title, likewise.</summary>
    public string StageTitle(string id) => Stages.FirstOrDefault(stage => stage.Id == id)?.Title ?? id;

    /// <summary>A silo's title, likewise.</summary>
    public string SiloTitle(string id) => Silos.FirstOrDefault(silo => silo.Id == id)?.Title ?? id;

    /// <summary>The segments that a feedback with these attributes belongs to, in the order of their ids; <c>null</c> for none.</summary>
    public IReadOnlyList<string>? SegmentsOf(IReadOnlyDictionary<string, string>? attributes)
    {
        if (attributes is null || Segments.Count == 0)
            return null;
        List<string> found = [.. Segments.Where(segment => segment.Holds(attributes)).Select(segment => segment.Id).Order(StringComparer.Ordinal)];
        return found.Count == 0 ? null : found;
    }
}

/// <summary>A department.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
/// <param name="Title">What people call it.</param>
public sealed record SiloDefinition(string Id, string Title);

/// <summary>A step of the customer's path.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
/// <param name="Title">What people call it, from the customer's side.</param>
/// <param name="Silo">The department that owns it.</param>
public sealed record StageDefinition(string Id, string Title, string Silo)
{
    /// <summary>The ids that it had before.</summary>
    public IReadOnlyList<string> Formerly { get; init; } = [];
}

/// <summary>A kind of touchpoint.</summary>
/// <param name="Kind">The kind: <c>store</c>, <c>web</c>, <c>billing</c>, <c>service</c>, <c>product</c>, <c>marketing</c> or <c>delivery</c>.</param>
/// <param name="Silo">The department that hears what is said there.</param>
/// <param name="Stage">The stage that feedback said there is usually about; <c>null</c> when there is none.</param>
public sealed record TouchpointDefinition(string Kind, string Silo, string? Stage);

/// <summary>What feedback can be about.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Silo">The department that owns it.</param>
/// <param name="Stage">The stage it belongs to; <c>null</c> if it belongs wherever it is heard.</param>
/// <param name="Terms">Single words that indicate it, in lower case and base form; inflections are found too.</param>
/// <param name="Phrases">Sequences of words that indicate it more strongly than a term.</param>
public sealed record ThemeDefinition(string Id, string Title, string Silo, string? Stage, IReadOnlyList<string> Terms, IReadOnlyList<string> Phrases)
{
    /// <summary>Terms that have other meanings too: each counts only in a clause that holds one of these words as well.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Near { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The ids that it had before.</summary>
    public IReadOnlyList<string> Formerly { get; init; } = [];
}

/// <summary>A customer segment, defined by an attribute that the source sends.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Attribute">The attribute of the feedback that decides.</param>
/// <param name="Values">The attribute's values that belong to the segment; case and surrounding spaces are ignored.</param>
public sealed record SegmentDefinition(string Id, string Title, string Attribute, IReadOnlyList<string> Values)
{
    /// <summary>Whether feedback with these attributes belongs to it.</summary>
    public bool Holds(IReadOnlyDictionary<string, string> attributes) =>
        attributes.TryGetValue(Attribute, out var given) && Values.Any(value =>
            value.AsSpan().Trim().Equals(given.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase));
}
