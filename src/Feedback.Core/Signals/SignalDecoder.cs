using System.Text.Json;
using Feedback.Core.Records;

namespace Feedback.Core.Signals;

/// <summary>
/// Reads stored signals. Each is read when it is counted, and an hour that is counted whole is read whole, so this is the hottest reading there is: written by
/// hand, it keeps each name once instead of allocating it for every signal. Law: it agrees with the generated deserialiser.
/// </summary>
/// <remarks>Not for several threads at once.</remarks>
internal sealed class SignalDecoder
{
    private const int LongestName = 128;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<ProjectedOpinion> _opinions = [];

    /// <summary>Reads the signals of a <see cref="FeedbackSignals"/>, in its order; none of a void one.</summary>
    /// <exception cref="JsonException">The body is no JSON, or not of that form.</exception>
    /// <exception cref="InvalidDataException">The body is that of a single signal, as versions before the first release kept them.</exception>
    public Signal[] Read(ReadOnlySpan<byte> body) => ReadTogether(body).Signals();

    /// <summary>Reads them as they are stored, together.</summary>
    /// <exception cref="JsonException">The body is no JSON, or not of that form.</exception>
    /// <exception cref="InvalidDataException">The body is that of a single signal, as versions before the first release kept them.</exception>
    public FeedbackSignals ReadTogether(ReadOnlySpan<byte> body)
    {
        string? feedback = null, touchpoint = null, heardBy = null, customer = null;
        DateTimeOffset? occurredAt = null;
        SignalRatings? ratings = null;
        List<string>? segments = null;
        bool? wordless = null;
        var hasOpinions = false;
        _opinions.Clear();
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("feedback"u8))
                feedback = Text(ref reader);
            else if (reader.ValueTextEquals("occurredAt"u8))
                occurredAt = Time(ref reader);
            else if (reader.ValueTextEquals("touchpoint"u8))
                touchpoint = Name(ref reader);
            else if (reader.ValueTextEquals("heardBy"u8))
                heardBy = Name(ref reader);
            else if (reader.ValueTextEquals("customer"u8))
                customer = Text(ref reader);
            else if (reader.ValueTextEquals("segments"u8))
                segments = Names(ref reader);
            else if (reader.ValueTextEquals("ratings"u8))
                ratings = Ratings(ref reader);
            else if (reader.ValueTextEquals("wordless"u8))
                wordless = Flag(ref reader);
            else if (reader.ValueTextEquals("opinions"u8))
                hasOpinions = ReadOpinions(ref reader);
            else
                reader.TrySkip();
        }

        if (feedback is null || occurredAt is not { } at || touchpoint is null || heardBy is null)
            throw new JsonException("signals have a feedback, a time, a touchpoint and a silo that heard it");
        if (!hasOpinions)
            throw new InvalidDataException(
                $"The signals of feedback {feedback} are stored in the format of an earlier version. Start with a new data folder or database and import the "
                    + "feedback again.");

        return new()
        {
            Feedback = feedback,
            OccurredAt = at,
            Touchpoint = touchpoint,
            HeardBy = heardBy,
            Customer = customer,
            Segments = segments,
            Ratings = ratings,
            Wordless = wordless,
            Opinions = [.. _opinions],
        };
    }

    private bool ReadOpinions(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            _opinions.Add(Opinion(ref reader));
        return true;
    }

    private ProjectedOpinion Opinion(ref Utf8JsonReader reader)
    {
        string? stage = null, theme = null, ownedBy = null;
        var sentiment = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("stage"u8))
                stage = Name(ref reader);
            else if (reader.ValueTextEquals("theme"u8))
                theme = Name(ref reader);
            else if (reader.ValueTextEquals("ownedBy"u8))
                ownedBy = Name(ref reader);
            else if (reader.ValueTextEquals("sentiment"u8))
                sentiment = Number(ref reader) ?? 0;
            else
                reader.TrySkip();
        }

        return new(stage ?? throw new JsonException("a signal has a stage"), theme, ownedBy, sentiment);
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

    private static DateTimeOffset Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetDateTimeOffset();
    }

    private static bool? Flag(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
    }

    private static int? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32();
    }
}
