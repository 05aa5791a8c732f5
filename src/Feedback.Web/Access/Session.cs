using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Feedback.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Feedback.Web.Access;

/// <summary>
/// A person's time at the pages, kept in a sealed cookie. It ends when nothing was asked for <see cref="Idle"/>, when it has lasted as long as the
/// configuration lets it, when its owner signs out, and with the key that opened it.
/// </summary>
internal static class Session
{
    /// <summary>How long a session lasts without a request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(2);

    private const string KeyHashClaim = "key-hash";
    private const string OpenedAtClaim = "opened-at";
    private const string IdClaim = "session";

    public static void Configure(CookieAuthenticationOptions options, TimeSpan longest)
    {
        options.Cookie.Name = Authentication.CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Idle < longest ? Idle : longest;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = context => ValidateAsync(context, longest);
        options.Events.OnRedirectToLogin = context => Status(context.Response, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Status(context.Response, StatusCodes.Status403Forbidden);
    }

    /// <summary>The session of who signed in with a key.</summary>
    public static ClaimsPrincipal Of(Caller caller, string key, DateTimeOffset now)
    {
        var principal = Open(Authentication.ToPrincipal(caller, CookieAuthenticationDefaults.AuthenticationScheme), now);
        principal.Identities.First().AddClaim(new(KeyHashClaim, ApiKey.Hash(key)));
        return principal;
    }

    /// <summary>The session of whom the identity provider vouched for.</summary>
    public static ClaimsPrincipal Of(string? name, IEnumerable<string> roles, DateTimeOffset now) =>
        Open(Authentication.Principal(CookieAuthenticationDefaults.AuthenticationScheme, name, roles), now);

    private static ClaimsPrincipal Open(ClaimsPrincipal principal, DateTimeOffset now)
    {
        var identity = principal.Identities.First();
        identity.AddClaim(new(OpenedAtClaim, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new(IdClaim, RandomNumberGenerator.GetHexString(32, lowercase: true)));
        return principal;
    }

    /// <summary>Ends the session that a request belongs to, at the server as well as in the browser: its cookie opens nothing any more, wherever it was copied
    /// to.</summary>
    public static async Task EndAsync(HttpContext context, TimeSpan longest)
    {
        var session = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (session.Principal is { } person && OpenedAt(person) is { } openedAt)
            await context.RequestServices.GetRequiredService<EndedSessions>().EndAsync(IdOf(person), openedAt + longest, context.RequestAborted);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    /// <summary>A session that an earlier version opened goes on, and is told by all that its cookie says.</summary>
    private static string IdOf(ClaimsPrincipal person) => person.FindFirstValue(IdClaim)
        ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', person.Claims.Select(claim => $"{claim.Type}={claim.Value}")))));

    private static DateTimeOffset? OpenedAt(ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(OpenedAtClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var openedAt)
            ? DateTimeOffset.FromUnixTimeSeconds(openedAt) : null;

    private static async Task ValidateAsync(CookieValidatePrincipalContext context, TimeSpan longest)
    {
        var now = context.Options.TimeProvider!.GetUtcNow();
        if (context.Principal is not { } person
            || OpenedAt(person) is not { } openedAt || now - openedAt >= longest
            || await context.HttpContext.RequestServices.GetRequiredService<EndedSessions>().HasEndedAsync(IdOf(person), context.HttpContext.RequestAborted)
            || !await HoldsAsync(person, context.HttpContext))
            context.RejectPrincipal();
    }

    /// <summary>A session that a key opened holds as long as the key does, with the key's role.</summary>
    private static async Task<bool> HoldsAsync(ClaimsPrincipal person, HttpContext context) =>
        person.FindFirstValue(KeyHashClaim) is not { } hash
        || (await context.RequestServices.GetRequiredService<KeyRing>().KindAsync(hash, context.RequestAborted) is { } kind && kind != KeyKind.Source
            && person.IsInRole(Authentication.RoleOf(kind)));

    private static Task Status(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
