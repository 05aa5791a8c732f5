using Feedback.Core.Requests;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The schema of what single customers are found by.</summary>
internal static partial class PostedSchemas
{
    public const string FindCustomer = "PostedFindCustomer";

    private static IEnumerable<(string Name, OpenApiSchema Schema)> OfCustomers()
    {
        var schema = Closed("By what a customer is found: one of the two.", [], new()
        {
            ["id"] = Line("The company's customer number.", RequestLimits.ForeignId),
            ["email"] = With(Text("An e-mail address that a source sent."), schema => schema.Format = "email"),
        });
        schema.OneOf = [new OpenApiSchema { Required = new HashSet<string> { "id" } }, new OpenApiSchema { Required = new HashSet<string> { "email" } }];
        yield return (FindCustomer, schema);
    }
}
