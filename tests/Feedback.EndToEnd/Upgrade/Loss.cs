using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Feedback.EndToEnd.Upgrade;

/// <summary>What of a JSON value is missing or different in a later one. What the later one says beside it is no loss, nor is another wording.</summary>
internal static partial class Loss
{
    // The sentences of a digest, and how the drivers are computed: composed anew whenever they are asked for.
    private static readonly string[] Sentences = ["subject", "title", "headline", "scores", "quiet", "lead", "words", "basis", "more", "method", "format=text"];

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

        // Which complaints are quoted is chosen whenever a ticket is viewed, no two that say the same: one that was quoted still is.
        if (place.Contains("/v1/tickets/", StringComparison.Ordinal) && place.EndsWith(" quotes", StringComparison.Ordinal))
            return now.EnumerateArray().Any(quote => was.EnumerateArray().Any(earlier => IsOfSame(quote, earlier)))
                ? [] : [$"{place}: {now}, was {was}"];
        if (was.ValueKind == JsonValueKind.Array && now.ValueKind == JsonValueKind.Array && was.GetArrayLength() == now.GetArrayLength())
            return was.EnumerateArray().Zip(now.EnumerateArray()).Index()
                .SelectMany(pair => Of(pair.Item.First, pair.Item.Second, string.Create(CultureInfo.InvariantCulture, $"{place}[{pair.Index}]")));
        return JsonElement.DeepEquals(was, now) || (IsComposed(place) && FiguresOf(was).SequenceEqual(FiguresOf(now))) ? [] : [$"{place}: {now}, was {was}"];
    }

    private static bool IsOfSame(JsonElement quote, JsonElement earlier) =>
        quote.GetProperty("feedback").GetString() == earlier.GetProperty("feedback").GetString();

    // What is composed may be worded otherwise, but says the same figures.
    private static bool IsComposed(string place) =>
        (place.Contains("/v1/digests/", StringComparison.Ordinal) || place.Contains("/drivers?", StringComparison.Ordinal))
        && Sentences.Any(sentence => place.EndsWith(sentence, StringComparison.Ordinal));

    private static IEnumerable<string> FiguresOf(JsonElement text) => Figure().Matches(text.ToString()).Select(match => match.Value);

    [GeneratedRegex(@"\d+")]
    private static partial Regex Figure();
}
