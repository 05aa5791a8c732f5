using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Tickets;

/// <summary>A change that somebody asks for.</summary>
/// <param name="Change">The change.</param>
/// <param name="OnBehalfOf">The person for whom the caller asks, when several share a key.</param>
public sealed record TicketRequest<T>(T Change, string? OnBehalfOf);

/// <summary>Reads the changes to tickets that people ask for. The result is <c>null</c> when something is wrong.</summary>
public static class TicketRequestReader
{
    /// <summary>The characters of a title.</summary>
    public const int TitleCharacters = 200;

    /// <summary>The characters of a ticket's id.</summary>
    public const int IdCharacters = 255;

    /// <summary>The items of a list.</summary>
    public const int MostItems = 100;

    private static readonly RequestField<TicketState?> State =
        Fields.Word<TicketState>("to", "The state to move to.").Required("is required: the state to move to");
    private static readonly RequestField<string> ReasonOfMove =
        Fields.Prose("reason", "The reason. Required to dismiss and to reopen. For a move to `shipped`: what was changed, in words that customers will read.",
            TicketHistory.TextCharacters);
    private static readonly RequestField<DateTimeOffset?> ShippedAt = Fields.Time("shippedAt",
        $"When the change reached the customers: RFC 3339, not before the ticket's cause began and at most {TicketLifecycle.ShippedWithin.Days} days ago. "
            + "Default: now. Only for a move to `shipped`.");
    private static readonly RequestField<string> Text =
        Fields.Prose("text", "The comment.", TicketHistory.TextCharacters).Required("is required: the comment");
    private static readonly RequestField<string> Silo = Fields.Line("silo", "The silo that owns it: one of the journey's.", RequestLimits.Name)
        .Required("is required: the silo that owns it");
    private static readonly RequestField<string> Assignee = Fields.Line("assignee", "Who in that silo works on it.", RequestLimits.Name);
    private static readonly RequestField<List<string>> Collaborators =
        Fields.List<string>("collaborators", "The silos that help: others of the journey.", Fields.Line("A silo.", RequestLimits.Name), MostItems);
    private static readonly RequestField<DateTimeOffset?> DueAt =
        Fields.Time("dueAt", $"RFC 3339, in the future, at most {TicketAgeing.DueWithinYears} years ahead; null for no date.")
        .OrNull().Required("is required: a time, or null for none");
    private static readonly RequestField<string> Into =
        Fields.Line("into", "The id of the ticket to merge into.", IdCharacters).Required("is required: the id of the ticket to merge into");
    private static readonly RequestField<string> Reason = Fields.Prose("reason", "The reason.", TicketHistory.TextCharacters);
    private static readonly RequestField<string> Theme = Fields.Line("theme", "The theme.", RequestLimits.Name).Required("is required");
    private static readonly RequestField<string> Stage = Fields.Line("stage", "The stage.", RequestLimits.Name).Required("is required");
    private static readonly RequestField<List<Topic>> Topics = Fields.List<Topic>("topics", "The topics to split off: some of the ticket's, not all.",
        Fields.Object(new("topic", "A topic of the ticket.", Theme, Stage), static (in given) => new Topic(given.Of(Theme)!, given.Of(Stage)!)), MostItems, 1)
        .Required("is required: the topics to split off");
    private static readonly RequestField<string> Title =
        Fields.Line("title", "The new ticket's title. Default: its themes.", TitleCharacters);

    /// <summary>A move.</summary>
    public static RequestShape Moves { get; } =
        new("transition", "A move of a ticket.", State, ReasonOfMove, ShippedAt, Fields.OnBehalfOf) { Schema = "PostedTransition" };

    /// <summary>A comment.</summary>
    public static RequestShape Comments { get; } = new("comment", "A comment on a ticket.", Text, Fields.OnBehalfOf) { Schema = "PostedComment" };

    /// <summary>An owner. Whether there are such silos, the journey says.</summary>
    public static RequestShape Owners { get; } =
        new("ticket's owner", "The owner of a ticket. A field that is left out is cleared.", Silo, Assignee, Collaborators, Fields.OnBehalfOf)
        {
            Schema = "PostedOwner",
        };

    /// <summary>A due date; <c>null</c> takes it away, so it must be there.</summary>
    public static RequestShape DueDates { get; } =
        new("due date", "When a ticket should be shipped at the latest.", DueAt, Fields.OnBehalfOf) { Schema = "PostedDueDate" };

    /// <summary>A merge.</summary>
    public static RequestShape Merges { get; } = new("merge", "A merge of a ticket into another.", Into, Reason, Fields.OnBehalfOf) { Schema = "PostedMerge" };

    /// <summary>A split.</summary>
    public static RequestShape Splits { get; } =
        new("split", "A split of topics off a ticket.", Topics, Title, Reason, Fields.OnBehalfOf) { Schema = "PostedSplit" };

    /// <summary>Reads one of <see cref="Moves"/>.</summary>
    public static TicketRequest<TicketMove>? Move(ReadOnlySpan<byte> json, out FieldErrors errors) =>
        Read(Moves, json, out errors, static (in given) => new TicketMove(given.Of(State)!.Value, given.Of(ReasonOfMove), given.Of(ShippedAt)));

    /// <summary>Reads one of <see cref="Comments"/>.</summary>
    public static TicketRequest<string>? Comment(ReadOnlySpan<byte> json, out FieldErrors errors) =>
        Read(Comments, json, out errors, static (in given) => given.Of(Text));

    /// <summary>Reads one of <see cref="Owners"/>.</summary>
    public static TicketRequest<TicketOwner>? Owner(ReadOnlySpan<byte> json, out FieldErrors errors) =>
        Read(Owners, json, out errors, static (in given) => new TicketOwner(given.Of(Silo)!, given.Of(Assignee), given.Of(Collaborators) ?? []));

    /// <summary>Reads one of <see cref="DueDates"/>.</summary>
    public static TicketRequest<DateTimeOffset?>? Due(ReadOnlySpan<byte> json, out FieldErrors errors) =>
        Read(DueDates, json, out errors, static (in given) => given.Of(DueAt));

    /// <summary>Reads one of <see cref="Merges"/>.</summary>
    public static TicketRequest<TicketMerge>? Merge(ReadOnlySpan<byte> json, out FieldErrors errors) =>
        Read(Merges, json, out errors, static (in given) => new TicketMerge(given.Of(Into)!, given.Of(Reason)));

    /// <summary>Reads one of <see cref="Splits"/>.</summary>
    public static TicketRequest<TicketSplit>? Split(ReadOnlySpan<byte> json, out FieldErrors errors) =>
        Read(Splits, json, out errors, static (in given) => new TicketSplit(given.Of(Topics)!, given.Of(Title), given.Of(Reason)));

    private static TicketRequest<T>? Read<T>(RequestShape shape, ReadOnlySpan<byte> json, out FieldErrors errors, Fields.Make<T> change)
    {
        shape.Read(json, out var given, out errors);
        return errors.None ? new(change(given)!, given.Of(Fields.OnBehalfOf)) : null;
    }
}
