using Feedback.Core.Customers;

namespace Feedback.Web.Pages;

/// <summary>
/// Where a customer opts out, by the signed link in a mail. Looking changes nothing, since mail scanners follow links. Posting does, without a form token: a
/// token keeps others from acting in the name of who is signed in, and nobody is signed in here; who can post has the link, and the link is all that it takes.
/// A mail program that unsubscribes with one click (RFC 8058) posts to the same address; the body is not looked at.
/// </summary>
internal static class OptOutPages
{
    public const string Path = "/" + OptOutLinks.Path;

    public static IResult Get(HttpRequest request, OptOutLinks links) =>
        CustomerOf(request, links) is null ? Broken() : Show(StatusCodes.Status200OK, OptOutState.Asked);

    public static async Task<IResult> PostAsync(HttpRequest request, OptOutLinks links, OptOut optOut, CancellationToken cancellationToken)
    {
        if (CustomerOf(request, links) is not { } customer)
            return Broken();
        await optOut.OfAsync(customer, cancellationToken);
        return Show(StatusCodes.Status200OK, OptOutState.Done);
    }

    private static string? CustomerOf(HttpRequest request, OptOutLinks links)
    {
        var (customer, signature) = (request.Query[OptOutLinks.CustomerField].ToString(), request.Query[OptOutLinks.SignatureField].ToString());
        return links.Holds(customer, signature) ? customer : null;
    }

    private static Page Broken() => Show(StatusCodes.Status404NotFound, OptOutState.Broken);

    private static Page Show(int status, OptOutState state) => Page.Of<OptOutPage>(status, (nameof(OptOutPage.State), state));
}

/// <summary>How far a customer has come with opting out.</summary>
public enum OptOutState
{
    /// <summary>The link holds; the customer is asked.</summary>
    Asked,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>The link does not hold.</summary>
    Broken,
}
