using System.Text.Json;
using Feedback.Core.Requests;

namespace Feedback.Core.Access;

/// <summary>Reads a person's key as a manager asks for it, naming every field that is wrong.</summary>
public static class PersonKeyReader
{
    /// <summary>Reads a body that asks for one key.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public static NewPersonKey? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        string? name = null, role = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "key", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (Field.Is(ref reader, "name"u8) && seen.First(0, "name"))
                name = Field.Line(ref reader, "name", NewPersonKey.LongestName, faults);
            else if (Field.Is(ref reader, "role"u8) && seen.First(1, "role"))
                role = Field.Line(ref reader, "role", NewPersonKey.LongestName, faults);
            else
                return false;
            return true;
        });
        if (errors.Names(FieldErrors.Body))
            return null;
        return Check(name, role, errors);
    }

    /// <summary>A key from its fields, wherever they were filled in.</summary>
    /// <param name="name">Whom it is for.</param>
    /// <param name="role">One of <see cref="NewPersonKey.Roles"/>.</param>
    /// <param name="errors">Takes what is wrong, when the result is <c>null</c>.</param>
    public static NewPersonKey? Check(string? name, string? role, FieldErrors errors)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name))
            Miss("name", "is required: whom the key is for");
        else if (name.Length > NewPersonKey.LongestName || name.Any(char.IsControl))
            Miss("name", $"must have 1 to {NewPersonKey.LongestName} characters and no control characters");
        if (role is null || !NewPersonKey.Roles.ContainsKey(role))
            Miss("role", $"must be one of {string.Join(", ", NewPersonKey.Roles.Keys)}");
        return errors.None ? new(name!, NewPersonKey.Roles[role!]) : null;

        void Miss(string field, string message)
        {
            if (!errors.Names(field))
                errors.Add(field, message);
        }
    }
}
