using System.Text.Json.Nodes;
using Feedback.Core.Journeys;

namespace Feedback.Core.Tests.Journeys;

/// <summary>Turns of phrase in a journey file, which name no theme.</summary>
public sealed class SayingsTests
{
    [Theory]
    [InlineData("""[ "the bill" ]""", "/sayings/0", "\"the bill\" comes down to the one word \"bill\", because small words are ignored; a phrase needs two")]
    [InlineData("""[ "Fits the bill" ]""", "/sayings/0", "\"Fits the bill\" must be lower case")]
    [InlineData("""[ "charge twice" ]""", "/sayings/0", "\"charge twice\" is also claimed by the theme \"invoice-error\", as \"charged twice\"")]
    [InlineData("""[ "fits the bill", "fits the bill" ]""", "/sayings/1", "\"fits the bill\" is listed twice")]
    public void Turns_of_phrase_are_checked(string sayings, string path, string message)
    {
        var json = Definitions.Shop();
        json["sayings"] = JsonNode.Parse(sayings);

        Assert.Equal(new JourneyDefinitionProblem(Definitions.File, path, message), Assert.Single(Definitions.Problems(json)));
    }
}
