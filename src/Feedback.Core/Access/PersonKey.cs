namespace Feedback.Core.Access;

/// <summary>A person's own key: what they do with it stands under their name.</summary>
/// <param name="Id">Names the key without giving it away: the beginning of its hash.</param>
/// <param name="Name">Whom it is for.</param>
/// <param name="Kind"><see cref="KeyKind.Manager"/> or <see cref="KeyKind.Reader"/>.</param>
/// <param name="Hash">The key's hash.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="CreatedBy">Who made it.</param>
public sealed record PersonKey(string Id, string Name, KeyKind Kind, string Hash, DateTimeOffset CreatedAt, string CreatedBy);

/// <summary>A key that is asked for.</summary>
/// <param name="Name">Whom it is for: 1 to <see cref="LongestName"/> characters.</param>
/// <param name="Kind"><see cref="KeyKind.Manager"/> or <see cref="KeyKind.Reader"/>.</param>
public sealed record NewPersonKey(string Name, KeyKind Kind)
{
    /// <summary>How long a name may be.</summary>
    public const int LongestName = 100;

    /// <summary>The roles by the words that stand for them.</summary>
    public static IReadOnlyDictionary<string, KeyKind> Roles { get; } =
        new Dictionary<string, KeyKind>(StringComparer.Ordinal) { ["reader"] = KeyKind.Reader, ["manager"] = KeyKind.Manager };

    /// <summary>The word for a role.</summary>
    public static string RoleOf(KeyKind kind) => kind == KeyKind.Manager ? "manager" : "reader";
}
