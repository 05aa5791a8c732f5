namespace Feedback.Core.Requests;

/// <summary>What a source may be called.</summary>
public static class SourceName
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "must have 1 to 64 letters, digits, dots, hyphens or underscores, and start with a letter or digit";

    /// <summary>Whether a name keeps the rule.</summary>
    public static bool IsValid(string name) =>
        name.Length is >= 1 and <= 64
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
