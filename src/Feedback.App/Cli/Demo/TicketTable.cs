using System.Globalization;
using Feedback.Core.Detection;
using Feedback.Core.Tickets;
using Spectre.Console;

namespace Feedback.App.Cli.Demo;

/// <summary>Tickets as a table.</summary>
internal static class TicketTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<Ticket> tickets, TicketRule rule)
    {
        if (tickets.Count == 0)
        {
            console.Line(string.Create(CultureInfo.InvariantCulture,
                $"No ticket: no theme has {rule.LeastCustomers} unhappy customers in the last {rule.Window.Days} days, {rule.LeastRise} times its usual rate, heard by {rule.LeastSilos} departments or away from the one that can mend it."));
            return;
        }

        var table = new Table { Border = TableBorder.Simple, Expand = false, Title = new("Tickets") };
        table.AddColumn("Ticket");
        foreach (var name in new[] { "Negative last week", "A week before" })
            table.AddColumn(new TableColumn(name).RightAligned());
        table.AddColumn("What");
        foreach (var ticket in tickets.OrderByDescending(ticket => ticket.Evidence.Negative).ThenBy(ticket => ticket.Id, StringComparer.Ordinal))
        {
            table.AddRow(Markup.Escape(ticket.Id), ticket.Evidence.Negative.ToString(CultureInfo.InvariantCulture),
                ticket.Evidence.Baseline?.ToString("0.#", CultureInfo.InvariantCulture) ?? "", Markup.Escape(ticket.Title));
        }

        console.Write(table);
    }
}
