using Feedback.Core.Access;
using Microsoft.AspNetCore.Authorization;

namespace Feedback.Web.Access;

/// <summary>Says to a caller who was not let in what to send instead. It tells what the caller has shown, and nothing of the keys and sources that there are: a
/// key that never was reads like one that ceased to hold.</summary>
internal static class AccessRefusal
{
    /// <summary>The detail of a 401 or 403; <c>null</c> where the refusal has nothing to do with who calls.</summary>
    public static string? DetailOf(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unknown(context.Request),
        StatusCodes.Status403Forbidden => NotAllowed(context),
        _ => null,
    };

    private static string Unknown(HttpRequest request) =>
        request.Headers.Authorization.Count > 0
            ? Authentication.BearerOf(request) is null ? "The Authorization header must be: Bearer KEY." : "The key is not known."
        : request.Cookies.ContainsKey(Authentication.CookieName) ? "The session has ended: sign in again."
        : "No key was sent. Send it in a header: Authorization: Bearer KEY.";

    private static string? NotAllowed(HttpContext context)
    {
        var shown = context.Features.Get<Caller>() is null ? "account" : "key";
        var policy = context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy;
        var wanted = policy switch
        {
            Authentication.SourcePolicy => "feedback is sent with a source's key",
            Authentication.ManagerPolicy => "this takes a manager's",
            Authentication.ReaderPolicy => "this takes a reader's or a manager's",
            _ => null,
        };
        var role = context.User.IsInRole(Authentication.ManagerRole) ? "manager"
            : context.User.IsInRole(Authentication.ReaderRole) ? "reader"
            : context.User.IsInRole(Authentication.SourceRole) ? "source" : null;
        return wanted is null || IsEnough(role, policy) ? null
            : role is null ? $"This account has no role here; {wanted}."
            : $"This is a {role} {shown}; {wanted}.";
    }

    private static bool IsEnough(string? role, string? policy) => (role, policy) is ("manager", Authentication.ManagerPolicy or Authentication.ReaderPolicy)
        or ("reader", Authentication.ReaderPolicy) or ("source", Authentication.SourcePolicy);
}
