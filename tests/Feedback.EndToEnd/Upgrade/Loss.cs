using System.Globalization;
using System.Text.Json;

namespace Feedback.EndToEnd.Upgrade;

/// <summary>What of a JSON value is missing or different in a later one. What the later one says beside it is no loss.</summary>
internal static class Loss
{
    /// <summary>Names each place where something is lost.</summary>
    /// <param name="was">What was there.</param>
    /// <param name="now">What is there now.</param>
    /// <param name="place">Where it stands.</param>
    public static IEnumerable<string> Of(JsonElement was, JsonElement now, string place)
    {
        if (was.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object)
        {
            return was.EnumerateObject().SelectMany(property => now.TryGetProperty(property.Name, out var value)
                ? Of(property.Value, value, $"{place} {property.Name}")
                : [$"{place} {property.Name}: is gone, was {property.Value}"]);
        }

        if (was.ValueKind == JsonValueKind.Array && now.ValueKind == JsonValueKind.Array && was.GetArrayLength() == now.GetArrayLength())
            return was.EnumerateArray().Zip(now.EnumerateArray()).Index()
                .SelectMany(pair => Of(pair.Item.First, pair.Item.Second, string.Create(CultureInfo.InvariantCulture, $"{place}[{pair.Index}]")));
        return JsonElement.DeepEquals(was, now) ? [] : [$"{place}: {now}, was {was}"];
    }
}
