using Feedback.Core.Requests;

namespace Feedback.Web.Api;

/// <summary>What a body of JSON holds, or why it is not taken.</summary>
/// <param name="Value">What was posted; <c>null</c> when it is not taken.</param>
/// <param name="Errors">What is wrong with it, by field.</param>
/// <param name="Unreadable">The problem of a body that could not even be looked at.</param>
internal sealed record PostedJson<T>(T? Value, FieldErrors Errors, IResult? Unreadable)
    where T : class
{
    /// <summary>The answer when it is not taken.</summary>
    public IResult Problem => Unreadable ?? Problems.Invalid(Errors);
}

/// <summary>Reads bodies of JSON.</summary>
internal static class PostedJson
{
    /// <summary>Reads a body's bytes, naming every field that is wrong.</summary>
    public delegate T? Read<T>(ReadOnlySpan<byte> json, out FieldErrors errors)
        where T : class;

    public static async ValueTask<PostedJson<T>> ReadAsync<T>(HttpRequest request, Read<T> read)
        where T : class
    {
        if (!request.IsJson())
            return new(null, new(), Problems.WrongType(ContentTypes.Json));
        using var body = await RequestBody.ReadAsync(request);
        if (body.RefusedWith != 0)
            return new(null, new(), body.ToProblem());
        var value = read(body.Bytes, out var errors);
        return new(value, errors, null);
    }
}
