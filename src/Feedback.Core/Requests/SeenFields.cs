using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>Which fields of one object were met, so that a repeated or an unknown one is refused by its name.</summary>
internal ref struct SeenFields(FieldErrors errors, string prefix, string what = "feedback")
{
    private const int LongestName = 60;
    private int _seen;

    private readonly bool Has(int field) => (_seen & (1 << field)) != 0;

    /// <summary>Notes a field; a second one of the same name is an error, and the last one counts for further checks.</summary>
    public bool First(int field, string name)
    {
        if (Has(field))
            errors.Add(prefix + name, "is given twice");
        _seen |= 1 << field;
        return true;
    }

    /// <summary>Refuses the unknown field at which the reader stands, and skips its value.</summary>
    public readonly void Refuse(ref Utf8JsonReader reader)
    {
        var name = Field.Decode(ref reader) ?? "�";
        if (name.Length > LongestName)
            name = string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName), "…");
        errors.Add(prefix + name, $"is not a field of a {what}");
        reader.Read();
        reader.Skip();
    }
}
