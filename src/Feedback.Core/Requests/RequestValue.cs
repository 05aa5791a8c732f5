using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>What the value of a field is: read and described from this one declaration.</summary>
public sealed record RequestValue
{
    internal RequestValue(RequestValueKind kind, ReadValue read) => (Kind, Read) = (kind, read);

    /// <summary>Reads a value; <c>null</c> when it is not given or wrong. The reader stands before it.</summary>
    internal delegate object? ReadValue(ref Utf8JsonReader reader, RequestPlace at);

    /// <summary>Its kind.</summary>
    public RequestValueKind Kind { get; }

    /// <summary>What it means, for people.</summary>
    public string? Description { get; init; }

    /// <summary>The fewest characters or items, or the lowest number.</summary>
    public int? Least { get; init; }

    /// <summary>The most characters, items or fields, or the highest number.</summary>
    public int? Most { get; init; }

    /// <summary>The words of which it is one.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Its format in JSON Schema.</summary>
    public string? Format { get; init; }

    /// <summary>The regular expression that it matches.</summary>
    public string? Pattern { get; init; }

    /// <summary>Values that show what is meant.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Whether <c>null</c> says something, instead of "not given".</summary>
    public bool OrNull { get; init; }

    /// <summary>What an item of a list is.</summary>
    public RequestValue? Items { get; init; }

    /// <summary>The fields of an object.</summary>
    public RequestShape? Shape { get; init; }

    internal ReadValue Read { get; }
}

/// <summary>The kinds of values.</summary>
public enum RequestValueKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>An array.</summary>
    List,

    /// <summary>An object of known fields.</summary>
    Shape,

    /// <summary>An object of any fields, whose values are strings, numbers or booleans.</summary>
    Attributes,
}
