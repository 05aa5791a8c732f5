namespace Feedback.Core.Requests;

/// <summary>Why something that was asked for is not done.</summary>
/// <param name="Kind">The kind of refusal.</param>
/// <param name="Detail">What is wrong and what can be done, in words.</param>
public sealed record Refusal(RefusalKind Kind, string Detail)
{
    /// <summary>What is wrong, by field, when it is <see cref="RefusalKind.Invalid"/>.</summary>
    public FieldErrors? Errors { get; private init; }

    /// <summary>What is possible instead, where that can be named.</summary>
    public IReadOnlyList<string>? Possible { get; private init; }

    /// <summary>The present version, when it is <see cref="RefusalKind.Stale"/>.</summary>
    public string? ETag { get; private init; }

    /// <summary>There is no such thing.</summary>
    public static Refusal NotFound(string detail) => new(RefusalKind.NotFound, detail);

    /// <summary>What was sent is wrong.</summary>
    public static Refusal Invalid(FieldErrors errors) => new(RefusalKind.Invalid, "The request is not valid.") { Errors = errors };

    /// <summary>It makes no sense in the present state.</summary>
    public static Refusal Conflict(string detail, IReadOnlyList<string>? possible = null) => new(RefusalKind.Conflict, detail) { Possible = possible };

    /// <summary>The thing is of another version than the one that the caller saw.</summary>
    public static Refusal Stale(string detail, string etag) => new(RefusalKind.Stale, detail) { ETag = etag };
}

/// <summary>The ways in which something is refused.</summary>
public enum RefusalKind
{
    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>What was sent is wrong.</summary>
    Invalid,

    /// <summary>It makes no sense in the present state.</summary>
    Conflict,

    /// <summary>The thing is of another version than the one that the caller saw.</summary>
    Stale,
}
