using Feedback.Core.Access;
using Feedback.Core.Requests;
using Feedback.Web.Access;

namespace Feedback.Web.Pages;

/// <summary>Who may look and who may change: the keys of people, given and taken away.</summary>
internal static class AccessPages
{
    public const string NameField = "name";
    public const string RoleField = "role";

    public static void MapAccess(this IEndpointRouteBuilder pages)
    {
        var access = pages.MapGroup(Links.Access).RequireAuthorization(Authentication.ManagerPolicy);
        access.MapGet("", GetAsync);
        access.MapPost("", CreateAsync).RequireFormToken();
        access.MapPost("/{id}/delete", DeleteAsync).RequireFormToken();
    }

    /// <summary>Where a key is taken away.</summary>
    public static string Delete(string id) => $"{Links.Access}/{id}/delete";

    private static async Task<IResult> GetAsync(PersonKeys keys, CancellationToken cancellationToken) =>
        await PageAsync(StatusCodes.Status200OK, keys, new(), cancellationToken);

    private static async Task<IResult> CreateAsync(HttpRequest request, HttpContext context, PersonKeys keys, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var errors = new FieldErrors();
        var (name, role) = (form[NameField].ToString(), form[RoleField].ToString());
        if (PersonKeyReader.Check(name, role, errors) is not { } asked)
            return await PageAsync(StatusCodes.Status400BadRequest, keys, new(name, role, errors), cancellationToken);

        // No redirect here: the key is shown in this answer and nowhere else. A reload asks before it posts again, and would make another key.
        var (key, kept) = await keys.CreateAsync(asked, context.CallerName(), cancellationToken);
        return await PageAsync(StatusCodes.Status201Created, keys, new(Made: new(kept.Name, key)), cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(string id, PersonKeys keys, CancellationToken cancellationToken) =>
        await keys.DeleteAsync(id, cancellationToken) ? SeeOther.To(Links.Access) : TypedResults.StatusCode(StatusCodes.Status404NotFound);

    private static async Task<IResult> PageAsync(int status, PersonKeys keys, KeyForm form, CancellationToken cancellationToken) =>
        Page.Of<AccessPage>(status, (nameof(AccessPage.Keys), await keys.ListAsync(cancellationToken)), (nameof(AccessPage.Form), form));
}

/// <summary>What was typed, what is wrong with it, and what came of it.</summary>
/// <param name="Name">Whom the key is for.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Errors">What is wrong.</param>
/// <param name="Made">The key that was made.</param>
public sealed record KeyForm(string Name = "", string Role = "reader", FieldErrors? Errors = null, MadeKey? Made = null)
{
    /// <summary>What is wrong with a field; <c>null</c> when nothing is.</summary>
    public string? Fault(string field) => Errors?.ToDictionary().GetValueOrDefault(field) is { } messages ? string.Join("; ", messages) : null;
}

/// <summary>A key that was just made.</summary>
/// <param name="Name">Whom it is for.</param>
/// <param name="Key">The key.</param>
public sealed record MadeKey(string Name, string Key);
