using Feedback.App.Hosting;

namespace Feedback.App.Access;

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
    /// <param name="text">The value of a key; <c>null</c> when it is not set.</param>
    /// <param name="address">The http or https address under a key.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static OpenIdOptions? Read(Func<string, string?> text, Func<string, Uri?> address, List<string> faults)
    {
        if (text(OpenIdAuthority) is null)
        {
            if (Keys.FirstOrDefault(key => text(key) is not null) is { } unused)
                Fault(unused, $"is set, but {Name(OpenIdAuthority)} is not");
            return null;
        }

        if (address(OpenIdAuthority) is not { } authority)
            return null;
        if (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)
            Fault(OpenIdAuthority, "must be an https address: whoever can change what it answers can sign in as anybody");
        if (text(OpenIdClientId) is null)
            Fault(OpenIdClientId, $"is required where {Name(OpenIdAuthority)} is set");
        if (text(OpenIdClientSecret) is null)
            Fault(OpenIdClientSecret, $"is required where {Name(OpenIdAuthority)} is set");
        var clientId = text(OpenIdClientId) ?? "";
        return new(authority, clientId, text(OpenIdClientSecret) ?? "", text(OpenIdAudience) ?? clientId, text(OpenIdRoleClaim) ?? "roles", text(OpenIdName) ?? "your company account");

        void Fault(string option, string fault) => faults.Add($"{Name(option)} {fault}");

        static string Name(string key) => $"{FeedbackOptions.Section}:{key}";
    }
}
