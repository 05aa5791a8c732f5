using System.Globalization;

namespace Feedback.Web.Hosting;

/// <summary>The configuration under <c>Feedback:</c> while it is read: tells the values of its keys, and gathers what is wrong with them, each fault under its
/// key.</summary>
internal sealed class OptionSection(IConfiguration configuration)
{
    /// <summary>The former names of settings. One that is still set is refused with its new name, because it would have no effect.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FoldSeconds"] = "FoldIntervalSeconds",
        ["LanguagePersonalData"] = "LanguagePiiDetection",
    };

    private readonly IConfigurationSection _section = configuration.GetSection(FeedbackOptions.Section);
    private readonly List<string> _faults = [];

    /// <summary>What is wrong, so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>A key as it stands in messages.</summary>
    public static string Name(string key) => $"{FeedbackOptions.Section}:{key}";

    public void Fault(string key, string fault) => FaultOutside(Name(key), fault);

    /// <summary>Finds fault with every key that is none of those that there are: a typo would be noticed late.</summary>
    public void Allow(IReadOnlyCollection<string> keys)
    {
        foreach (var child in _section.GetChildren().Where(child => !keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var fault = Renamed.TryGetValue(child.Key, out var name) ? $"was renamed to {Name(name)}"
                : $"is not a setting; the settings are {string.Join(", ", keys)}";
            Fault(child.Key, fault);
        }
    }

    /// <summary>A key's value; <c>null</c> when it is not set.</summary>
    public string? Text(string key) => string.IsNullOrWhiteSpace(_section[key]) ? null : _section[key]!.Trim();

    /// <summary>One of some words; <c>null</c> when it is another.</summary>
    public string? OneOf(string key, string usual, params string[] others)
    {
        var value = Text(key)?.ToLowerInvariant() ?? usual;
        if (value == usual || others.Contains(value))
            return value;
        Fault(key, $"must be {usual} or {string.Join(" or ", others)}");
        return null;
    }

    public int Whole(string key, int usual, int lowest, int highest)
    {
        if (Text(key) is not { } text)
            return usual;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest)
            return value;
        Fault(key, $"must be a whole number from {lowest} to {highest}");
        return usual;
    }

    public bool Flag(string key, bool usual)
    {
        if (Text(key) is not { } text)
            return usual;
        if (bool.TryParse(text, out var value))
            return value;
        Fault(key, "must be true or false");
        return usual;
    }

    /// <summary>An http or https address; <c>null</c> when there is none.</summary>
    public Uri? Address(string key) => Address(Name(key), Text(key));

    /// <summary>The value of a setting outside this section, whose name is a standard; <c>null</c> when it is not set.</summary>
    public string? Outside(string name) => string.IsNullOrWhiteSpace(configuration[name]) ? null : configuration[name]!.Trim();

    /// <summary>Likewise, an http or https address.</summary>
    public Uri? AddressOutside(string name) => Address(name, Outside(name));

    public void FaultOutside(string name, string fault) => _faults.Add($"{name} {fault}");

    private Uri? Address(string name, string? text)
    {
        if (text is null)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return uri;
        FaultOutside(name, "must be an http or https address");
        return null;
    }
}
