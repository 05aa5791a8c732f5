using System.Text.Json.Nodes;
using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The schemas of the changes to tickets, from the limits of <see cref="TicketRequestReader"/>.</summary>
internal static partial class PostedSchemas
{
    public const string Transition = "PostedTransition";
    public const string Comment = "PostedComment";
    public const string Owner = "PostedOwner";
    public const string DueDate = "PostedDueDate";
    public const string Merge = "PostedMerge";
    public const string Split = "PostedSplit";

    private static IEnumerable<(string Name, OpenApiSchema Schema)> OfTickets()
    {
        yield return (Transition, Change("A move of a ticket.", ["to"], new()
        {
            ["to"] = With(Text("The state to move to."), schema => schema.Enum = [.. JsonWord.All<TicketState>().Select(word => (JsonNode)word)]),
            ["reason"] = Prose("Why. Required to dismiss and to reopen."),
            ["shippedAt"] = Time($"Since when the change reaches the customers: RFC 3339, not before the ticket's cause began and at most {TicketLifecycle.ShippedWithin.Days} days ago. Now when it is left out. Only for a move to `shipped`."),
        }));
        yield return (Comment, Change("A comment on a ticket.", ["text"], new() { ["text"] = Prose("What is to be said.") }));
        yield return (Owner, Change("Whose a ticket is. What is left out is taken away.", ["silo"], new()
        {
            ["silo"] = Line("The silo that can mend it: one of the journey's.", RequestLimits.Name),
            ["assignee"] = Line("Who in that silo works on it.", RequestLimits.Name),
            ["collaborators"] = List("The silos that help: others of the journey's.", Line("A silo.", RequestLimits.Name)),
        }));
        yield return (DueDate, Change("By when a ticket is to be shipped.", ["dueAt"], new()
        {
            ["dueAt"] = With(Time($"RFC 3339, in the future, at most {TicketAgeing.DueWithinYears} years ahead; null for no date."), schema => schema.Type |= JsonSchemaType.Null),
        }));
        yield return (Merge, Change("A merge of a ticket into another.", ["into"], new()
        {
            ["into"] = Line("The id of the ticket that goes on.", TicketRequestReader.IdCharacters),
            ["reason"] = Prose("Why."),
        }));
        yield return (Split, Change("A split of topics off a ticket.", ["topics"], new()
        {
            ["topics"] = With(List("The topics that go: some of the ticket's, not all.", Closed("A topic of the ticket.", ["theme", "stage"], new()
            {
                ["theme"] = Line("The theme.", RequestLimits.Name),
                ["stage"] = Line("The stage.", RequestLimits.Name),
            })), schema => schema.MinItems = 1),
            ["title"] = Line("What the new ticket is called; its themes when it is left out.", TicketRequestReader.TitleCharacters),
            ["reason"] = Prose("Why."),
        }));
    }

    private static OpenApiSchema Change(string description, IEnumerable<string> required, Dictionary<string, IOpenApiSchema> properties)
    {
        properties["onBehalfOf"] = Line("The person for whom the caller asks, when several share a key.", RequestLimits.Name);
        return Closed(description, required, properties);
    }

    private static OpenApiSchema Prose(string description) => Line(description, TicketHistory.TextCharacters);

    private static OpenApiSchema Time(string description) => With(Text(description), schema => schema.Format = "date-time");

    private static OpenApiSchema List(string description, OpenApiSchema item) =>
        new() { Type = JsonSchemaType.Array, Description = description, MaxItems = TicketRequestReader.MostItems, Items = item };
}
