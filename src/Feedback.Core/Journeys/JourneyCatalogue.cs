using Feedback.Core.Language.Meaning;

namespace Feedback.Core.Journeys;

/// <summary>The journeys that the company has defined, and to which of them feedback is mapped.</summary>
public sealed class JourneyCatalogue
{
    private readonly Dictionary<string, OpinionMapper> _mappers = new(StringComparer.Ordinal);

    /// <summary>A catalogue.</summary>
    /// <param name="definitions">All definitions; no two with one id.</param>
    /// <param name="active">The ids of the journeys that feedback is mapped to, in the order in which they are shown.</param>
    /// <param name="embedding">What compares the meaning of words; without it, only the words themselves count.</param>
    /// <exception cref="JourneyDefinitionException">Two definitions have one id, or an active one has no definition or is named twice.</exception>
    public JourneyCatalogue(IReadOnlyList<JourneyDefinition> definitions, IReadOnlyList<string> active, ITextEmbedding? embedding = null)
    {
        var problems = new List<JourneyDefinitionProblem>();
        foreach (var definition in definitions)
        {
            if (!_mappers.TryAdd(definition.Id, new(definition, embedding)))
                problems.Add(new("", "", $"two definitions are called \"{definition.Id}\""));
        }
        foreach (var (index, id) in active.Index())
        {
            if (!_mappers.ContainsKey(id))
                problems.Add(new("", "", $"no journey is called \"{id}\"{NearestName.Hint(id, _mappers.Keys)}"));
            else if (active.Take(index).Contains(id, StringComparer.Ordinal))
                problems.Add(new("", "", $"the journey \"{id}\" is active twice"));
        }
        if (problems.Count > 0)
            throw new JourneyDefinitionException(problems);
        All = definitions;
        Embedding = embedding;
        Active = [.. active.Select(id => _mappers[id].Definition)];
    }

    /// <summary>What compares the meaning of words; <c>null</c> for nothing.</summary>
    public ITextEmbedding? Embedding { get; }

    /// <summary>All definitions.</summary>
    public IReadOnlyList<JourneyDefinition> All { get; }

    /// <summary>The definitions of the active journeys.</summary>
    public IReadOnlyList<JourneyDefinition> Active { get; }

    /// <summary>The definition with an id; <c>null</c> when there is none.</summary>
    /// <param name="id">The journey's id.</param>
    public JourneyDefinition? Find(string id) => _mappers.GetValueOrDefault(id)?.Definition;

    /// <summary>What maps opinions to a journey; compiled once, always the same.</summary>
    /// <param name="id">The id of any journey of the catalogue, active or not.</param>
    /// <exception cref="KeyNotFoundException">The catalogue has no such journey.</exception>
    public OpinionMapper MapperFor(string id) => _mappers[id];
}
