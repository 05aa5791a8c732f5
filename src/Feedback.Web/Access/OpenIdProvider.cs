using System.Security.Claims;
using Feedback.Web.Pages;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Feedback.Web.Access;

/// <summary>The company's OpenID Connect provider: where its endpoints are, by which keys it signs, and what its tokens say of a person.</summary>
internal sealed class OpenIdProvider(OpenIdOptions options)
{
    /// <summary>Where the provider sends people back to.</summary>
    public const string CallbackPath = "/sign-in/callback";

    private static readonly string[] NameClaims = ["name", "preferred_username", "email", "sub"];
    private static readonly string[] Roles = [Authentication.ManagerRole, Authentication.ReaderRole];
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    private readonly ConfigurationManager<OpenIdConnectConfiguration> _documents = new(
        options.Authority.ToString().TrimEnd('/') + "/.well-known/openid-configuration",
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever { RequireHttps = !options.Authority.IsLoopback });

    /// <summary>The provider's own description, read at the first need and again when it is old.</summary>
    /// <exception cref="InvalidOperationException">The provider does not answer, or not as it should.</exception>
    public Task<OpenIdConnectConfiguration> DescriptionAsync(CancellationToken cancellationToken) => _documents.GetConfigurationAsync(cancellationToken);

    /// <summary>Tokens for the API.</summary>
    public void Configure(JwtBearerOptions bearer)
    {
        bearer.ConfigurationManager = _documents;
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new() { ValidAudience = options.Audience };
        bearer.Events = new()
        {
            OnTokenValidated = context =>
            {
                var (name, roles) = Of(context.Principal!.Identities.First());
                context.Principal = Authentication.Principal(context.Scheme.Name, name, roles);
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>Sign-in at the pages: the authorisation code flow with PKCE.</summary>
    public void Configure(OAuthOptions oauth)
    {
        oauth.ClientId = options.ClientId;
        oauth.ClientSecret = options.ClientSecret;
        oauth.UsePkce = true;
        oauth.CallbackPath = CallbackPath;
        oauth.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        // The provider says where these really are; OpenIdSignIn asks it before each use.
        oauth.AuthorizationEndpoint = oauth.TokenEndpoint = options.Authority.ToString();
        foreach (var scope in (string[])["openid", "profile", "email"])
            oauth.Scope.Add(scope);
        // The provider sends people back by an ordinary link, which Lax lets through.
        oauth.CorrelationCookie.SameSite = SameSiteMode.Lax;
        oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        oauth.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            return SignIn.Refused(context.HttpContext, context.Failure is SignInRefusedException refused ? refused.Message : SignIn.ProviderFailed)
                .ExecuteAsync(context.HttpContext);
        };
    }

    /// <summary>Whom an ID token names, and with which of our roles.</summary>
    /// <exception cref="SignInRefusedException">The token is not the provider's, not meant for this program or out of date, or gives no role here.</exception>
    public async Task<(string? Name, IReadOnlyList<string> Roles)> VerifyAsync(string idToken, CancellationToken cancellationToken)
    {
        var description = await DescriptionAsync(cancellationToken);
        var result = await Tokens.ValidateTokenAsync(idToken,
            new() { ValidIssuer = description.Issuer, ValidAudience = options.ClientId, IssuerSigningKeys = description.SigningKeys });
        if (!result.IsValid)
        {
            // The provider may have changed its keys.
            _documents.RequestRefresh();
            throw new SignInRefusedException("The identity provider’s answer could not be trusted. Try again.", result.Exception);
        }

        var (name, roles) = Of(result.ClaimsIdentity);
        return roles.Count > 0 ? (name, roles)
            : throw new SignInRefusedException(
                $"{name} has no role here. "
                    + $"Somebody who looks after the identity provider can give {Authentication.ReaderRole} or {Authentication.ManagerRole}.");
    }

    private (string? Name, IReadOnlyList<string> Roles) Of(ClaimsIdentity identity) => (
        NameClaims.Select(claim => identity.FindFirst(claim)?.Value).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)),
        [.. identity.FindAll(options.RoleClaim).Select(claim => claim.Value).Where(Roles.Contains).Distinct(StringComparer.Ordinal)]);
}

/// <summary>Somebody is not let in; the message says why, to them.</summary>
internal sealed class SignInRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
