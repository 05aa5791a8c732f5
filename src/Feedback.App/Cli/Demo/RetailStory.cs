using System.Globalization;
using Feedback.Core.Corrections;
using Feedback.Core.Detection;
using Feedback.Core.Digests;
using Feedback.Core.Journeys;
using Feedback.Core.Tickets;
using Feedback.Web.Hosting;

namespace Feedback.App.Cli.Demo;

/// <summary>What has happened at the retailer, read off the program, and where to look at it.</summary>
internal static class RetailStory
{
    private static readonly (TicketState State, string Words)[] Chapters =
    [
        (TicketState.Verified, "Shipped, and customers confirm it"),
        (TicketState.Closed, "Shipped, confirmed and closed"),
        (TicketState.Ineffective, "Shipped, and it did not help"),
        (TicketState.Shipped, "Shipped, too early to tell"),
        (TicketState.InProgress, "In progress"),
        (TicketState.Accepted, "Accepted"),
        (TicketState.Dismissed, "Dismissed, with a reason"),
    ];

    public static async Task<string> OfAsync(FeedbackProgram program, CancellationToken cancellationToken)
    {
        var services = program.App.Services;
        var journey = services.GetRequiredService<JourneyCatalogue>().Active[0];
        var tickets = await services.GetRequiredService<TicketQuery>().ListAsync(new(), cancellationToken);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var mails = Path.Combine(program.Options.Data, "mail");
        var written = Directory.Exists(mails) ? Directory.EnumerateFiles(mails, "*.eml").Count() : 0;
        var corrections = await services.GetRequiredService<CorrectionLog>().CountAsync(1, cancellationToken);
        var week = services.GetRequiredService<DigestSchedule>().LastDue(now);
        var lines = new List<string>
        {
            "",
            "What happened, and where to look (sign in first, with the key below):",
            Line("The journey, stage by stage", "/"),
        };
        foreach (var ticket in tickets.Where(ticket => ticket.State == TicketState.Open)
            .OrderBy(ticket => ticket.Cause.Kind == FindingKind.Chronic).ThenByDescending(ticket => ticket.RaisedAt))
            lines.Add(Line($"{Open(ticket, now)}: {Title(ticket)}", Page(ticket)));
        foreach (var (state, words) in Chapters)
            lines.AddRange(tickets.Where(ticket => ticket.State == state).Select(ticket => Line($"{words}: {Title(ticket)}", Page(ticket))));
        lines.Add(Line(Invariant($"{Chained(tickets):#,0} chains of customers from department to department"), "/tickets"));
        lines.Add(Line(Invariant($"{written:#,0} mails to customers and digests, as files in {mails}"), ""));
        lines.Add(Line($"Last week's digest", $"/digests/{week}"));
        lines.Add(Line(Invariant($"{corrections.Total:#,0} opinions that somebody corrected"), "/feedback/corrections"));
        lines.Add(DemoText.Retail);
        return string.Join(Environment.NewLine, lines);

        string Title(Ticket ticket) => journey.ThemeTitle(ticket.Theme);
    }

    private static string Open(Ticket ticket, DateTimeOffset now) => ticket.Cause.Kind == FindingKind.Chronic ? "Ongoing"
        : now - ticket.RaisedAt <= TimeSpan.FromDays(14) ? "Rises now" : "Rose, and nobody has taken it up";

    private static int Chained(IEnumerable<Ticket> tickets) => tickets.Sum(ticket => ticket.Chains.Count);

    private static string Page(Ticket ticket) => $"/tickets/{ticket.Id}";

    private static string Line(string what, string where) => $"  {what,-66} {where}".TrimEnd();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
