using Feedback.Core.Journeys;
using Feedback.Core.Language.Meaning;

namespace Feedback.Web.Hosting;

/// <summary>Reads the journey definitions from their folder.</summary>
internal static class JourneyFiles
{
    /// <summary>Reads every definition.</summary>
    /// <exception cref="JourneyDefinitionException">Something is wrong; the message names every file and path.</exception>
    public static JourneyCatalogue Read(string directory, IReadOnlyList<string> active, ITextEmbedding embedding)
    {
        var problems = new List<JourneyDefinitionProblem>();
        var definitions = new List<JourneyDefinition>();
        foreach (var file in Directory.EnumerateFiles(directory, "*.json").Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            try
            {
                definitions.Add(JourneyDefinitionReader.Read(File.ReadAllBytes(file), Path.GetFileName(file)));
            }
            catch (JourneyDefinitionException exception)
            {
                problems.AddRange(exception.Problems);
            }
        }

        return problems.Count == 0 ? new(definitions, active, embedding) : throw new JourneyDefinitionException(problems);
    }
}
