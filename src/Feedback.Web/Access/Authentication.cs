using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Feedback.Core.Access;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Feedback.Web.Access;

/// <summary>Who may call what: keys and tokens as <c>Authorization: Bearer</c>, a cookie for people at the pages.</summary>
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
    public const string KeyScheme = "Key";
    private const string ChoiceScheme = "KeyTokenOrCookie";

    /// <summary>The way to sign in at the pages through the company's identity provider.</summary>
    public const string SingleSignOnScheme = "SingleSignOn";

    private const string TokenScheme = "Token";
    private const string Bearer = "Bearer ";

    public static IServiceCollection AddFeedbackAuthentication(this IServiceCollection services, FeedbackOptions options)
    {
        var authentication = services.AddAuthentication(ChoiceScheme)
            .AddPolicyScheme(ChoiceScheme, null, choice => choice.ForwardDefaultSelector = context => SchemeOf(context.Request, options.OpenId is not null))
            .AddScheme<AuthenticationSchemeOptions, KeyAuthenticationHandler>(KeyScheme, null)
            .AddCookie(cookie => Session.Configure(cookie, TimeSpan.FromHours(options.SessionHours)));
        services.AddSingleton<RefusedRequests>().AddSingleton<WrongKeys>();
        services.AddSingleton(new SignInWays(options.OpenId?.Name));
        if (options.OpenId is { } openId)
        {
            var provider = new OpenIdProvider(openId);
            authentication
                .AddJwtBearer(TokenScheme, provider.Configure)
                .AddOpenIdConnect(SingleSignOnScheme, provider.Configure);
        }

        services.AddAuthorizationBuilder()
            .AddPolicy(ManagerPolicy, policy => policy.RequireRole(ManagerRole))
            .AddPolicy(ReaderPolicy, policy => policy.RequireRole(ReaderRole, ManagerRole))
            .AddPolicy(SourcePolicy, policy => policy.RequireRole(SourceRole));
        return services;
    }

    public static string CookieName => "feedback";

    /// <summary>The source that calls. Only behind <see cref="SourcePolicy"/>.</summary>
    public static Source Source(this HttpContext context) => context.Features.Get<Caller>()!.Source!;

    /// <summary>How the caller is called in what it leaves behind: by its identity's name, where it has one.</summary>
    public static string CallerName(this HttpContext context) => context.User.Identity?.Name is { Length: > 0 } name ? name : "manager";

    /// <summary>The key or token that a request brings; <c>null</c> when it brings none. The scheme's case and the blanks around make no difference.</summary>
    public static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }

    public static ClaimsPrincipal ToPrincipal(Caller caller, string scheme) => caller.Kind switch
    {
        KeyKind.Source => Principal(scheme, caller.Source!.Id, SourceRole),
        _ => Principal(scheme, caller.Name, RoleOf(caller.Kind)),
    };

    /// <summary>Somebody with roles.</summary>
    public static ClaimsPrincipal Principal(string scheme, string? name, params IEnumerable<string> roles)
    {
        var identity = new ClaimsIdentity(roles.Select(role => new Claim(ClaimTypes.Role, role)), scheme);
        if (name is not null)
            identity.AddClaim(new(ClaimTypes.Name, name));
        return new(identity);
    }

    /// <summary>The role of a person's key.</summary>
    public static string RoleOf(KeyKind kind) => kind == KeyKind.Manager ? ManagerRole : ReaderRole;

    /// <summary>A token is told from a key by its shape: three parts, with dots between them.</summary>
    private static string SchemeOf(HttpRequest request, bool takesTokens) => request.Headers.Authorization.ToString() switch
    {
        "" when request.Cookies.ContainsKey(CookieName) => CookieAuthenticationDefaults.AuthenticationScheme,
        var header when takesTokens && header.Count(c => c == '.') == 2 => TokenScheme,
        _ => KeyScheme,
    };
}

/// <summary>Checks the key of a request.</summary>
internal sealed class KeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyRing keys,
        WrongKeys wrong)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    // A caller is remembered by the key ring; its principal is worth remembering with it.
    private static readonly ConditionalWeakTable<Caller, AuthenticationTicket> Tickets = [];

    private const int LongestKey = 512;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Authentication.BearerOf(Request) is not { Length: <= LongestKey } key)
            return AuthenticateResult.NoResult();
        if (await keys.IdentifyAsync(key, Context.RequestAborted) is not { } caller)
        {
            Context.Features.Set(new KeyRefusal(wrong.NoteCall(Context)));
            return AuthenticateResult.Fail("The key is not known.");
        }

        Context.Features.Set(caller);
        return AuthenticateResult.Success(Tickets.GetValue(caller, static known =>
            new(Authentication.ToPrincipal(known, Authentication.KeyScheme), Authentication.KeyScheme)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = Context.Features.Get<KeyRefusal>()?.Status ?? StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}

/// <summary>A request brought a key that is not known.</summary>
/// <param name="Status">What it is answered with.</param>
internal sealed record KeyRefusal(int Status);
