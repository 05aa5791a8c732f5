using Feedback.Web.Access;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The security schemes of the document.</summary>
internal static class Security
{
    private const string ManagerKey = "managerKey";
    private const string ReaderKey = "readerKey";
    private const string Token = "token";
    private const string SourceKey = "sourceKey";
    private static readonly (string Scheme, string Header, string Description)[] Signature =
    [
        ("webhookId", "webhook-id", "Standard Webhooks: the event's name, also its idempotency."),
        ("webhookTimestamp", "webhook-timestamp", "Standard Webhooks: seconds since 1970, at most 5 minutes away from the present."),
        ("webhookSignature", "webhook-signature",
            "Standard Webhooks: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` under the source's signing secret; several are separated by blanks."),
    ];

    public static Dictionary<string, IOpenApiSecurityScheme> Schemes()
    {
        var schemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [ManagerKey] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A manager's key." },
            [ReaderKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A reader's key: looks, and changes nothing."
            },
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = $"A token of the company's OpenID Connect provider, where one is set, with the role `{Authentication.ManagerRole}`; "
                    + $"`{Authentication.ReaderRole}` is enough where a reader's key is."
            },
            [SourceKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A source's own key, as given when the source was created or its key rotated."
            },
        };
        foreach (var (scheme, header, description) in Signature)
            schemes[scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = header,
                Description = description
            };
        return schemes;
    }

    /// <summary>The ways in which a caller may show who it is; none for what is open to anyone.</summary>
    public static List<OpenApiSecurityRequirement> Of(string? policy, bool signed, OpenApiDocument document) => policy switch
    {
        _ when signed => [Requires(document, [.. Signature.Select(header => header.Scheme)]), Requires(document, SourceKey)],
        null => [],
        Authentication.ManagerPolicy => [Requires(document, ManagerKey), Requires(document, Token)],
        Authentication.ReaderPolicy => [Requires(document, ReaderKey), Requires(document, ManagerKey), Requires(document, Token)],
        Authentication.SourcePolicy => [Requires(document, SourceKey)],
        _ => [Requires(document, ReaderKey), Requires(document, ManagerKey), Requires(document, Token), Requires(document, SourceKey)],
    };

    private static OpenApiSecurityRequirement Requires(OpenApiDocument document, params string[] schemes)
    {
        var requirement = new OpenApiSecurityRequirement();
        foreach (var scheme in schemes)
            requirement[new OpenApiSecuritySchemeReference(scheme, document)] = [];
        return requirement;
    }
}
