using Feedback.Core.Requests;

namespace Feedback.Web.Pages;

/// <summary>A form of a page that was sent and refused: what was typed, and what is wrong.</summary>
/// <param name="Do">Which form.</param>
/// <param name="Typed">What was typed, by field.</param>
/// <param name="Fault">What is wrong with the whole; <c>null</c> when single fields are.</param>
/// <param name="Errors">What is wrong with single fields.</param>
/// <param name="Since">The version that the form was opened on, when there is a newer one; else <c>null</c>.</param>
public sealed record PostedForm(string Do, IReadOnlyDictionary<string, string[]> Typed, string? Fault, FieldErrors Errors, int? Since = null)
{
    /// <summary>Nothing was sent.</summary>
    public static readonly PostedForm None = new("", new Dictionary<string, string[]>(), null, new());

    /// <summary>A form as it was sent.</summary>
    public static PostedForm Of(string name, IFormCollection form, string? fault, FieldErrors? errors = null, int? since = null) =>
        new(name, form.ToDictionary(field => field.Key, field => field.Value.OfType<string>().ToArray()), fault, errors ?? new(), since);

    /// <summary>Whether it is this form that was refused.</summary>
    public bool Is(string form) => Do == form;

    /// <summary>What stands in a field: what was typed, or what is so already.</summary>
    public string? Value(string form, string field, string? otherwise = null) => Is(form) ? Typed.GetValueOrDefault(field)?.FirstOrDefault() : otherwise;

    /// <summary>Whether a box is ticked.</summary>
    public bool Has(string form, string field, string value, bool otherwise = false) => Is(form) ? Typed.GetValueOrDefault(field)?.Contains(value) == true
        : otherwise;

    /// <summary>What is wrong with a field; <c>null</c> when nothing is.</summary>
    public string? FaultOf(string form, string field) => !Is(form) ? null : string.Join("; ", Errors.ToDictionary()
        .Where(error => error.Key == field || error.Key.StartsWith(field + "[", StringComparison.Ordinal)).SelectMany(error => error.Value))
            is { Length: > 0 } text ? text : null;
}
