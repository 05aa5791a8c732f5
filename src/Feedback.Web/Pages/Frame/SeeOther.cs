namespace Feedback.Web.Pages;

/// <summary>Sends a browser on to a page after a form was posted, so that reloading posts nothing again.</summary>
internal sealed class SeeOther : IResult
{
    private readonly string _address;

    private SeeOther(string address) => _address = address;

    /// <summary>On to an address of this program; to the start page when it is anything else.</summary>
    public static SeeOther To(string address) => new(LocalUrl.Or(address, "/"));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = _address;
        return Task.CompletedTask;
    }
}

/// <summary>Addresses within this program.</summary>
internal static class LocalUrl
{
    /// <summary>The address when it is a path of this program, else another one.</summary>
    public static string Or(string address, string other) => IsLocal(address) ? address : other;

    /// <summary>
    /// One slash, not two, which would name another host; nor a backslash, which browsers read as a slash; nor blanks and control characters, which they leave
    /// out; nor anything but ASCII, which a header cannot hold.
    /// </summary>
    private static bool IsLocal(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && address.All(c => c is > ' ' and <= '~' and not '\\');
}
