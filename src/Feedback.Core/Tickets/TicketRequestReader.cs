using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Tickets;

/// <summary>A change that somebody asks for.</summary>
/// <param name="Change">The change.</param>
/// <param name="OnBehalfOf">The person for whom the caller asks, when several share a key.</param>
public sealed record TicketRequest<T>(T Change, string? OnBehalfOf);

/// <summary>Reads the changes that people ask for, naming every field that is wrong. The result is <c>null</c> when something is.</summary>
public static class TicketRequestReader
{
    /// <summary>The characters of a title.</summary>
    public const int TitleCharacters = 200;

    /// <summary>The characters of a ticket's id.</summary>
    public const int IdCharacters = 255;

    /// <summary>The items of a list.</summary>
    public const int MostItems = 100;

    /// <summary>Reads <c>{ to, reason?, shippedAt?, onBehalfOf? }</c>.</summary>
    public static TicketRequest<TicketMove>? Move(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        TicketState? to = null;
        string? reason = null, person = null;
        DateTimeOffset? shippedAt = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "transition", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (Field.Is(ref reader, "to"u8) && seen.First(0, "to"))
                to = Field.Word<TicketState>(ref reader, "to", faults);
            else if (Field.Is(ref reader, "reason"u8) && seen.First(1, "reason"))
                reason = Field.Prose(ref reader, "reason", TicketHistory.TextCharacters, faults);
            else if (Field.Is(ref reader, "shippedAt"u8) && seen.First(2, "shippedAt"))
                shippedAt = Field.Time(ref reader, "shippedAt", faults);
            else
                return IsPerson(ref reader, ref seen, faults, ref person);
            return true;
        });
        Require(errors, "to", to is not null, "is required: the state to move to");
        return errors.None ? new(new(to!.Value, reason, shippedAt), person) : null;
    }

    /// <summary>Reads <c>{ text, onBehalfOf? }</c>.</summary>
    public static TicketRequest<string>? Comment(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        string? text = null, person = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "comment", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (!Field.Is(ref reader, "text"u8) || !seen.First(0, "text"))
                return IsPerson(ref reader, ref seen, faults, ref person);
            text = Field.Prose(ref reader, "text", TicketHistory.TextCharacters, faults);
            return true;
        });
        Require(errors, "text", text is not null, "is required: what is to be said");
        return errors.None ? new(text!, person) : null;
    }

    /// <summary>Reads <c>{ silo, assignee?, collaborators?, onBehalfOf? }</c>. Whether there are such silos, the journey says.</summary>
    public static TicketRequest<TicketOwner>? Owner(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        string? silo = null, assignee = null, person = null;
        List<string>? collaborators = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "ticket's owner", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (Field.Is(ref reader, "silo"u8) && seen.First(0, "silo"))
                silo = Field.Line(ref reader, "silo", RequestLimits.Name, faults);
            else if (Field.Is(ref reader, "assignee"u8) && seen.First(1, "assignee"))
                assignee = Field.Line(ref reader, "assignee", RequestLimits.Name, faults);
            else if (Field.Is(ref reader, "collaborators"u8) && seen.First(2, "collaborators"))
                collaborators = Field.Array(ref reader, "collaborators", MostItems, faults, (ref Utf8JsonReader item, string field) => Field.Line(ref item, field, RequestLimits.Name, faults));
            else
                return IsPerson(ref reader, ref seen, faults, ref person);
            return true;
        });
        Require(errors, "silo", silo is not null, "is required: the silo that can mend it");
        return errors.None ? new(new(silo!, assignee, collaborators ?? []), person) : null;
    }

    /// <summary>Reads <c>{ dueAt, onBehalfOf? }</c>; a <c>dueAt</c> of null takes the date away, so it must be there.</summary>
    public static TicketRequest<DateTimeOffset?>? Due(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        var given = false;
        DateTimeOffset? dueAt = null;
        string? person = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "due date", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (!Field.Is(ref reader, "dueAt"u8) || !seen.First(0, "dueAt"))
                return IsPerson(ref reader, ref seen, faults, ref person);
            given = true;
            dueAt = Field.Time(ref reader, "dueAt", faults);
            return true;
        });
        Require(errors, "dueAt", given, "is required: a time, or null for none");
        return errors.None ? new(dueAt, person) : null;
    }

    /// <summary>Reads <c>{ into, reason?, onBehalfOf? }</c>.</summary>
    public static TicketRequest<TicketMerge>? Merge(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        string? into = null, reason = null, person = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "merge", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (Field.Is(ref reader, "into"u8) && seen.First(0, "into"))
                into = Field.Line(ref reader, "into", IdCharacters, faults);
            else if (Field.Is(ref reader, "reason"u8) && seen.First(1, "reason"))
                reason = Field.Prose(ref reader, "reason", TicketHistory.TextCharacters, faults);
            else
                return IsPerson(ref reader, ref seen, faults, ref person);
            return true;
        });
        Require(errors, "into", into is not null, "is required: the id of the ticket that goes on");
        return errors.None ? new(new(into!, reason), person) : null;
    }

    /// <summary>Reads <c>{ topics: [{ theme, stage }], title?, reason?, onBehalfOf? }</c>.</summary>
    public static TicketRequest<TicketSplit>? Split(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        List<Topic>? topics = null;
        string? title = null, reason = null, person = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "split", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (Field.Is(ref reader, "topics"u8) && seen.First(0, "topics"))
                topics = Field.Array(ref reader, "topics", MostItems, faults, (ref Utf8JsonReader item, string field) => TopicOf(ref item, field, faults));
            else if (Field.Is(ref reader, "title"u8) && seen.First(1, "title"))
                title = Field.Line(ref reader, "title", TitleCharacters, faults);
            else if (Field.Is(ref reader, "reason"u8) && seen.First(2, "reason"))
                reason = Field.Prose(ref reader, "reason", TicketHistory.TextCharacters, faults);
            else
                return IsPerson(ref reader, ref seen, faults, ref person);
            return true;
        });
        Require(errors, "topics", topics is { Count: > 0 }, "is required: the topics that the new ticket is to have");
        return errors.None ? new(new(topics!, title, reason), person) : null;
    }

    private static Topic? TopicOf(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        if (!Field.StartsObject(ref reader, field, errors))
            return null;
        string? theme = null, stage = null;
        PostedObject.ReadFields(ref reader, field + ".", "topic", errors, (ref Utf8JsonReader item, ref SeenFields seen) =>
        {
            if (Field.Is(ref item, "theme"u8) && seen.First(0, "theme"))
                theme = Field.Line(ref item, $"{field}.theme", RequestLimits.Name, errors);
            else if (Field.Is(ref item, "stage"u8) && seen.First(1, "stage"))
                stage = Field.Line(ref item, $"{field}.stage", RequestLimits.Name, errors);
            else
                return false;
            return true;
        });
        Require(errors, $"{field}.theme", theme is not null, "is required");
        Require(errors, $"{field}.stage", stage is not null, "is required");
        return theme is null || stage is null ? null : new(theme, stage);
    }

    private static bool IsPerson(ref Utf8JsonReader reader, ref SeenFields seen, FieldErrors errors, ref string? person)
    {
        if (!Field.Is(ref reader, "onBehalfOf"u8) || !seen.First(31, "onBehalfOf"))
            return false;
        person = Field.Line(ref reader, "onBehalfOf", RequestLimits.Name, errors);
        return true;
    }

    /// <summary>Notes a field that is not given, unless it is wrong, or the whole body is.</summary>
    private static void Require(FieldErrors errors, string field, bool given, string message)
    {
        if (!given && !errors.Names(field) && !errors.Names(FieldErrors.Body))
            errors.Add(field, message);
    }
}
