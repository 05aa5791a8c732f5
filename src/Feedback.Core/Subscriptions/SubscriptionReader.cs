using System.Globalization;
using System.Text.Json;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Subscriptions;

/// <summary>Reads a subscription as a manager posts it, naming every field that is wrong.</summary>
public sealed class SubscriptionReader(JourneyCatalogue journeys, AddressPolicy addresses)
{
    /// <summary>Names in one list of a filter.</summary>
    public const int MostNames = 50;

    /// <summary>Reads a body that holds one subscription.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public NewSubscription? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        errors = new FieldErrors();
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            var subscription = ReadSubscription(ref reader, errors);
            while (reader.Read())
            {
                // Reads on only so that anything behind the object is refused.
            }

            return errors.None ? subscription : null;
        }
        catch (JsonException exception)
        {
            errors = JsonBody.Malformed(exception);
            return null;
        }
    }

    private NewSubscription? ReadSubscription(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(FieldErrors.Body, "must be a JSON object");
            reader.Skip();
            return null;
        }

        string? id = null;
        Uri? url = null;
        int? minPriority = null;
        IReadOnlyList<string>? silos = null, stages = null, events = null;
        var seen = new SeenFields(errors, prefix: "", what: "subscription");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Field.Is(ref reader, "id"u8) && seen.First(0, "id"))
                id = Field.Name(ref reader, "id", errors);
            else if (Field.Is(ref reader, "url"u8) && seen.First(1, "url"))
                url = ReadUrl(ref reader, errors);
            else if (Field.Is(ref reader, "silos"u8) && seen.First(2, "silos"))
                silos = ReadNames(ref reader, "silos", "a silo of an active journey", Silos, errors);
            else if (Field.Is(ref reader, "stages"u8) && seen.First(3, "stages"))
                stages = ReadNames(ref reader, "stages", "a stage of an active journey", Stages, errors);
            else if (Field.Is(ref reader, "minPriority"u8) && seen.First(4, "minPriority"))
                minPriority = Field.Whole(ref reader, "minPriority", 0, 100, errors);
            else if (Field.Is(ref reader, "events"u8) && seen.First(5, "events"))
                events = ReadNames(ref reader, "events", "an event", TicketEvents.Types, errors);
            else
                seen.Refuse(ref reader);
        }

        if (id is null && !errors.Names("id"))
            errors.Add("id", "is required: the name of the subscription");
        if (url is null && !errors.Names("url"))
            errors.Add("url", "is required: where events are posted to");
        return errors.None ? new(id!, url!, new(silos, stages, minPriority ?? 0, events)) : null;
    }

    private List<string> Silos => [.. journeys.Active.SelectMany(journey => journey.Silos).Select(silo => silo.Id).Distinct()];

    private List<string> Stages => [.. journeys.Active.SelectMany(journey => journey.Stages).Select(stage => stage.Id).Distinct(), MappedOpinion.Unmapped];

    private Uri? ReadUrl(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (Field.Line(ref reader, "url", AddressPolicy.LongestUrl, errors) is not { } text)
            return null;
        var url = addresses.Read(text, out var fault);
        if (fault is not null)
            errors.Add("url", fault);
        return url;
    }

    private static List<string>? ReadNames(ref Utf8JsonReader reader, string field, string what, IReadOnlyList<string> known, FieldErrors errors)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            errors.Add(field, "must be an array of strings");
            reader.Skip();
            return null;
        }

        var names = new List<string>();
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (count >= MostNames)
            {
                reader.Skip();
                continue;
            }

            var item = string.Create(CultureInfo.InvariantCulture, $"{field}.{count}");
            if (reader.TokenType != JsonTokenType.String || Field.Decode(ref reader) is not { } name)
                errors.Add(item, "must be a string");
            else if (!known.Contains(name))
                errors.Add(item, $"is not {what}{NearestName.Hint(name, known)}; there are {string.Join(", ", known)}");
            else if (!names.Contains(name))
                names.Add(name);
            reader.Skip();
        }

        if (count == 0)
            errors.Add(field, "must name at least one; leave it out for all");
        if (count > MostNames)
            errors.Add(field, $"must name at most {MostNames}");
        return names;
    }
}
