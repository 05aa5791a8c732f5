using Feedback.Core.Digests;
using Feedback.Core.Requests;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The schema of a digest's recipient, from the limits of <see cref="RecipientReader"/>.</summary>
internal static partial class PostedSchemas
{
    private static OpenApiSchema DigestRecipientSchema() => Closed("Who is to get the weekly digest.", ["email"], new()
    {
        ["email"] = With(Text("The address."), schema => (schema.Format, schema.MaxLength) = ("email", RequestLimits.Email)),
        ["name"] = Line("What the person is called.", RequestLimits.Name),
        ["audience"] = Name("`all` for the whole journey, or a silo for what concerns it. `all` when it is left out."),
        ["journey"] = Name("An active journey; the first when it is left out."),
        ["language"] = With(Text("The language."), schema => schema.Enum = [Core.Digests.DigestRecipient.English]),
        ["timeZone"] = With(Text("By whose clock it is sent: an IANA name. The installation's when it is left out."), schema => schema.Examples = ["Europe/Berlin"]),
    });
}
