using Feedback.Core.Journeys;
using Feedback.Core.Requests;
using Feedback.Core.Tickets;
using Feedback.Web.Api;

namespace Feedback.Web.Pages;

/// <summary>Which tickets are looked at, in what order and form. Stands in the page's address, so a view can be kept and shared.</summary>
/// <param name="Journey">The journey's id.</param>
/// <param name="Filter">Which tickets.</param>
/// <param name="Order">What comes first: one of <see cref="Orders"/>.</param>
/// <param name="AsList">A list instead of the board.</param>
/// <param name="Faults">What is wrong with the address.</param>
public sealed record TicketSelection(string Journey, TicketFilter Filter, string Order, bool AsList, FieldErrors Faults)
{
    /// <summary>What can come first, and how it is called.</summary>
    public static readonly IReadOnlyDictionary<string, string> Orders = new Dictionary<string, string>
    {
        ["priority"] = "Priority",
        ["age"] = "Age",
        ["due"] = "Due date",
    };

    /// <summary>Whether only some of the tickets are asked for.</summary>
    public bool Narrows => Filter != new TicketFilter();

    /// <summary>The address of the same tickets in the other form.</summary>
    public string Address(bool asList)
    {
        IEnumerable<(string Name, string? Value)> query =
        [
            ("journey", Journey), ("view", asList ? "list" : null), ("silo", Filter.Silo), ("stage", Filter.Stage), ("theme", Filter.Theme),
            ("state", Filter.State is { } state ? JsonWord.Of(state) : null), ("order", Order == "priority" ? null : Order),
        ];
        return Links.Tickets + QueryString.Create(query.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
    }

    /// <summary>The tickets that are asked for, in order.</summary>
    public IReadOnlyList<Ticket> Of(IEnumerable<Ticket> tickets)
    {
        var found = tickets.Where(Filter.Matches);
        var ordered = Order switch
        {
            "age" => found.OrderBy(ticket => ticket.RaisedAt),
            "due" => found.OrderBy(ticket => ticket.DueAt ?? DateTimeOffset.MaxValue).ThenByDescending(ticket => ticket.Priority.Score),
            _ => found.OrderByDescending(ticket => ticket.Priority.Score),
        };
        return [.. ordered.ThenBy(ticket => ticket.Id, StringComparer.Ordinal)];
    }

    /// <summary>Reads the selection from the address of a page. Where something is wrong the usual takes its place, and the fault is noted.</summary>
    internal static async Task<TicketSelection> ReadAsync(HttpRequest request, JourneyDefinition journey, TicketQuery tickets,
        CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var filter = new TicketFilter(query.Word<TicketState>("state"), query.OneOf("silo", [.. journey.Silos.Select(silo => silo.Id)]),
            await query.StageAsync(journey, tickets, cancellationToken), await query.ThemeAsync(journey, tickets, cancellationToken));
        return new(journey.Id, filter, query.OneOf("order", [.. Orders.Keys]) ?? "priority", query.OneOf("view", ["board", "list"]) == "list", query.Errors);
    }
}
