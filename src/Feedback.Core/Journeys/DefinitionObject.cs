using System.Text.Json;

namespace Feedback.Core.Journeys;

/// <summary>One object of a definition file while it is checked: hands out its properties and notes every fault with the place where it stands.</summary>
internal sealed class DefinitionObject
{
    private readonly Dictionary<string, JsonElement> _properties = new(StringComparer.Ordinal);
    private readonly ProblemList _problems;

    public DefinitionObject(JsonElement element, string path, ProblemList problems, params ReadOnlySpan<string> known)
    {
        Path = path;
        _problems = problems;
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add(path, $"must be an object, not {Describe(element)}");
            IsObject = false;
            return;
        }
        IsObject = true;
        foreach (var property in element.EnumerateObject())
        {
            if (!TryRead(() => property.Name, out var name))
                problems.Add(path, "has a property whose name is not valid Unicode");
            else if (!known.Contains(name))
                problems.Add($"{path}/{Escape(name)}", $"no property is called \"{name}\"{NearestName.Hint(name, known.ToArray())}");
            else if (!_properties.TryAdd(name, property.Value))
                problems.Add($"{path}/{name}", "is given twice");
        }
    }

    /// <summary>Where the object stands.</summary>
    public string Path { get; }

    /// <summary>Whether it is an object at all; nothing is asked of it otherwise, as that has been noted.</summary>
    public bool IsObject { get; }

    /// <summary>A required string with something in it.</summary>
    public string? Text(string name) => Required(name) is { } element ? NonBlank(element, PathOf(name)) : null;

    /// <summary>A string that may be left out, or <c>null</c>.</summary>
    public string? OptionalText(string name) =>
        _properties.TryGetValue(name, out var element) && element.ValueKind != JsonValueKind.Null ? NonBlank(element, PathOf(name)) : null;

    /// <summary>The items of a required array, each with its path.</summary>
    public IEnumerable<(JsonElement Item, string Path)> Items(string name) => Required(name) is { } element ? ItemsOf(element, name) : [];

    /// <summary>The items of an array that may be left out.</summary>
    public IEnumerable<(JsonElement Item, string Path)> OptionalItems(string name) => _properties.TryGetValue(name, out var element) ? ItemsOf(element, name)
        : [];

    /// <summary>The properties of an object that may be left out: each name with the items of its array.</summary>
    public IEnumerable<(string Name, IEnumerable<(JsonElement Item, string Path)> Items, string Path)> OptionalLists(string name)
    {
        if (!_properties.TryGetValue(name, out var element))
            return [];
        if (element.ValueKind == JsonValueKind.Object)
            return element.EnumerateObject().Select(list => (
                list.Name, ItemsOf(list.Value, $"{name}/{Escape(list.Name)}"), $"{PathOf(name)}/{Escape(list.Name)}"));
        _problems.Add(PathOf(name), $"must be an object, not {Describe(element)}");
        return [];
    }

    /// <summary>Whether a property is an array of nothing.</summary>
    public bool IsEmptyArray(string name) =>
        _properties.TryGetValue(name, out var element) && element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 0;

    /// <summary>A string with something in it; notes anything else.</summary>
    public string? NonBlank(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.String)
            _problems.Add(path, $"must be a string, not {Describe(element)}");
        else if (!TryRead(() => element.GetString()!, out var text))
            _problems.Add(path, "is not valid Unicode");
        else if (string.IsNullOrWhiteSpace(text))
            _problems.Add(path, "is empty");
        else
            return text;
        return null;
    }

    /// <summary>Where one of its properties stands.</summary>
    public string PathOf(string name) => $"{Path}/{name}";

    private IEnumerable<(JsonElement Item, string Path)> ItemsOf(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            _problems.Add(PathOf(name), $"must be an array, not {Describe(element)}");
            return [];
        }
        return element.EnumerateArray().Select((item, index) => (item, $"{PathOf(name)}/{index}"));
    }

    private JsonElement? Required(string name)
    {
        if (!IsObject)
            return null;
        if (_properties.TryGetValue(name, out var element))
            return element;
        _problems.Add(Path, $"\"{name}\" is missing");
        return null;
    }

    // A lone surrogate passes the parser and shows only when the string is asked for.
    private static bool TryRead(Func<string> read, out string text)
    {
        try
        {
            text = read();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}

/// <summary>The faults of one file, in the order in which they were found.</summary>
internal sealed class ProblemList(string file)
{
    public List<JourneyDefinitionProblem> All { get; } = [];

    public void Add(string path, string message) => All.Add(new(file, path, message));
}
