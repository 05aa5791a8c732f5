using Feedback.Core.Access;
using Feedback.Web.Access;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Feedback.Web.Pages;

/// <summary>Signs people in, with a key or through the identity provider.</summary>
internal static class SignIn
{
    public const string Path = "/sign-in";
    public const string SingleSignOnPath = "/sign-in/company";
    public const string KeyField = "key";
    public const string ReturnField = "returnUrl";
    public const string ProviderFailed = "Sign-in failed: the identity provider refused or did not respond. Try again, or use a key.";
    private const string TooMany = "Too many attempts with a wrong key. Wait a minute and try again.";
    private const string WelcomePath = "/sign-in/welcome";
    private const int LongestKey = 512;

    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, Get).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapPost(Path, PostAsync).AllowAnonymous().RequireFormToken();
        pages.MapGet(SingleSignOnPath, BeginAsync).AllowAnonymous();
        pages.MapGet(WelcomePath, Welcome).AllowAnonymous();
        pages.MapPost(SignOut.Path, SignOut.PostAsync).AllowAnonymous().RequireFormToken();
    }

    /// <summary>Reached only by who is signed in already; anybody else is shown the form.</summary>
    private static SeeOther Get() => SeeOther.To("/");

    private static async Task<IResult> PostAsync(HttpContext context, KeyRing keys, WrongKeys wrong, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (key, returnUrl) = (form[KeyField].ToString().Trim(), form[ReturnField].ToString());
        var caller = key.Length is > 0 and <= LongestKey ? await keys.IdentifyAsync(key, cancellationToken) : null;
        if (caller is null or { Kind: KeyKind.Source })
        {
            var status = key.Length == 0 ? StatusCodes.Status401Unauthorized : wrong.NoteSignIn(context);
            return Form(status, status == StatusCodes.Status429TooManyRequests ? TooMany : WhyNot(key, caller), returnUrl);
        }

        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Session.Of(caller, key, time.GetUtcNow()));
        return SeeOther.To(returnUrl);
    }

    /// <summary>Sends a person to the identity provider.</summary>
    private static async Task<IResult> BeginAsync(HttpContext context, SignInWays ways)
    {
        if (ways.SingleSignOn is null)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var returnUrl = LocalUrl.Or(context.Request.Query[ReturnField].ToString(), "/");
        try
        {
            await context.ChallengeAsync(Authentication.SingleSignOnScheme, new() { RedirectUri = WelcomePath + QueryString.Create(ReturnField, returnUrl) });
            return TypedResults.Empty;
        }
        catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or OpenIdConnectProtocolException)
        {
            return Form(StatusCodes.Status502BadGateway, ProviderFailed, returnUrl);
        }
    }

    /// <summary>
    /// Leads from the provider's answer into the program by a page of our own: a browser sends the session's cookie, which no other site may use, only with a
    /// request that a page of ours began.
    /// </summary>
    private static Page Welcome(HttpRequest request) =>
        Page.Of<WelcomePage>(StatusCodes.Status200OK, (nameof(WelcomePage.ReturnUrl), LocalUrl.Or(request.Query[ReturnField].ToString(), "/")));

    /// <summary>The page with the form.</summary>
    public static Page Form(int status, string? fault, string returnUrl, bool ended = false) => Page.Of<SignInPage>(
        status, (nameof(SignInPage.Fault), fault), (nameof(SignInPage.ReturnUrl), LocalUrl.Or(returnUrl, "/")), (nameof(SignInPage.Ended), ended));

    /// <summary>The page with the form, for whom the provider did not vouch.</summary>
    public static Page Refused(HttpContext context, string fault)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Form(StatusCodes.Status401Unauthorized, fault, "/");
    }

    private static string WhyNot(string key, Caller? caller) => (key, caller) switch
    {
        ("", _) => "Enter a key.",
        (_, { Kind: KeyKind.Source }) => "This is a source key. It can send feedback but not sign in. Use a personal key.",
        _ => "Unknown key. Check that you copied all of it.",
    };
}

/// <summary>Ends a session.</summary>
internal static class SignOut
{
    public const string Path = "/sign-out";

    public static async Task<IResult> PostAsync(HttpContext context, FeedbackOptions options)
    {
        await Session.EndAsync(context, TimeSpan.FromHours(options.SessionHours));
        return SeeOther.To("/");
    }
}
