using Feedback.Core.Requests;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Feedback.Web.Api;

/// <summary>The problems that the API answers with (RFC 9457). Their types are stable: clients may decide by them.</summary>
internal static class Problems
{
    /// <summary>The type of <see cref="ForeignSource"/>, by which an import tells that its key is another's.</summary>
    public static string ForeignSourceType { get; } = TypeOf(ForeignSourceName);

    private const string ForeignSourceName = "foreign-source";

    public static ProblemHttpResult Invalid(FieldErrors errors) => Of(Describe(errors));

    public static ProblemHttpResult Invalid(string field, string message) => Invalid(FieldErrors.Of(field, message));

    public static ProblemHttpResult ForeignSource(FieldErrors errors) => Of(DescribeForeignSource(errors));

    public static ProblemHttpResult TooLarge() =>
        Of(413, "too-large", "The body is too large", $"The body may have at most {RequestLimits.BodyBytes:#,0} bytes.");

    public static ProblemHttpResult WrongType(string expected) => Of(415, "wrong-content-type", "The content type is not supported", $"Send {expected}.");

    public static ProblemHttpResult WrongEncoding() =>
        Invalid(415, "wrong-content-encoding", "The content encoding is not supported", $"must be one of {ContentEncodings.Allowed}, or left out");

    public static ProblemHttpResult NotAsEncoded() =>
        Invalid(400, "unreadable-body", "The body could not be read", "does not match the body: it cannot be decoded");

    /// <summary>The name of a request that stands for another body already.</summary>
    public static ProblemHttpResult NameReused(string header) => Of(With(
        Details(409, "idempotency-key-reused", "The request's name was used for another body", "Send another body under another name."),
        FieldErrors.Of(header, "was used for another body before")));

    /// <summary>The problem of a body that was not read to its end.</summary>
    public static ProblemHttpResult Unread(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout =>
            Of(status, "too-slow", "The body took too long", $"The whole body must arrive within {BodyRoom.UsualLongest.TotalSeconds} seconds."),
        StatusCodes.Status503ServiceUnavailable => Of(status, "unavailable", "Temporarily unavailable; try again",
            "Too many bodies are arriving at once, and this one had been under way longest."),
        _ => Of(status, "unreadable-body", "The body could not be read", null),
    };

    /// <summary>The problem of one stream more than there may be.</summary>
    public static ProblemHttpResult TooManyStreams(int status) => status == StatusCodes.Status429TooManyRequests
        ? Of(status, "too-many-streams", "Too many streams with one key", $"There may be {StreamSeats.MostOfOneCaller}; close one, or share one.")
        : Of(status, "unavailable", "Temporarily unavailable; try again", $"There are {StreamSeats.Most} streams already.");

    public static ProblemHttpResult Unauthorized(string detail) => Of(401, "unauthorized", "The request is not authenticated", detail);

    public static ProblemHttpResult Forbidden(string detail) => Of(403, "forbidden", "This is not allowed", detail);

    public static ProblemHttpResult NotFound(string detail) => Of(404, "not-found", "Not found", detail);

    /// <summary>What makes no sense in the present state, with what would where that can be named.</summary>
    public static ProblemHttpResult Conflict(string detail, IReadOnlyList<string>? possible = null)
    {
        var details = Details(409, "conflict", "Not possible in the current state", detail);
        if (possible is not null)
            details.Extensions["possible"] = possible.ToArray();
        return Of(details);
    }

    /// <summary>The problem that a refusal is. A caller with an outdated version gets the current one.</summary>
    public static ProblemHttpResult Of(Refusal refusal, HttpResponse response)
    {
        if (refusal.ETag is { } present)
            response.Headers.ETag = IfMatch.ETag(present);
        return refusal.Kind switch
        {
            RefusalKind.NotFound => NotFound(refusal.Detail),
            RefusalKind.Invalid => Invalid(refusal.Errors!),
            RefusalKind.Stale => PreconditionFailed(refusal.Detail),
            _ => Conflict(refusal.Detail, refusal.Possible),
        };
    }

    public static ProblemHttpResult PreconditionFailed(string detail) => Of(412, "precondition-failed", "It has changed since you read it", detail);

    public static ProblemHttpResult PreconditionRequired(string detail) =>
        Of(428, "precondition-required", "The If-Match header is missing", detail);

    /// <summary>The problem of a request that no endpoint answered: nobody's route, no key, a fault of ours.</summary>
    /// <param name="status">The status.</param>
    /// <param name="detail">What the caller can do about it.</param>
    public static ProblemHttpResult OfStatus(int status, string? detail = null)
    {
        var (type, title) = status switch
        {
            400 => ("invalid", "The request is not valid"),
            401 => ("unauthorized", "The request is not authenticated"),
            403 => ("forbidden", "The key does not allow this"),
            404 => ("not-found", "Not found"),
            405 => ("method-not-allowed", "The method is not allowed here"),
            408 => ("too-slow", "The body took too long"),
            413 => ("too-large", "The body is too large"),
            415 => ("wrong-content-type", "The content type is not supported"),
            429 => ("too-many-attempts", "Too many attempts with a wrong key; wait a minute"),
            503 => ("unavailable", "Temporarily unavailable; try again"),
            _ => ("error", "Something went wrong"),
        };
        return Of(status, type, title, detail);
    }

    /// <summary>What is wrong with a feedback, as it also stands in a batch's results.</summary>
    public static ProblemDetails Describe(FieldErrors errors) => With(Details(400, "invalid", "The request is not valid", null), errors);

    /// <summary>The same where its faults are not listed, because those of others fill the answer already.</summary>
    public static ProblemDetails DescribeShort() => Details(400, "invalid", "The request is not valid",
        "The errors of the items before it fill this answer. Send it again to see its own.");

    /// <summary>A source that posts under another's name, likewise.</summary>
    public static ProblemDetails DescribeForeignSource(FieldErrors errors) =>
        With(Details(403, ForeignSourceName, "A source can only post under its own name", null), errors);

    public static string TypeOf(string name) => "urn:feedback:problem:" + name;

    private static ProblemHttpResult Invalid(int status, string type, string title, string message) =>
        Of(With(Details(status, type, title, null), FieldErrors.Of(HeaderNames.ContentEncoding, message)));

    private static ProblemHttpResult Of(int status, string type, string title, string? detail) => Of(Details(status, type, title, detail));

    private static ProblemHttpResult Of(ProblemDetails details) => TypedResults.Problem(details);

    private static ProblemDetails Details(int status, string type, string title, string? detail) =>
        new() { Status = status, Type = TypeOf(type), Title = title, Detail = detail };

    private static ProblemDetails With(ProblemDetails details, FieldErrors errors)
    {
        details.Extensions["errors"] = errors.ToDictionary();
        return details;
    }
}
