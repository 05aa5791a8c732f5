using System.Security.Claims;
using Feedback.Web.Pages;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TokenValidatedContext = Microsoft.AspNetCore.Authentication.OpenIdConnect.TokenValidatedContext;

namespace Feedback.Web.Access;

/// <summary>The company's OpenID Connect provider: how people sign in with it at the pages, and how systems show its tokens to the API.</summary>
internal sealed class OpenIdProvider(OpenIdOptions options)
{
    /// <summary>Where the provider sends people back to. Customers have registered it there, so it stays as it is.</summary>
    public const string CallbackPath = "/sign-in/callback";

    private const string Untrusted = "The identity provider’s answer could not be trusted. Try again.";

    private static readonly string[] NameClaims = ["name", "preferred_username", "email", "sub"];
    private static readonly string[] Roles = [Authentication.ManagerRole, Authentication.ReaderRole];

    /// <summary>Tokens for the API.</summary>
    public void Configure(JwtBearerOptions bearer)
    {
        bearer.Authority = options.Authority.ToString();
        bearer.RequireHttpsMetadata = !options.Authority.IsLoopback;
        bearer.Audience = options.Audience;
        bearer.MapInboundClaims = false;
        bearer.Events.OnTokenValidated = context =>
        {
            var (name, roles) = Of(context.Principal!);
            context.Principal = Authentication.Principal(context.Scheme.Name, name, roles);
            return Task.CompletedTask;
        };
    }

    /// <summary>Sign-in at the pages: the authorisation code flow with PKCE. The provider's tokens are read once and not kept.</summary>
    public void Configure(OpenIdConnectOptions connect)
    {
        connect.Authority = options.Authority.ToString();
        connect.RequireHttpsMetadata = !options.Authority.IsLoopback;
        connect.ClientId = options.ClientId;
        connect.ClientSecret = options.ClientSecret;
        connect.CallbackPath = CallbackPath;
        connect.ResponseType = OpenIdConnectResponseType.Code;
        connect.ResponseMode = OpenIdConnectResponseMode.Query;
        connect.Scope.Add("email");
        connect.MapInboundClaims = false;
        connect.DisableTelemetry = true;
        connect.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        // Providers that offer to take the request beforehand may want each client set up for it, and those of the customers are not.
        connect.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        // The answer comes back by an ordinary link, which Lax lets through, also over http. The handler's own choice, None, is for posted answers and needs
        // https.
        foreach (var cookie in (CookieBuilder[])[connect.CorrelationCookie, connect.NonceCookie])
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        // Signing out ends the session here and nowhere else, so no other site is given an address that ends it.
        connect.RemoteSignOutPath = connect.SignedOutCallbackPath = default;
        connect.Events.OnTokenValidated = SignInAsync;
        connect.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            return SignIn.Refused(context.HttpContext, WhyNot(context.Failure)).ExecuteAsync(context.HttpContext);
        };
    }

    /// <summary>Opens a session for whom the ID token names, if it gives a role here.</summary>
    private Task SignInAsync(TokenValidatedContext context)
    {
        var (name, roles) = Of(context.Principal!);
        // A token straight from the provider may come unsigned by the standard. This program has always asked for the signature.
        if (context.SecurityToken.SignatureAlgorithm is SecurityAlgorithms.None)
            context.Fail(new SignInRefusedException(Untrusted));
        else if (roles.Count == 0)
            context.Fail(new SignInRefusedException(
                $"{name} has no role here. "
                    + $"Somebody who looks after the identity provider can give {Authentication.ReaderRole} or {Authentication.ManagerRole}."));
        else
            context.Principal = Session.Of(name, roles, context.Options.TimeProvider!.GetUtcNow());
        return Task.CompletedTask;
    }

    private static string WhyNot(Exception? failure) => failure switch
    {
        SignInRefusedException refused => refused.Message,
        SecurityTokenException or OpenIdConnectProtocolInvalidNonceException => Untrusted,
        _ => SignIn.ProviderFailed,
    };

    private (string? Name, IReadOnlyList<string> Roles) Of(ClaimsPrincipal person) => (
        NameClaims.Select(claim => person.FindFirst(claim)?.Value).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)),
        [.. person.FindAll(options.RoleClaim).Select(claim => claim.Value).Where(Roles.Contains).Distinct(StringComparer.Ordinal)]);
}

/// <summary>Somebody is not let in; the message says why, to them.</summary>
internal sealed class SignInRefusedException(string message) : Exception(message);
