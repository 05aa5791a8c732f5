using System.Globalization;
using System.Text;

namespace Feedback.Core.ClosingTheLoop;

/// <summary>What a customer is told of a verified ticket. The mail's text is written here, its HTML where pages are; both say the same.</summary>
/// <param name="Company">The company's name; <c>null</c> when none is configured.</param>
/// <param name="Told">What the customer had told, one entry for each topic.</param>
/// <param name="Done">What was done, in the words of who shipped it; <c>null</c> when they gave none.</param>
/// <param name="ShippedAt">When the change reached the customers, UTC.</param>
/// <param name="Effect">What the later feedback shows, one sentence.</param>
/// <param name="OptOut">The customer's link to opt out.</param>
public sealed record YouSaidWeDid(string? Company, IReadOnlyList<TopicTold> Told, string? Done, DateTimeOffset? ShippedAt, string Effect, Uri OptOut)
{
    /// <summary>The mail's subject.</summary>
    public string Subject => $"You told us about “{Told[0].Theme}”. Here is what we did";

    /// <summary>What was done, or that something was.</summary>
    public string DoneInWords => Done ?? "We found the cause and have changed how we work.";

    /// <summary>Since when the change is there; <c>null</c> when nobody knows.</summary>
    public string? Since => ShippedAt is { } at ? $"In place since {Day(at)}." : null;

    /// <summary>Why the mail was sent.</summary>
    public const string Why = "You are receiving this email because you told us about this problem. We send one email for each problem that we improve, "
        + "and nothing else.";

    /// <summary>The text part.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Paragraph("Hello,");
        Paragraph("thank you for telling us what went wrong. Here is what has changed.");
        Heading("YOU SAID");
        foreach (var told in Told)
        {
            text.Append("- ").Append(told.InWords).Append('\n');
            foreach (var occasion in told.Occasions)
                text.Append("  ").Append(occasion).Append('\n');
        }

        text.Append('\n');
        Heading("WE DID");
        Paragraph(DoneInWords);
        if (Since is not null)
            Paragraph(Since);
        Heading("WHAT CUSTOMERS HAVE SAID SINCE");
        Paragraph(Effect);
        Paragraph("Thank you. Without your feedback, we would not have known.");
        if (Company is not null)
            Paragraph(Company);
        text.Append("-- \n").Append(Why).Append("\nUnsubscribe: ").Append(OptOut.AbsoluteUri).Append('\n');
        return text.ToString();

        void Heading(string words) => text.Append(words).Append("\n\n");

        void Paragraph(string words) => text.Append(words.ReplaceLineEndings("\n")).Append("\n\n");
    }

    /// <summary>A day as letters write it: 3 October 2026.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

/// <summary>What a customer had told of one topic.</summary>
/// <param name="Theme">The theme's title.</param>
/// <param name="Stage">The stage's title; <c>null</c> for no stage.</param>
/// <param name="Occasions">When and where, the newest first; at most a few.</param>
public sealed record TopicTold(string Theme, string? Stage, IReadOnlyList<string> Occasions)
{
    /// <summary>The topic in words.</summary>
    public string InWords => Stage is null ? Theme : $"{Theme} (“{Stage}”)";
}

/// <summary>Renders the HTML part of the mail.</summary>
public delegate Task<string> RenderYouSaidWeDid(YouSaidWeDid letter);
