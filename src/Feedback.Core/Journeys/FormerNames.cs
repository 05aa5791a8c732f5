namespace Feedback.Core.Journeys;

/// <summary>The ids that stages and themes had before they were renamed. Each leads to one of today's.</summary>
internal static class FormerNames
{
    public static IReadOnlyList<string> Of(DefinitionObject part) =>
        [.. part.OptionalItems("formerly").Select(item => part.NonBlank(item.Item, item.Path)).OfType<string>()];

    /// <summary>Notes a former id that is somebody's today, or somebody else's before.</summary>
    public static void Check(string path, IReadOnlyList<(string Id, IReadOnlyList<string> Formerly)> parts, ProblemList problems)
    {
        var present = parts.Select(part => part.Id).ToHashSet(StringComparer.Ordinal);
        var former = new HashSet<string>(StringComparer.Ordinal);
        // What is defined twice is noted as that, and not once more for each of its names.
        foreach (var (index, part) in parts.Index().DistinctBy(part => part.Item.Id))
        {
            foreach (var (place, id) in part.Formerly.Index())
            {
                var at = $"{path}/{index}/formerly/{place}";
                if (present.Contains(id))
                    problems.Add(at, $"\"{id}\" is in use: a former id must not be one of today's");
                else if (!former.Add(id))
                    problems.Add(at, $"\"{id}\" is listed twice: a former id leads to one only");
            }
        }
    }
}
