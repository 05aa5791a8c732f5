using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Feedback.App.Functions;

/// <summary>What the host posts for a trigger: <c>{ "Data": { "&lt;binding&gt;": … }, "Metadata": { … } }</c>.</summary>
/// <remarks>
/// The host writes a value that is no JSON object as JSON within a JSON string, and a text thus as a string in a string; its documentation shows one level
/// less. Read here are both.
/// </remarks>
internal sealed class Invocation(JsonElement payload)
{
    /// <summary>Reads the body of an invocation.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static async Task<Invocation> ReadAsync(HttpRequest request)
    {
        using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        return new(document.RootElement.Clone());
    }

    /// <summary>The text of the one message that came.</summary>
    public string Text(string binding) => Property("Data", binding) is { ValueKind: JsonValueKind.String } value
        ? Inner(value) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : value.GetString()!
        : throw new JsonException($"The invocation has no text in Data.{binding}.");

    /// <summary>The elements of an array: documents of a change feed, or messages, each with the JSON that it holds.</summary>
    public IReadOnlyList<JsonElement> Elements(string binding)
    {
        var value = Property("Data", binding) is { } data ? Unwrap(data) : default;
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Unwrap)]
            : throw new JsonException($"The invocation has no array in Data.{binding}.");
    }

    /// <summary>What the trigger tells beside the data, as text; <c>null</c> when it does not.</summary>
    public string? Metadata(string name) => Property("Metadata", name) is { ValueKind: JsonValueKind.String } value
        ? Inner(value) is { ValueKind: JsonValueKind.String } text ? text.GetString() : value.GetString()
        : null;

    /// <summary>A time that the trigger tells beside the data, UTC where it has no offset; <c>null</c> when it does not.</summary>
    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(Metadata(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : null;

    private JsonElement? Property(string section, string name) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(section, out var properties) && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement Unwrap(JsonElement value)
    {
        while (value.ValueKind == JsonValueKind.String && Inner(value) is { } inner)
            value = inner;
        return value;
    }

    private static JsonElement? Inner(JsonElement text)
    {
        try
        {
            return JsonElement.Parse(text.GetString()!);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What the host is answered: texts for its output bindings. An answer without a body would leave the host waiting for good.</summary>
/// <param name="Outputs">The messages for each output binding.</param>
internal sealed record InvocationAnswer(IReadOnlyDictionary<string, IReadOnlyList<string>> Outputs)
{
    public static readonly InvocationAnswer Nothing = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>Lines for the function's log; the program logs by itself.</summary>
    public IReadOnlyList<string> Logs { get; } = [];

    public string? ReturnValue { get; }

    /// <summary>Messages for a binding. None at all is no output: the host would send an empty one.</summary>
    public static InvocationAnswer Of(string binding, IReadOnlyList<string> messages) =>
        messages.Count == 0 ? Nothing : new(new Dictionary<string, IReadOnlyList<string>> { [binding] = messages });
}

[JsonSerializable(typeof(InvocationAnswer))]
[JsonSerializable(typeof(PendingAnalysis))]
[JsonSerializable(typeof(RejectedMessage))]
internal sealed partial class InvocationJson : JsonSerializerContext;
