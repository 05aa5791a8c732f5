using Feedback.Core.Requests;

namespace Feedback.Core.Access;

/// <summary>Reads a person's key as a manager asks for it.</summary>
public static class PersonKeyReader
{
    private const string NoName = "is required: the person's name";
    private static readonly string NoRole = $"must be one of {string.Join(", ", NewPersonKey.Roles.Keys)}";
    private static readonly RequestField<string> Name = Fields.Line("name", "The person's name.", NewPersonKey.LongestName).Required(NoName);
    private static readonly RequestField<string> Role =
        Fields.OneOf("role", "What they may do: view only, or change things too.", [.. NewPersonKey.Roles.Keys]).Required(NoRole);

    /// <summary>What is read.</summary>
    public static RequestShape Shape { get; } = new("key", "A person's key.", Name, Role) { Schema = "PostedKey" };

    /// <summary>Reads a body that asks for one key.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public static NewPersonKey? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        Shape.Read(json, out var given, out errors);
        return errors.Names(FieldErrors.Body) ? null : Check(given.Of(Name), given.Of(Role), errors);
    }

    /// <summary>A key from its fields, wherever they were filled in.</summary>
    /// <param name="name">Whom it is for.</param>
    /// <param name="role">One of <see cref="NewPersonKey.Roles"/>.</param>
    /// <param name="errors">Takes what is wrong, when the result is <c>null</c>.</param>
    public static NewPersonKey? Check(string? name, string? role, FieldErrors errors)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name))
            Miss("name", NoName);
        else if (name.Length > NewPersonKey.LongestName || name.Any(char.IsControl))
            Miss("name", $"must have 1 to {NewPersonKey.LongestName} characters and no control characters");
        if (role is null || !NewPersonKey.Roles.ContainsKey(role))
            Miss("role", NoRole);
        return errors.None ? new(name!, NewPersonKey.Roles[role!]) : null;

        void Miss(string field, string message)
        {
            if (!errors.Names(field))
                errors.Add(field, message);
        }
    }
}
