using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Subscriptions;

/// <summary>Reads a subscription as a manager posts it.</summary>
public sealed class SubscriptionReader(JourneyCatalogue journeys, AddressPolicy addresses)
{
    /// <summary>Names in one list of a filter.</summary>
    public const int MostNames = 50;

    private static readonly RequestField<string> Id = Fields.Name("id", "Its name.").Required("is required: the name of the subscription");
    private static readonly RequestField<string> Url =
        Fields.Line("url", "The address to post events to: https, on the public internet.", AddressPolicy.LongestUrl)
        .Required("is required: the address to post events to").Described(value => value with { Format = "uri" });
    private static readonly RequestField<List<string>> Silos =
        Fields.Names("silos", "Only tickets that one of these silos owns, hears or helps with.", Fields.AnyText, MostNames);
    private static readonly RequestField<List<string>> Stages =
        Fields.Names("stages", "Only tickets with a topic at one of these stages.", Fields.AnyText, MostNames);
    private static readonly RequestField<int?> MinPriority = Fields.Whole("minPriority", "Only tickets with at least this priority.", 0, 100);
    private static readonly RequestField<List<string>> Events =
        Fields.Names("events", "Only these events.", Fields.AnyText with { Words = TicketEvents.Types }, MostNames);

    /// <summary>What is read.</summary>
    public static RequestShape Shape { get; } =
        new("subscription", "A subscription to ticket events.", Id, Url, Silos, Stages, MinPriority, Events) { Schema = "PostedSubscription" };

    /// <summary>Reads a body that holds one subscription.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public NewSubscription? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        Shape.Read(json, out var given, out errors);
        string? fault = null;
        var url = given.Of(Url) is { } text ? addresses.Read(text, out fault) : null;
        if (fault is not null)
            errors.Add(Url.Name, fault);
        var silos = Known(given, Silos, "a silo of an active journey",
            [.. journeys.Active.SelectMany(journey => journey.Silos).Select(silo => silo.Id).Distinct()], errors);
        var stages = Known(given, Stages, "a stage of an active journey",
            [.. journeys.Active.SelectMany(journey => journey.Stages).Select(stage => stage.Id).Distinct(), MappedOpinion.Unmapped], errors);
        var events = Known(given, Events, "an event", TicketEvents.Types, errors);
        return errors.None ? new(given.Of(Id)!, url!, new(silos, stages, given.Of(MinPriority) ?? 0, events)) : null;
    }

    private static List<string>? Known(in RequestValues given, RequestField<List<string>> field, string what, IReadOnlyList<string> known, FieldErrors errors)
    {
        if (given.Of(field) is not { } names)
            return null;
        if (names.Count == 0)
            errors.Add(field.Name, "must name at least one; leave it out for all");
        foreach (var (index, name) in names.Index())
        {
            if (name is not null && !known.Contains(name))
                errors.Add($"{field.Name}[{index}]", $"is not {what}{NearestName.Hint(name, known)}; allowed are {string.Join(", ", known)}");
        }

        return [.. names.Distinct()];
    }
}
