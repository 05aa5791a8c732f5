using System.Text.Json;

namespace Feedback.EndToEnd.Functions;

/// <summary>A folder with a function.json, as the host reads it.</summary>
/// <param name="Name">The folder's name, which is the function's.</param>
/// <param name="Bindings">The bindings; the first is the trigger.</param>
internal sealed record FunctionFolder(string Name, IReadOnlyList<JsonElement> Bindings)
{
    public JsonElement Trigger => Bindings[0];

    public string Type => Text(Trigger, "type")!;

    /// <summary>The output bindings: the name under which the program answers, and the queue or topic.</summary>
    public IEnumerable<(string Name, string Entity)> Outputs => Bindings.Skip(1).Where(binding => Text(binding, "type") == "serviceBus")
        .Select(binding => (Text(binding, "name")!, Text(binding, "queueName") ?? Text(binding, "topicName")!));

    /// <summary>All of them, in the order in which the host maps their routes: by name.</summary>
    public static IReadOnlyList<FunctionFolder> Read(string root) =>
    [
        .. Directory.EnumerateFiles(root, "function.json", SearchOption.AllDirectories)
            .Select(file => new FunctionFolder(new DirectoryInfo(Path.GetDirectoryName(file)!).Name,
                [.. JsonElement.Parse(File.ReadAllText(file)).GetProperty("bindings").EnumerateArray()]))
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase),
    ];

    public static string? Text(JsonElement binding, string name) => binding.TryGetProperty(name, out var value) ? value.ToString() : null;

    public string? Text(string name) => Text(Trigger, name);

    public int Whole(string name) => Trigger.GetProperty(name).GetInt32();
}
