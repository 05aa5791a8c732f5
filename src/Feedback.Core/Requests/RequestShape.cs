using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>
/// The fields of a posted object. Reading it is strict, and names every field that is wrong;
/// its schema in the OpenAPI document is made of the same declaration.
/// </summary>
/// <param name="what">What such an object is called in messages.</param>
/// <param name="description">What it is for.</param>
/// <param name="fields">Its fields, at most <see cref="MostFields"/>.</param>
public sealed class RequestShape(string what, string description, params RequestField[] fields)
{
    /// <summary>How many fields an object may have.</summary>
    public const int MostFields = 16;

    private const int LongestName = 60;

    /// <summary>The name of its schema; none for an object that only stands within another.</summary>
    public string? Schema { get; init; }

    /// <summary>What it is for.</summary>
    public string Description => description;

    /// <summary>Its fields.</summary>
    public IReadOnlyList<RequestField> Fields => fields;

    /// <summary>Fields of which at least one must be given. Whoever reads the object checks it.</summary>
    public IReadOnlyList<RequestField> AnyOf { get; init; } = [];

    /// <summary>Fields of which exactly one must be given. Whoever reads the object checks it.</summary>
    public IReadOnlyList<RequestField> OneOf { get; init; } = [];

    /// <summary>Reads a body that holds one object.</summary>
    internal void Read(ReadOnlySpan<byte> json, out RequestValues given, out FieldErrors errors)
    {
        given = new(fields);
        errors = new();
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            ReadObject(ref reader, errors, out given);
            while (reader.Read())
            {
                // Reads on only so that anything behind the object is refused.
            }
        }
        catch (JsonException exception)
        {
            // What was read of it so far is not looked at.
            given = new(fields);
            errors = JsonBody.Malformed(exception);
        }
    }

    /// <summary>Reads the object at which the reader stands.</summary>
    internal void ReadObject(ref Utf8JsonReader reader, FieldErrors errors, out RequestValues given)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadFields(ref reader, errors, "", out given);
            return;
        }

        given = new(fields);
        errors.Add(FieldErrors.Body, "must be a JSON object");
        reader.Skip();
    }

    /// <summary>Reads the fields of an object; the reader stands at its start.</summary>
    internal void ReadFields(ref Utf8JsonReader reader, FieldErrors errors, string prefix, out RequestValues given)
    {
        given = new(fields);
        var next = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Find(ref reader, next) is var index && index < 0)
            {
                RefuseUnknown(ref reader, errors, prefix);
                continue;
            }

            var field = fields[index];
            if (given.Meet(index))
                errors.Add(prefix + field.Name, "is given twice");
            given[index] = field.Value.Read(ref reader, new(errors, prefix, field.Name));
            next = index + 1;
        }

        for (var index = 0; index < fields.Length; index++)
        {
            if (fields[index] is not { Missing: not null } field)
                continue;
            var isGiven = field.Value.OrNull ? given.Has(field) : given[index] is not (null or ICollection { Count: 0 });
            if (!isGiven && !errors.Names(prefix + field.Name) && !errors.Names(FieldErrors.Body))
                errors.Add(prefix + field.Name, field.Missing);
        }
    }

    /// <summary>Which field the reader stands at. Senders mostly write them in one order, so the one behind the last is looked at first.</summary>
    private int Find(ref Utf8JsonReader reader, int next)
    {
        // A name whose escapes are no Unicode text is no field's.
        if (reader.ValueIsEscaped)
            return RequestText.Decode(ref reader) is { } decoded ? Array.FindIndex(fields, field => field.Name == decoded) : -1;
        var written = reader.ValueSpan;
        for (var index = next; index < fields.Length; index++)
        {
            if (written.SequenceEqual(fields[index].Utf8Name))
                return index;
        }

        for (var index = 0; index < next; index++)
        {
            if (written.SequenceEqual(fields[index].Utf8Name))
                return index;
        }

        return -1;
    }

    private void RefuseUnknown(ref Utf8JsonReader reader, FieldErrors errors, string prefix)
    {
        var unknown = RequestText.Decode(ref reader) ?? "\uFFFD";
        if (unknown.Length > LongestName)
            unknown = string.Concat(unknown.AsSpan(0, char.IsHighSurrogate(unknown[LongestName - 1]) ? LongestName - 1 : LongestName), "…");
        errors.Add(prefix + unknown, $"is not a field of a {what}");
        reader.Read();
        reader.Skip();
    }
}

/// <summary>What was read of an object, by field. It lives on the stack, so that reading feedback costs no more than its values.</summary>
internal struct RequestValues(RequestField[] fields)
{
    private Slots _values;
    private int _met;

    public object? this[int index]
    {
        readonly get => _values[index];
        set => _values[index] = value;
    }

    /// <summary>Notes a field; whether it was met before.</summary>
    public bool Meet(int index)
    {
        var again = (_met & (1 << index)) != 0;
        _met |= 1 << index;
        return again;
    }

    /// <summary>Whether a field was met, be it with <c>null</c>.</summary>
    public readonly bool Has(RequestField field) => (_met & (1 << IndexOf(field))) != 0;

    /// <summary>A field's value; none when it was not given or is wrong.</summary>
    public readonly T? Of<T>(RequestField<T> field) => (T?)_values[IndexOf(field)];

    private readonly int IndexOf(RequestField field)
    {
        var index = 0;
        while (!ReferenceEquals(fields[index].Name, field.Name))
            index++;
        return index;
    }

    [InlineArray(RequestShape.MostFields)]
    private struct Slots
    {
        private object? _first;
    }
}
