using System.Text;

namespace Feedback.Core.Requests;

/// <summary>A field that a request may have.</summary>
public abstract class RequestField
{
    private protected RequestField(string name, RequestValue value, string? missing) =>
        (Name, Value, Missing, Utf8Name) = (name, value, missing, Encoding.UTF8.GetBytes(name));

    /// <summary>Its name in JSON.</summary>
    public string Name { get; }

    /// <summary>What its value is.</summary>
    public RequestValue Value { get; }

    /// <summary>What is said when it is not given; <c>null</c> when it may be left out.</summary>
    public string? Missing { get; }

    internal byte[] Utf8Name { get; }
}

/// <summary>A field whose value is read as a <typeparamref name="T"/>.</summary>
public sealed class RequestField<T> : RequestField
{
    internal RequestField(string name, RequestValue value, string? missing = null)
        : base(name, value, missing)
    {
    }

    internal RequestField<T> Required(string missing) => new(Name, Value, missing);

    /// <summary>The same where <c>null</c> says something: whether it is given then counts, not what.</summary>
    internal RequestField<T> OrNull() => new(Name, Value with { OrNull = true }, Missing);

    /// <summary>The same with more to say of it in its schema.</summary>
    internal RequestField<T> Described(Func<RequestValue, RequestValue> more) => new(Name, more(Value), Missing);
}
