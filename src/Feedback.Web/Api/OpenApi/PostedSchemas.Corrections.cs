using System.Text.Json.Nodes;
using Feedback.Core.Corrections;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The schema of a correction, from the limits of <see cref="CorrectionReader"/>.</summary>
internal static partial class PostedSchemas
{
    public const string Correction = "PostedCorrection";

    private static OpenApiSchema CorrectionSchema()
    {
        var schema = Closed("What to set right about one opinion.", ["opinion"], new()
        {
            ["opinion"] = Whole("The opinion's number in `opinions`, from 0.", 0, CorrectionReader.MostOpinions - 1),
            ["sentiment"] = With(Text("How it is meant."), schema => schema.Enum = [.. JsonWord.All<SentimentLabel>().Select(word => (JsonNode)word)]),
            ["theme"] = With(Line("What it is about: a theme's id, or null for none. Brings its stage and its owner along.", RequestLimits.Name), schema => schema.Type |= JsonSchemaType.Null),
            ["stage"] = Line("Where it lies: a stage's id, or `unmapped`.", RequestLimits.Name),
            ["journey"] = Line("The journey of theme and stage. The first active one that the feedback lies on when it is left out.", RequestLimits.Name),
            ["reason"] = Line("Why. Must not quote the customer, nor hold addresses or numbers of persons.", Core.Records.Correction.ReasonCharacters),
            ["onBehalfOf"] = Line("The person for whom the caller asks, when several share a key.", RequestLimits.Name),
        });
        schema.AnyOf =
        [
            new OpenApiSchema { Required = new HashSet<string> { "sentiment" } },
            new OpenApiSchema { Required = new HashSet<string> { "theme" } },
            new OpenApiSchema { Required = new HashSet<string> { "stage" } },
        ];
        return schema;
    }
}
