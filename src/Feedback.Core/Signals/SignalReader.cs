using System.Text.Json;
using Feedback.Core.Intake;

namespace Feedback.Core.Signals;

/// <summary>
/// Reads stored signals for folding. An hour under load is folded from all its signals each time, so this is the hottest reading there is: written by hand, it keeps each name
/// once instead of allocating it for every signal, and reads nothing that is not counted. Law: it agrees with the generated deserialiser on all that is counted.
/// </summary>
/// <remarks>Not for several threads at once.</remarks>
internal sealed class SignalReader
{
    private const int LongestName = 128;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Reads one signal; <see cref="Signal.Feedback"/> and <see cref="Signal.OccurredAt"/>, which are not counted, are left empty.</summary>
    /// <exception cref="JsonException">The body is no signal.</exception>
    public Signal Read(ReadOnlySpan<byte> body)
    {
        string? touchpoint = null, heardBy = null, stage = null, theme = null, ownedBy = null, customer = null;
        SignalRatings? ratings = null;
        List<string>? segments = null;
        var sentiment = 0;
        var isVoid = false;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("touchpoint"u8))
                touchpoint = Name(ref reader);
            else if (reader.ValueTextEquals("heardBy"u8))
                heardBy = Name(ref reader);
            else if (reader.ValueTextEquals("stage"u8))
                stage = Name(ref reader);
            else if (reader.ValueTextEquals("theme"u8))
                theme = Name(ref reader);
            else if (reader.ValueTextEquals("ownedBy"u8))
                ownedBy = Name(ref reader);
            else if (reader.ValueTextEquals("customer"u8))
                customer = Text(ref reader);
            else if (reader.ValueTextEquals("sentiment"u8))
                sentiment = Number(ref reader) ?? 0;
            else if (reader.ValueTextEquals("ratings"u8))
                ratings = Ratings(ref reader);
            else if (reader.ValueTextEquals("segments"u8))
                segments = Names(ref reader);
            else if (reader.ValueTextEquals("void"u8))
                isVoid = reader.Read() && reader.TokenType == JsonTokenType.True;
            else
                reader.TrySkip();
        }

        if (touchpoint is null || heardBy is null || stage is null)
            throw new JsonException("a signal has a touchpoint, a silo that heard it and a stage");
        return new()
        {
            Feedback = "",
            OccurredAt = default,
            Touchpoint = touchpoint,
            HeardBy = heardBy,
            Stage = stage,
            Theme = theme,
            OwnedBy = ownedBy,
            Sentiment = sentiment,
            Customer = customer,
            Ratings = ratings,
            Segments = segments,
            Void = isVoid,
        };
    }

    private SignalRatings? Ratings(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        string? stage = null;
        int? nps = null, csat = null, ces = null;
        // The scores stand one level deeper; their names are told apart by themselves.
        for (var depth = reader.CurrentDepth; reader.Read() && reader.CurrentDepth > depth;)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (reader.ValueTextEquals("stage"u8))
                stage = Name(ref reader);
            else if (reader.ValueTextEquals("nps"u8))
                nps = Number(ref reader);
            else if (reader.ValueTextEquals("csat"u8))
                csat = Number(ref reader);
            else if (reader.ValueTextEquals("ces"u8))
                ces = Number(ref reader);
        }

        return stage is null ? null : new(stage, new Ratings(nps, csat, ces));
    }

    private string? Name(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null or JsonTokenType.EndArray)
            return null;
        if (reader.ValueSpan.Length > LongestName)
            return reader.GetString();
        Span<char> buffer = stackalloc char[LongestName];
        var name = buffer[..reader.CopyString(buffer)];
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out var known))
            return known;
        lookup.Add(name);
        return name.ToString();
    }

    private List<string>? Names(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return null;
        var names = new List<string>();
        while (Name(ref reader) is { } name)
            names.Add(name);
        return names;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static int? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32();
    }
}
