using Feedback.App.Api;
using Feedback.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Feedback.App.Pages;

/// <summary>Signs a manager in with a manager's key.</summary>
internal static class SignIn
{
    public const string Path = "/sign-in";
    public const string KeyField = "key";
    public const string ReturnField = "returnUrl";
    private const int LongestKey = 512;

    /// <summary>Reached only by who is signed in already; anybody else is shown the form.</summary>
    public static IResult Get() => SeeOther.To("/");

    public static async Task<IResult> PostAsync(HttpContext context, KeyRing keys, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (key, returnUrl) = (form[KeyField].ToString().Trim(), form[ReturnField].ToString());
        var caller = key.Length is > 0 and <= LongestKey ? await keys.IdentifyAsync(key, cancellationToken) : null;
        if (caller is not { Kind: KeyKind.Manager })
            return Form(StatusCodes.Status401Unauthorized, WhyNot(key, caller), returnUrl);

        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Authentication.ToSession(caller, key));
        return SeeOther.To(returnUrl);
    }

    /// <summary>The page with the form.</summary>
    public static Page Form(int status, string? fault, string returnUrl) =>
        Page.Of<SignInPage>(status, (nameof(SignInPage.Fault), fault), (nameof(SignInPage.ReturnUrl), LocalUrl.Or(returnUrl, "/")));

    private static string WhyNot(string key, Caller? caller) => (key, caller) switch
    {
        ("", _) => "Enter a manager’s key.",
        (_, { Kind: KeyKind.Source }) => "This is a source’s key. It can send feedback, but only a manager’s key signs in.",
        _ => "This key is not known. Check that you copied all of it.",
    };
}

/// <summary>Ends a manager's session.</summary>
internal static class SignOut
{
    public const string Path = "/sign-out";

    public static async Task<IResult> PostAsync(HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return SeeOther.To("/");
    }
}
