using System.Buffers;
using System.Net;
using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>
/// A customer's own words in a text as it was posted: without tags, with entities decoded, and without what a mail program adds: quoted replies and
/// signatures. Places in it can be told as places in the posted text.
/// </summary>
internal sealed class OwnWords
{
    private const int LongestEntity = 10;
    private const int LongestTag = 300;

    private static readonly SearchValues<char> Suspicious = SearchValues.Create("&<\n\r");

    // Behind these a line of its own begins.
    private static readonly string[] Blocks = ["br", "p", "div", "li", "ul", "ol", "tr", "td", "table", "h1", "h2", "h3", "hr", "blockquote"];

    private readonly List<(int Start, int End)>? _places;

    private OwnWords(string text, List<(int Start, int End)>? places)
    {
        Text = text;
        _places = places;
    }

    /// <summary>The words.</summary>
    public string Text { get; }

    /// <summary>Reads a text as it was posted.</summary>
    public static OwnWords Of(string posted)
    {
        var kept = MailParts.OwnPart(posted);
        if (kept.IsWhole && !posted.AsSpan().ContainsAny(Suspicious)) return new(posted, null);
        var text = new char[posted.Length];
        var places = new List<(int Start, int End)>(posted.Length);
        var changed = !kept.IsWhole;
        foreach (var part in kept.Parts)
        {
            for (var i = part.Start; i < part.End;)
            {
                if (posted[i] == '&' && Entity(posted, i, part.End) is var (decoded, entityEnd))
                {
                    foreach (var c in decoded) Add(c, i, entityEnd);
                    i = entityEnd;
                    changed = true;
                }
                else if (posted[i] == '<' && TagEnd(posted, i, part.End) is { } tagEnd)
                {
                    if (BreaksLine(posted.AsSpan(i, tagEnd - i))) Add('\n', i, tagEnd);
                    i = tagEnd;
                    changed = true;
                }
                else
                {
                    Add(posted[i], i, i + 1);
                    i++;
                }
            }
        }
        return changed ? new(new string(text, 0, places.Count), places) : new(posted, null);

        void Add(char c, int start, int end)
        {
            // A decoded entity is never longer than its name.
            text[places.Count] = c;
            places.Add((start, end));
        }
    }

    /// <summary>Where a part of the words stands in the posted text.</summary>
    public TextSpan Posted(TextSpan span)
    {
        if (_places is null || span.Length == 0) return span;
        var start = _places[span.Start].Start;
        return new(start, _places[span.End - 1].End - start);
    }

    /// <summary>The same opinion, with its places in the posted text.</summary>
    public Opinion Posted(Opinion opinion) => _places is null
        ? opinion
        : new(opinion.Target is { } target ? Posted(target) : null, opinion.Assessment is { } assessment ? Posted(assessment) : null,
            Posted(opinion.Clause), opinion.Sentiment);

    private static (string Decoded, int End)? Entity(string text, int start, int limit)
    {
        var close = text.AsSpan(start, Math.Min(LongestEntity, limit - start)).IndexOf(';');
        if (close < 2) return null;
        var name = text.Substring(start, close + 1);
        var decoded = WebUtility.HtmlDecode(name);
        // A customer's "&nbsp" is a blank, however it is written.
        return decoded == name ? null : (decoded == "\u00a0" ? " " : decoded, start + close + 1);
    }

    private static int? TagEnd(string text, int start, int limit)
    {
        var i = start + 1;
        if (i < limit && text[i] == '/') i++;
        if (i + 2 < limit && text.AsSpan(i).StartsWith("!--"))
        {
            var comment = text.AsSpan(i, limit - i).IndexOf("-->");
            return comment < 0 ? null : i + comment + 3;
        }
        var name = i;
        while (i < limit && char.IsAsciiLetterOrDigit(text[i])) i++;
        // "<3" and "<ana@x.example>" are no tags.
        if (i == name || !char.IsAsciiLetter(text[name]) || i >= limit || !(text[i] is '>' or '/' || char.IsWhiteSpace(text[i]))) return null;
        var close = text.AsSpan(i, Math.Min(LongestTag, limit - i)).IndexOfAny('>', '<');
        return close >= 0 && text[i + close] == '>' ? i + close + 1 : null;
    }

    private static bool BreaksLine(ReadOnlySpan<char> tag)
    {
        var name = tag.TrimStart("</");
        foreach (var block in Blocks)
        {
            if (name.StartsWith(block, StringComparison.OrdinalIgnoreCase) && !char.IsAsciiLetterOrDigit(name[block.Length])) return true;
        }
        return false;
    }
}
