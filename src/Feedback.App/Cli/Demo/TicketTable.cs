using System.Globalization;
using Feedback.Core.Detection;
using Feedback.Core.Tickets;
using Spectre.Console;

namespace Feedback.App.Cli.Demo;

/// <summary>Tickets as a table, the most urgent first.</summary>
internal static class TicketTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<Ticket> tickets)
    {
        if (tickets.Count == 0)
        {
            console.Line("No tickets: no problem affects more customers than expected, and none affects many customers all the time.");
            return;
        }

        var table = new Table { Border = TableBorder.Simple, Expand = false, Title = new("Tickets") };
        table.AddColumn(new TableColumn("Priority").RightAligned());
        table.AddColumn("Kind");
        table.AddColumn("What");
        table.AddColumn("Why");
        foreach (var ticket in tickets.OrderByDescending(ticket => ticket.Priority.Score).ThenBy(ticket => ticket.Id, StringComparer.Ordinal))
        {
            table.AddRow([.. new[]
            {
                ticket.Priority.Score.ToString("0", CultureInfo.InvariantCulture),
                ticket.Cause.Kind == FindingKind.Chronic ? "ongoing" : "rising",
                ticket.Title,
                string.Join("; ", ticket.Priority.Parts.Where(part => part.Points > 0).Select(part => part.Why)),
            }.Select(Markup.Escape)]);
        }

        console.Write(table);
    }
}
