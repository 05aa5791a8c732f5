using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace Feedback.Web.Access;

/// <summary>Signs people in through the identity provider: the framework's OAuth, and an ID token that is checked.</summary>
/// <remarks>The code comes back under PKCE and the token straight from the provider, so no nonce is needed (OpenID Connect Core 1.0, 3.1.2.1: optional in the
/// code flow).</remarks>
internal sealed class OpenIdSignIn(IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, OpenIdProvider provider)
    : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await FindEndpointsAsync();
        await base.HandleChallengeAsync(properties);
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        await FindEndpointsAsync();
        return await base.ExchangeCodeAsync(context);
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties,
        OAuthTokenResponse tokens)
    {
        var idToken = tokens.Response?.RootElement.TryGetProperty("id_token", out var token) == true ? token.GetString() : null;
        var (name, roles) = await provider.VerifyAsync(idToken ?? "", Context.RequestAborted);
        return new(Session.Of(name, roles, TimeProvider.GetUtcNow()), properties, Scheme.Name);
    }

    private async Task FindEndpointsAsync()
    {
        var description = await provider.DescriptionAsync(Context.RequestAborted);
        (Options.AuthorizationEndpoint, Options.TokenEndpoint) = (description.AuthorizationEndpoint, description.TokenEndpoint);
    }
}
