namespace Feedback.Core.Requests;

/// <summary>What is wrong with an input, by field: the <c>errors</c> of an RFC 9457 problem document.</summary>
public sealed class FieldErrors
{
    /// <summary>The name under which a fault of the whole body stands.</summary>
    public const string Body = "$";

    private const int Most = 100;

    // Made when something is wrong: mostly nothing is.
    private SortedDictionary<string, List<string>>? _byField;
    private int _count;

    /// <summary>Whether nothing is wrong.</summary>
    public bool None => _byField is null;

    /// <summary>Whether something is wrong with a field or what is inside it.</summary>
    public bool Names(string field) =>
        _byField?.Keys.Any(name => name == field || (name.StartsWith(field, StringComparison.Ordinal) && name[field.Length] is '.' or '[')) == true;

    /// <summary>Notes a fault.</summary>
    /// <param name="field">The field as the sender wrote it, e.g. <c>ratings.nps</c> or <c>topics[0].theme</c>, or <see cref="Body"/>.</param>
    /// <param name="message">What is wrong and what would be right. Never repeats the sender's text.</param>
    /// <remarks>After <see cref="Most"/> faults no more are named: a body of nothing but faults must not bring an answer larger than itself.</remarks>
    public void Add(string field, string message)
    {
        if (++_count > Most)
        {
            if (_count == Most + 1)
                Append(Body, $"has more errors; the first {Most} are listed");
            return;
        }

        Append(field, message);
    }

    /// <summary>The faults, fields in the order of their names.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        _byField?.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal) ?? new(StringComparer.Ordinal);

    /// <summary>One error.</summary>
    public static FieldErrors Of(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return errors;
    }

    private void Append(string field, string message)
    {
        _byField ??= new(StringComparer.Ordinal);
        if (!_byField.TryGetValue(field, out var messages))
            _byField[field] = messages = [];
        messages.Add(message);
    }
}
