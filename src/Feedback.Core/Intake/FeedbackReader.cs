using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Intake;

/// <summary>
/// Reads one posted feedback from JSON and names every field that is wrong, not only the first.
/// Written by hand over <see cref="Utf8JsonReader"/> because a deserialiser stops at the first fault and cannot name unknown or repeated fields together.
/// </summary>
/// <param name="time">Tells what "in the future" means.</param>
public sealed class FeedbackReader(TimeProvider time)
{
    /// <summary>Reads a body that holds one feedback.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="defaultSource">The source to assume when the body names none; <c>null</c> when it must name one.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public PostedFeedback? Read(ReadOnlySpan<byte> json, string? defaultSource, out FieldErrors errors)
    {
        errors = new FieldErrors();
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            var feedback = ReadItem(ref reader, defaultSource, errors);
            while (reader.Read())
            {
                // Reads on only so that anything behind the object is refused.
            }

            return errors.None ? feedback : null;
        }
        catch (JsonException exception)
        {
            errors = JsonBody.Malformed(exception);
            return null;
        }
    }

    /// <summary>Reads a JSON array of feedback; <paramref name="onItem"/> is called for each element, valid or not, in order.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="onItem">Receives each element's feedback, or what is wrong with it.</param>
    /// <returns>What is wrong with the array as a whole; <c>null</c> when it could be read.</returns>
    public FieldErrors? ReadArray(ReadOnlySpan<byte> json, Action<PostedFeedback?, FieldErrors> onItem)
    {
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
                return FieldErrors.Of(FieldErrors.Body, "must be a JSON array of feedback, or NDJSON with the content type application/x-ndjson");

            for (var count = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
            {
                if (count == RequestLimits.BatchItems)
                    return TooMany();
                var errors = new FieldErrors();
                var feedback = ReadItem(ref reader, defaultSource: null, errors);
                onItem(errors.None ? feedback : null, errors);
            }

            while (reader.Read())
            {
                // Reads on only so that anything behind the array is refused.
            }

            return null;
        }
        catch (JsonException exception)
        {
            return JsonBody.Malformed(exception);
        }
    }

    /// <summary>What is said of a batch with too many items.</summary>
    public static FieldErrors TooMany() => FieldErrors.Of(FieldErrors.Body, $"must hold at most {RequestLimits.BatchItems} feedback");

    private PostedFeedback? ReadItem(ref Utf8JsonReader reader, string? defaultSource, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(FieldErrors.Body, "must be a JSON object");
            reader.Skip();
            return null;
        }

        string? source = null, eventId = null, touchpoint = null, channel = null, text = null, language = null;
        DateTimeOffset? occurredAt = null;
        CustomerIdentity? customer = null;
        Ratings? ratings = null;
        Dictionary<string, string>? attributes = null;
        var seen = new SeenFields(errors, prefix: "");

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Field.Is(ref reader, "source"u8) && seen.First(0, "source"))
                source = Field.Name(ref reader, "source", errors);
            else if (Field.Is(ref reader, "sourceEventId"u8) && seen.First(1, "sourceEventId"))
                eventId = Field.Line(ref reader, "sourceEventId", RequestLimits.ForeignId, errors);
            else if (Field.Is(ref reader, "touchpoint"u8) && seen.First(2, "touchpoint"))
                touchpoint = Field.OneOf(ref reader, "touchpoint", Touchpoint.All, errors);
            else if (Field.Is(ref reader, "channel"u8) && seen.First(3, "channel"))
                channel = Field.Line(ref reader, "channel", RequestLimits.Channel, errors);
            else if (Field.Is(ref reader, "occurredAt"u8) && seen.First(4, "occurredAt"))
                occurredAt = Field.OccurredAt(ref reader, time.GetUtcNow(), errors);
            else if (Field.Is(ref reader, "customer"u8) && seen.First(5, "customer"))
                customer = ReadCustomer(ref reader, errors);
            else if (Field.Is(ref reader, "text"u8) && seen.First(6, "text"))
                text = Field.Text(ref reader, errors);
            else if (Field.Is(ref reader, "language"u8) && seen.First(7, "language"))
                language = Field.Language(ref reader, errors);
            else if (Field.Is(ref reader, "ratings"u8) && seen.First(8, "ratings"))
                ratings = ReadRatings(ref reader, errors);
            else if (Field.Is(ref reader, "attributes"u8) && seen.First(9, "attributes"))
                attributes = ReadAttributes(ref reader, errors);
            else
                seen.Refuse(ref reader);
        }

        source ??= errors.Names("source") ? null : defaultSource;
        if (source is null && !errors.Names("source"))
            errors.Add("source", "is required: the name of the sending system");
        if (string.IsNullOrWhiteSpace(text))
            text = null;
        if (text is null && ratings is null && !errors.Names("text") && !errors.Names("ratings"))
            errors.Add("text", "is required, unless ratings are given: a feedback says or scores something");

        return errors.None
            ? new PostedFeedback(source!, eventId, touchpoint, channel, occurredAt, customer, text, language, ratings, attributes)
            : null;
    }

    private static CustomerIdentity? ReadCustomer(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (!Field.StartsObject(ref reader, "customer", errors))
            return null;

        string? id = null, email = null;
        var seen = new SeenFields(errors, prefix: "customer.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Field.Is(ref reader, "id"u8) && seen.First(0, "id"))
                id = Field.Line(ref reader, "customer.id", RequestLimits.ForeignId, errors);
            else if (Field.Is(ref reader, "email"u8) && seen.First(1, "email"))
                email = Field.Email(ref reader, "customer.email", errors);
            else
                seen.Refuse(ref reader);
        }

        return id is null && email is null ? null : new CustomerIdentity(id, email);
    }

    private static Ratings? ReadRatings(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (!Field.StartsObject(ref reader, "ratings", errors))
            return null;

        int? nps = null, csat = null, ces = null;
        var seen = new SeenFields(errors, prefix: "ratings.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Field.Is(ref reader, "nps"u8) && seen.First(0, "nps"))
                nps = Field.Whole(ref reader, "ratings.nps", 0, 10, errors);
            else if (Field.Is(ref reader, "csat"u8) && seen.First(1, "csat"))
                csat = Field.Whole(ref reader, "ratings.csat", 1, 5, errors);
            else if (Field.Is(ref reader, "ces"u8) && seen.First(2, "ces"))
                ces = Field.Whole(ref reader, "ratings.ces", 1, 7, errors);
            else
                seen.Refuse(ref reader);
        }

        return nps is null && csat is null && ces is null ? null : new Ratings(nps, csat, ces);
    }

    private static Dictionary<string, string>? ReadAttributes(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (!Field.StartsObject(ref reader, "attributes", errors))
            return null;

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Field.Decode(ref reader);
            reader.Read();
            if (++count > RequestLimits.Attributes)
            {
                if (count == RequestLimits.Attributes + 1)
                    errors.Add("attributes", $"must hold at most {RequestLimits.Attributes} attributes");
                reader.Skip();
            }
            else if (name is null || name.Length is 0 or > RequestLimits.AttributeName || Field.HasControl(name))
            {
                errors.Add("attributes", $"every name must have 1 to {RequestLimits.AttributeName} characters and no control characters");
                reader.Skip();
            }
            else if (attributes.ContainsKey(name))
            {
                errors.Add($"attributes.{name}", "is given twice");
                reader.Skip();
            }
            else if (Field.Attribute(ref reader, $"attributes.{name}", errors) is { } value)
            {
                attributes[name] = value;
            }
        }

        return attributes.Count == 0 ? null : attributes;
    }
}
