using System.Security.Cryptography;
using System.Text.Json;

namespace Feedback.Core.Journeys;

/// <summary>Names a definition after its meaning.</summary>
internal static class DefinitionVersion
{
    /// <summary>The first twelve hexadecimal digits of the SHA-256 of the definition, written in one way: only the order of stages tells anything, all else is
    /// sorted.</summary>
    public static string Of(JourneyDefinition definition)
    {
        using var meaning = new MemoryStream();
        using (var json = new Utf8JsonWriter(meaning))
        {
            json.WriteStartArray();
            Write(json, [definition.Id, definition.Title]);
            foreach (var silo in definition.Silos.OrderBy(silo => silo.Id, StringComparer.Ordinal))
                Write(json, [silo.Id, silo.Title]);
            json.WriteNullValue();
            foreach (var stage in definition.Stages)
                Write(json, [stage.Id, stage.Title, stage.Silo]);
            json.WriteNullValue();
            foreach (var touchpoint in definition.Touchpoints.OrderBy(touchpoint => touchpoint.Kind, StringComparer.Ordinal))
                Write(json, [touchpoint.Kind, touchpoint.Silo, touchpoint.Stage]);
            json.WriteNullValue();
            foreach (var theme in definition.Themes.OrderBy(theme => theme.Id, StringComparer.Ordinal))
            {
                Write(json, [theme.Id, theme.Title, theme.Silo, theme.Stage]);
                Write(json, theme.Terms.Order(StringComparer.Ordinal));
                Write(json, theme.Phrases.Order(StringComparer.Ordinal));
            }
            // A definition that renamed nothing is named as it was before there were former names.
            foreach (var (id, formerly) in definition.Stages.Select(stage => (stage.Id, stage.Formerly))
                .Concat(definition.Themes.OrderBy(theme => theme.Id, StringComparer.Ordinal).Select(theme => (theme.Id, theme.Formerly)))
                .Where(part => part.Formerly.Count > 0))
                Write(json, [id, .. formerly.Order(StringComparer.Ordinal)]);
            // Likewise one whose terms all stand alone.
            foreach (var (id, term, words) in definition.Themes.OrderBy(theme => theme.Id, StringComparer.Ordinal)
                .SelectMany(theme => theme.Near.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (theme.Id, pair.Key, pair.Value))))
                Write(json, [id, term, .. words.Order(StringComparer.Ordinal)]);
            // A definition without segments is named as it was before there were any.
            if (definition.Segments.Count > 0)
                json.WriteNullValue();
            foreach (var segment in definition.Segments.OrderBy(segment => segment.Id, StringComparer.Ordinal))
            {
                Write(json, [segment.Id, segment.Title, segment.Attribute]);
                Write(json, segment.Values.Select(value => value.Trim().ToUpperInvariant()).Order(StringComparer.Ordinal));
            }
            // Likewise one without turns of phrase.
            if (definition.Sayings.Count > 0)
            {
                json.WriteNullValue();
                Write(json, definition.Sayings.Order(StringComparer.Ordinal));
            }

            json.WriteEndArray();
        }
        return Convert.ToHexStringLower(SHA256.HashData(meaning.ToArray()))[..12];
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<string?> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
