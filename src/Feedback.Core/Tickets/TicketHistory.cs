namespace Feedback.Core.Tickets;

/// <summary>Who changes a ticket.</summary>
/// <param name="By">The caller's name, or <see cref="TicketEntry.System"/>.</param>
/// <param name="OnBehalfOf">The person named by the caller.</param>
public sealed record TicketActor(string By, string? OnBehalfOf = null)
{
    /// <summary>The program itself.</summary>
    public static readonly TicketActor Program = new(TicketEntry.System);
}

/// <summary>Adds to a ticket's history, which is never changed otherwise.</summary>
public static class TicketHistory
{
    /// <summary>From how many entries on a ticket takes no more changes by hand. The program's own, which are few, go on.</summary>
    public const int MostEntries = 1_000;

    /// <summary>From how many entries on a ticket takes no more comments, so that there is room left to finish it.</summary>
    public const int MostBeforeComments = 900;

    /// <summary>The characters (Unicode code points) of a comment or a reason.</summary>
    public const int TextCharacters = 4_000;

    /// <summary>Adds an entry, and sets the state and the time of the last change.</summary>
    /// <param name="ticket">The ticket as it was.</param>
    /// <param name="action">What was done.</param>
    /// <param name="who">Who did it.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="to">The new state; <c>null</c> when it stays.</param>
    /// <param name="text">The comment, the reason, or what was set, in words.</param>
    /// <param name="otherTicket">The other ticket, of a merge or a split.</param>
    public static Ticket Append(
        this Ticket ticket, TicketAction action, TicketActor who, DateTimeOffset at, TicketState? to = null, string? text = null, string? otherTicket = null) =>
            ticket with
            {
                State = to ?? ticket.State,
                UpdatedAt = at,
                History = [.. ticket.History, new()
            {
                Number = ticket.History.Count,
                At = at,
                Action = action,
                By = who.By,
                OnBehalfOf = who.OnBehalfOf,
                From = to is null ? null : ticket.State,
                To = to,
                Text = text,
                OtherTicket = otherTicket,
            }],
            };
}
