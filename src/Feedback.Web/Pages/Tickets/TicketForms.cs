using System.Globalization;
using System.Text.Json.Nodes;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>Makes the changes that the forms of a ticket's page ask for. A form is read as the API's JSON would be, so both refuse the same with the same
/// words.</summary>
internal sealed class TicketForms(ChangeTicket change, MoveTicket moves, MergeTickets merges, SplitTicket splits, JourneyCatalogue journeys)
{
    /// <summary>The field that says which form it is.</summary>
    public const string Do = "do";

    /// <summary>The field with the version that the form was opened on.</summary>
    public const string Version = "version";

    private const char TopicSeparator = '|';

    /// <summary>How a topic is written in a form.</summary>
    public static string ValueOf(Topic topic) => $"{topic.Theme}{TopicSeparator}{topic.Stage}";

    /// <summary>Runs what a form asks for.</summary>
    /// <returns>What became of it; <c>null</c> when there is no such form.</returns>
    public async Task<TicketChange?> RunAsync(string id, IFormCollection form, string by, CancellationToken cancellationToken)
    {
        var version = int.TryParse(form[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : -1;
        bool IsPresented(int present) => present == version;
        Task<TicketChange> Change<T>(TicketRequest<T> request, Func<Ticket, T, TicketActor, DateTimeOffset, TicketChange> what) =>
            change.RunAsync(id, IsPresented, (ticket, now) => what(ticket, request.Change, Who(request, by), now), cancellationToken);

        switch (form[Do].ToString())
        {
            case "move":
                return TicketRequestReader.Move(Json(form, ["to", "reason", "onBehalfOf"], ("shippedAt", Minute(form["shippedAt"]))), out var errors)
                    is { } move
                    ? await moves.RunAsync(id, IsPresented, move.Change, Who(move, by), cancellationToken)
                    : TicketChange.Invalid(errors);
            case "comment":
                return TicketRequestReader.Comment(Json(form, ["text", "onBehalfOf"]), out errors) is { } comment
                    ? await Change(comment, TicketWork.Comment)
                    : TicketChange.Invalid(errors);
            case "owner":
                return TicketRequestReader.Owner(Json(form, ["silo", "assignee"], ("collaborators", Helpers(form))), out errors) is { } owner
                    ? await Change(owner, (ticket, asked, who, now) => TicketWork.Assign(ticket, asked, journeys.Find(ticket.Journey)!, who, now))
                    : TicketChange.Invalid(errors);
            case "due":
                return TicketRequestReader.Due(Json(form, [], ("dueAt", EndOf(form["dueAt"]))), out errors) is { } due
                    ? await Change(due, TicketWork.Schedule)
                    : TicketChange.Invalid(errors);
            case "merge":
                return TicketRequestReader.Merge(Json(form, ["into", "reason"]), out errors) is { } merge
                    ? await merges.RunAsync(id, IsPresented, merge.Change, Who(merge, by), cancellationToken)
                    : TicketChange.Invalid(errors);
            case "split":
                return TicketRequestReader.Split(Json(form, ["title", "reason"], ("topics", Topics(form))), out errors) is { } split
                    ? await splits.RunAsync(id, IsPresented, split.Change, Who(split, by), cancellationToken)
                    : TicketChange.Invalid(errors);
            default:
                return null;
        }
    }

    /// <summary>A field that was left empty was not given, but for those that say so by a null of their own.</summary>
    private static byte[] Json(IFormCollection form, string[] fields, params (string Name, JsonNode? Value)[] others)
    {
        var body = new JsonObject();
        foreach (var field in fields)
        {
            if (form[field].ToString() is { Length: > 0 } text)
                body[field] = text.ReplaceLineEndings("\n");
        }

        foreach (var (name, value) in others)
        {
            if (value is not null || name == "dueAt")
                body[name] = value;
        }

        return System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    /// <summary>A minute as browsers send it. Anything else goes on as it is, and is refused by its name.</summary>
    private static JsonValue? Minute(string? text) => string.IsNullOrEmpty(text) ? null
        : JsonValue.Create(DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var time) ? Rfc3339.Format(new(time, TimeSpan.Zero)) : text);

    /// <summary>The last second of a day: what is due on a day is overdue on the next.</summary>
    private static JsonValue? EndOf(string? text) => string.IsNullOrEmpty(text) ? null
        : JsonValue.Create(DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Rfc3339.Format(new(day, new(23, 59, 59), TimeSpan.Zero)) : text);

    // Whoever becomes the owner helps no longer.
    private static JsonArray Helpers(IFormCollection form) => [.. form["collaborators"].Where(silo => silo != form["silo"]).Select(silo => (JsonNode?)silo)];

    private static JsonArray? Topics(IFormCollection form) => form["topics"].Count == 0 ? null
        : [.. form["topics"].Select(topic => topic!.Split(TopicSeparator))
            .Select(parts => (JsonNode?)new JsonObject { ["theme"] = parts[0], ["stage"] = parts.ElementAtOrDefault(1) })];

    private static TicketActor Who<T>(TicketRequest<T> request, string by) => new(by, request.OnBehalfOf);
}
