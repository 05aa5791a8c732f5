using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Feedback.Core.Digests;

/// <summary>A digest in words. The mail's text is written here, its HTML and the page where pages are; all say the same.</summary>
/// <param name="Subject">The mail's subject: the week and its news.</param>
/// <param name="Title">What it tells of.</param>
/// <param name="When">The week in words.</param>
/// <param name="Headline">How the journey did, in one sentence.</param>
/// <param name="Scores">Where it hurt most, and the scores, with their bases; <c>null</c> when there are none.</param>
/// <param name="Notice">That the week is not over; <c>null</c> when it is.</param>
/// <param name="Quiet">Why there is little to read; <c>null</c> when there is more.</param>
/// <param name="Sections">The digest's sections.</param>
public sealed record DigestLetter(string Subject, string Title, string When, string Headline, string? Scores, string? Notice, string? Quiet,
    IReadOnlyList<DigestSection> Sections)
{
    private const int LineLength = 74;

    /// <summary>Why somebody gets it.</summary>
    public const string Why = "You receive this every week because you are on the list of recipients.";

    /// <summary>The text part.</summary>
    /// <param name="link">The address of a path of this program.</param>
    /// <param name="unsubscribe">The addressee's link to get it no more; <c>null</c> for who only looks.</param>
    public string ToText(Func<string, string> link, string? unsubscribe)
    {
        var text = new StringBuilder();
        Wrap(text, "", $"{Title}. {When}.");
        text.Append('\n');
        if (Notice is not null)
        {
            Wrap(text, "", Notice);
            text.Append('\n');
        }

        Wrap(text, "", Headline);
        if (Scores is not null)
            Wrap(text, "", Scores);
        if (Quiet is not null)
        {
            text.Append('\n');
            Wrap(text, "", Quiet);
        }

        foreach (var section in Sections)
            Append(text, section, link);
        text.Append("\n\n-- \n");
        text.Append("Journey map: ").Append(link("")).Append('\n');
        if (unsubscribe is not null)
            text.Append(Why).Append(" Unsubscribe: ").Append(unsubscribe).Append('\n');
        return text.ToString();
    }

    private static void Append(StringBuilder text, DigestSection section, Func<string, string> link)
    {
        text.Append("\n\n").Append(section.Title.ToUpper(CultureInfo.InvariantCulture)).Append("\n\n");
        if (section.Lead is not null)
            Wrap(text, "", section.Lead);
        if (section.Lead is not null && section.Items.Count > 0)
            text.Append('\n');
        foreach (var item in section.Items)
        {
            Wrap(text, "  ", section.Part is DigestPart.Quotes or DigestPart.Asks ? $"“{item.Words}”" : item.Bar is DigestSegments
                ? $"{item.Words}: {item.Basis}" : item.Words, "- ");
            if (item is { Basis: { } basis, Bar: not DigestSegments })
                Wrap(text, "  ", basis);
            // A stage's address under each line of the list would be longer than what it says.
            if (item is { Path: { } path, Bar: not DigestSegments })
                text.Append("  ").Append(link(path)).Append('\n');
        }

        if (section.More is not null)
            Wrap(text, "", section.More);
    }

    /// <summary>Writes words in lines that need no scrolling; all but the first begin with <paramref name="indent"/>.</summary>
    private static void Wrap(StringBuilder text, string indent, string words, string? first = null)
    {
        var line = new StringBuilder(first ?? indent);
        var empty = true;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > LineLength)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(indent);
                empty = true;
            }

            if (!empty)
                line.Append(' ');
            line.Append(word);
            empty = false;
        }

        text.Append(line).Append('\n');
    }
}

/// <summary>A part of a digest.</summary>
/// <param name="Part">Which.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Lead">The text before the items.</param>
/// <param name="Items">The items.</param>
/// <param name="More">The text after the items.</param>
public sealed record DigestSection(DigestPart Part, string Title, string? Lead, IReadOnlyList<DigestItem> Items, string? More = null);

/// <summary>One thing to know.</summary>
/// <param name="Words">In one sentence; in <see cref="DigestPart.Quotes"/> and <see cref="DigestPart.Asks"/> the customer's own, masked.</param>
/// <param name="Basis">What it is based on.</param>
/// <param name="Path">The path of the page that shows more, without a leading slash.</param>
/// <param name="Tone">Whether it is good news.</param>
/// <param name="Bar">The same drawn.</param>
public sealed record DigestItem(string Words, string? Basis = null, string? Path = null, DigestTone Tone = DigestTone.Even, DigestBar? Bar = null);

/// <summary>Something drawn.</summary>
public abstract record DigestBar;

/// <summary>A count beside a usual week's.</summary>
/// <param name="Now">The length of the week's bar, 0…1.</param>
/// <param name="Usual">The length of the usual one.</param>
public sealed record DigestPair(double Now, double Usual) : DigestBar;

/// <summary>Shares of one bar, 0…1.</summary>
/// <param name="Good">Positive opinions.</param>
/// <param name="Bad">Negative opinions.</param>
public sealed record DigestSegments(double Good, double Bad) : DigestBar;

/// <summary>Whether something is good news.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DigestTone>))]
public enum DigestTone
{
    /// <summary>Neither.</summary>
    [JsonStringEnumMemberName("even")] Even,

    /// <summary>It helps customers.</summary>
    [JsonStringEnumMemberName("good")] Good,

    /// <summary>It hurts customers.</summary>
    [JsonStringEnumMemberName("bad")] Bad,
}

/// <summary>The parts of a digest.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DigestPart>))]
public enum DigestPart
{
    /// <summary>What rose and what fell.</summary>
    [JsonStringEnumMemberName("moves")] Moves,

    /// <summary>How each stage felt.</summary>
    [JsonStringEnumMemberName("stages")] Stages,

    /// <summary>What a silo hears and owns.</summary>
    [JsonStringEnumMemberName("silo")] Silo,

    /// <summary>New tickets.</summary>
    [JsonStringEnumMemberName("new-tickets")] NewTickets,

    /// <summary>Tickets that surged.</summary>
    [JsonStringEnumMemberName("surges")] Surges,

    /// <summary>Tickets that wait too long.</summary>
    [JsonStringEnumMemberName("ageing")] Ageing,

    /// <summary>What was shipped, and whether it helped.</summary>
    [JsonStringEnumMemberName("outcomes")] Outcomes,

    /// <summary>What customers asked for.</summary>
    [JsonStringEnumMemberName("asks")] Asks,

    /// <summary>Words worth reading.</summary>
    [JsonStringEnumMemberName("quotes")] Quotes,

    /// <summary>What nobody answers for.</summary>
    [JsonStringEnumMemberName("unowned")] Unowned,
}
