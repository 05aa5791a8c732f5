using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>Tells what somebody wrote from what a mail program put around it: quoted lines, the mail that was answered, the signature.</summary>
internal static class MailParts
{
    // "On Mon, 23 Nov 2026 at 10:02, Help <help@example.com> wrote:"
    private const int LongestAttribution = 200;
    private const int LongestClosing = 40;

    /// <summary>Behind a closing only a name and an address follow.</summary>
    private const int LongestSignature = 250;

    private static readonly string[] Closings =
    [
        "kind regards", "kindest regards", "best regards", "warm regards", "warmest regards", "regards", "many thanks", "thanks", "thank you", "best wishes",
        "yours sincerely", "yours faithfully", "yours truly", "sincerely", "respectfully", "cheers", "best",
    ];

    private static readonly string[] Devices = ["sent from my ", "sent from mail for", "sent from outlook", "sent via ", "get outlook for"];

    private static readonly string[] Answered =
        ["-----original message", "----- original message", "________________________________", "begin forwarded message"];

    /// <summary>The parts of a text that are its writer's own, in order.</summary>
    internal readonly record struct Kept(IReadOnlyList<TextSpan> Parts, bool IsWhole);

    public static Kept OwnPart(string text)
    {
        var end = AnsweredMail(text) ?? text.Length;
        if (text.AsSpan(0, end).IndexOfAny('\n', '\r') < 0)
            return new([new(0, end)], end == text.Length);
        List<TextSpan> parts = [];
        var whole = end == text.Length;
        for (var i = 0; i < end;)
        {
            var next = NextLine(text, i, end);
            var line = text.AsSpan(i, next - i).Trim();
            if (EndsLetter(line) || (IsClosing(line) && end - next <= LongestSignature && !line.IsEmpty && IsLast(text, next, end)))
            {
                whole = false;
                break;
            }
            if (line is ['>', ..] || IsDevice(line))
                whole = false;
            else if (parts is [.., var last] && last.End == i)
                parts[^1] = new(last.Start, next - last.Start);
            else
                parts.Add(new(i, next - i));
            i = next;
        }
        return new(parts, whole);
    }

    private static int NextLine(string text, int i, int end)
    {
        var length = text.AsSpan(i, end - i).IndexOfAny('\n', '\r');
        if (length < 0) return end;
        var next = i + length + 1;
        return text[next - 1] == '\r' && next < end && text[next] == '\n' ? next + 1 : next;
    }

    private static bool EndsLetter(ReadOnlySpan<char> line)
    {
        // "-- " parts a signature from the mail, after the netnews conventions (RFC 3676, 4.3).
        if (line is "--" or "—") return true;
        foreach (var mark in Answered)
        {
            if (line.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static bool IsDevice(ReadOnlySpan<char> line)
    {
        if (line.Length is 0 or > 80) return false;
        foreach (var device in Devices)
        {
            if (line.StartsWith(device, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    // "Kind regards," on a line of its own, or with the name behind.
    private static bool IsClosing(ReadOnlySpan<char> line)
    {
        if (line.Length is 0 or > LongestClosing) return false;
        foreach (var closing in Closings)
        {
            if (!line.StartsWith(closing, StringComparison.OrdinalIgnoreCase)) continue;
            var rest = line[closing.Length..];
            if (rest.IsEmpty || rest is "," or "." or "!" or ",." || (rest[0] == ',' && rest[1..].TrimStart() is [>= 'A' and <= 'Z', ..])) return true;
        }
        return false;
    }

    // Short lines only: what comes behind a closing is no sentence.
    private static bool IsLast(string text, int from, int end)
    {
        var lines = 0;
        for (var i = from; i < end;)
        {
            var next = NextLine(text, i, end);
            var line = text.AsSpan(i, next - i).Trim();
            if (line.Length > 60 || (line.Length > 0 && line[^1] is '!' or '?') || (!line.IsEmpty && line is not ['>', ..] && ++lines > 5)) return false;
            if (EndsLetter(line) || line is ['>', ..]) return true;
            i = next;
        }
        // "Thanks" at the end of all may well be meant.
        return lines > 0;
    }

    private static int? AnsweredMail(string text)
    {
        for (var from = 0; text.AsSpan(from).IndexOf("wrote:") is var at and >= 0; from += at + 1)
        {
            var wrote = from + at;
            var start = Math.Max(0, wrote - LongestAttribution);
            var on = text.AsSpan(start, wrote - start).LastIndexOf("On ");
            if (on < 0) continue;
            var attribution = text.AsSpan(start + on, wrote - start - on);
            var atLineStart = start + on == 0 || char.IsWhiteSpace(text[start + on - 1]);
            // A date, and a quotation behind it or an address in it.
            var behind = text.AsSpan(wrote + "wrote:".Length).TrimStart();
            var isAttribution = behind is ['>', ..] or [] || attribution.Contains('@') || attribution.Contains(':');
            if (atLineStart && isAttribution && attribution.IndexOfAnyInRange('0', '9') >= 0) return start + on;
        }
        return null;
    }
}
