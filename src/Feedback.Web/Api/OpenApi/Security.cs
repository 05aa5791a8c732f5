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
        ("webhookId", "webhook-id", "Standard Webhooks: the event's id, which is also its idempotency key."),
        ("webhookTimestamp", "webhook-timestamp", "Standard Webhooks: seconds since 1970, at most 5 minutes off the server's clock."),
        ("webhookSignature", "webhook-signature",
            "Standard Webhooks: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with the source's signing secret; several are separated by spaces."),
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
                Description = "A reader's key: read-only."
            },
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = $"A token of the company's OpenID Connect provider, if one is configured, with the role `{Authentication.ManagerRole}`; "
                    + $"`{Authentication.ReaderRole}` is enough wherever a reader's key is."
            },
            [SourceKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A source's own key, from creating the source or rotating its key."
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
