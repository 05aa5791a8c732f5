namespace Feedback.Core.Requests;

/// <summary>Where a value stands in a body, such as <c>topics[0].theme</c>. Written out only when something is wrong there.</summary>
internal readonly struct RequestPlace(FieldErrors errors, string prefix, string name)
{
    public FieldErrors Errors => errors;

    public RequestPlace this[string field] => new(errors, Inside(), field);

    public RequestPlace this[int index] => new(errors, prefix, $"{name}[{index}]");

    /// <summary>What stands before the names of the fields within; known beforehand for a field of the body itself.</summary>
    public string Inside(string? known = null) => prefix.Length == 0 && known is not null ? known : $"{prefix}{name}.";

    public bool IsRefused => errors.Names(prefix + name);

    /// <summary>Notes a fault.</summary>
    /// <returns>Always <c>null</c>: what is wrong has no value.</returns>
    public object? Refuse(string message)
    {
        errors.Add(prefix + name, message);
        return null;
    }
}
