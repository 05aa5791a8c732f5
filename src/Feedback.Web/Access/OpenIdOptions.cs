using Feedback.Web.Hosting;

namespace Feedback.Web.Access;

/// <summary>The part of the configuration that names an OpenID Connect provider: <c>Feedback:OpenIdAuthority</c> and its fellows.</summary>
/// <param name="Authority">The provider's address, under which <c>.well-known/openid-configuration</c> stands.</param>
/// <param name="ClientId">What the provider calls this program.</param>
/// <param name="ClientSecret">By which this program shows the provider who it is.</param>
/// <param name="Audience">Whom tokens for the API must be meant for.</param>
/// <param name="RoleClaim">The claim that holds the roles.</param>
/// <param name="Name">What people call the provider.</param>
internal sealed record OpenIdOptions(Uri Authority, string ClientId, string ClientSecret, string Audience, string RoleClaim, string Name)
{
    private const string OpenIdAuthority = nameof(OpenIdAuthority);
    private const string OpenIdClientId = nameof(OpenIdClientId);
    private const string OpenIdClientSecret = nameof(OpenIdClientSecret);
    private const string OpenIdAudience = nameof(OpenIdAudience);
    private const string OpenIdRoleClaim = nameof(OpenIdRoleClaim);
    private const string OpenIdName = nameof(OpenIdName);

    public static IReadOnlyList<string> Keys { get; } = [OpenIdAuthority, OpenIdClientId, OpenIdClientSecret, OpenIdAudience, OpenIdRoleClaim, OpenIdName];

    /// <summary>Reads them; <c>null</c> when no provider is named.</summary>
    /// <param name="section">The configuration; takes what is wrong.</param>
    public static OpenIdOptions? Read(OptionSection section)
    {
        if (section.Text(OpenIdAuthority) is null)
        {
            if (Keys.FirstOrDefault(key => section.Text(key) is not null) is { } unused)
                section.Fault(unused, $"is set, but {OptionSection.Name(OpenIdAuthority)} is not");
            return null;
        }

        if (section.Address(OpenIdAuthority) is not { } authority)
            return null;
        if (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)
            section.Fault(OpenIdAuthority, "must be an https address: whoever can change what it answers can sign in as anybody");
        if (section.Text(OpenIdClientId) is null)
            section.Fault(OpenIdClientId, $"is required where {OptionSection.Name(OpenIdAuthority)} is set");
        if (section.Text(OpenIdClientSecret) is null)
            section.Fault(OpenIdClientSecret, $"is required where {OptionSection.Name(OpenIdAuthority)} is set");
        var clientId = section.Text(OpenIdClientId) ?? "";
        return new(authority, clientId, section.Text(OpenIdClientSecret) ?? "", section.Text(OpenIdAudience) ?? clientId, section.Text(OpenIdRoleClaim)
            ?? "roles", section.Text(OpenIdName) ?? "your company account");
    }
}
