using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Feedback.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Feedback.App.Api;

/// <summary>Who may call what: keys as <c>Authorization: Bearer</c> for systems, a cookie for people at the pages.</summary>
internal static class Authentication
{
    public const string ManagerRole = "cx.manager";
    public const string ReaderRole = "cx.reader";
    public const string SourceRole = "source";

    /// <summary>May change things.</summary>
    public const string ManagerPolicy = "manager";

    /// <summary>May look at what is not a single customer's.</summary>
    public const string ReaderPolicy = "reader";
    public const string SourcePolicy = "source";
    public const string AnyPolicy = "any";
    public const string KeyScheme = "Key";
    private const string ChoiceScheme = "KeyOrCookie";
    private const string KeyHashClaim = "key-hash";

    public static IServiceCollection AddFeedbackAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication(ChoiceScheme)
            .AddPolicyScheme(ChoiceScheme, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count == 0 && context.Request.Cookies.ContainsKey(CookieName) ? CookieAuthenticationDefaults.AuthenticationScheme : KeyScheme)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthenticationHandler>(KeyScheme, null)
            .AddCookie(options =>
            {
                options.Cookie.Name = CookieName;
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = TimeSpan.FromHours(12);
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = EndWithItsKeyAsync;
                options.Events.OnRedirectToLogin = context => Status(context.Response, StatusCodes.Status401Unauthorized);
                options.Events.OnRedirectToAccessDenied = context => Status(context.Response, StatusCodes.Status403Forbidden);
            });
        services.AddAuthorizationBuilder()
            .AddPolicy(ManagerPolicy, policy => policy.RequireRole(ManagerRole))
            .AddPolicy(ReaderPolicy, policy => policy.RequireRole(ReaderRole, ManagerRole))
            .AddPolicy(SourcePolicy, policy => policy.RequireRole(SourceRole))
            .AddPolicy(AnyPolicy, policy => policy.RequireAuthenticatedUser());
        return services;
    }

    public static string CookieName => "feedback";

    /// <summary>The source that calls. Only behind <see cref="SourcePolicy"/>.</summary>
    public static Source Source(this HttpContext context) => context.Features.Get<Caller>()!.Source!;

    /// <summary>How the caller is called in what it leaves behind: by its identity's name, where it has one.</summary>
    public static string CallerName(this HttpContext context) => context.User.Identity?.Name is { Length: > 0 } name ? name : "manager";

    public static ClaimsPrincipal ToPrincipal(Caller caller, string scheme) => caller.Kind == KeyKind.Manager
        ? new(new ClaimsIdentity([new(ClaimTypes.Role, ManagerRole)], scheme))
        : new(new ClaimsIdentity([new(ClaimTypes.Role, SourceRole), new(ClaimTypes.Name, caller.Source!.Id)], scheme));

    /// <summary>Who signed in with a key at the pages.</summary>
    public static ClaimsPrincipal ToSession(Caller caller, string key)
    {
        var principal = ToPrincipal(caller, CookieAuthenticationDefaults.AuthenticationScheme);
        principal.Identities.First().AddClaim(new(KeyHashClaim, ApiKey.Hash(key)));
        return principal;
    }

    private static async Task EndWithItsKeyAsync(CookieValidatePrincipalContext context)
    {
        var keys = context.HttpContext.RequestServices.GetRequiredService<KeyRing>();
        if (context.Principal?.FindFirstValue(KeyHashClaim) is not { } hash || !await keys.IsManagersAsync(hash, context.HttpContext.RequestAborted))
            context.RejectPrincipal();
    }

    private static Task Status(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}

/// <summary>Checks the key of a request.</summary>
internal sealed class KeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyRing keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    // A caller is remembered by the key ring; its principal is worth remembering with it.
    private static readonly ConditionalWeakTable<Caller, AuthenticationTicket> Tickets = [];

    private const int LongestKey = 512;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header.Length > LongestKey)
            return AuthenticateResult.NoResult();
        if (await keys.IdentifyAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } caller)
            return AuthenticateResult.Fail("The key is not known.");
        Context.Features.Set(caller);
        return AuthenticateResult.Success(Tickets.GetValue(caller, static known => new(Authentication.ToPrincipal(known, Authentication.KeyScheme), Authentication.KeyScheme)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
