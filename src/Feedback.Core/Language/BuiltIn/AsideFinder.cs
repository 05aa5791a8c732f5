namespace Feedback.Core.Language.BuiltIn;

/// <summary>Tells a clause in which customers speak of themselves (their build, their habits, their tastes): it says nothing of what they were sold.</summary>
internal static class AsideFinder
{
    private const int ShortWay = 5;
    private const double Blame = -1.2;

    /// <summary>Whether it is one.</summary>
    public static bool IsIn(string text, List<Token> tokens, int from, int to)
    {
        // "(so) now i usually ...", "because i ..."
        var subject = from;
        while (subject + 1 < to && subject < from + 2
            && (tokens[subject].Is(WordClass.Subordinator) || tokens[subject].Entry is Word { Text: "now" })) subject++;
        if (tokens[subject].Entry is not Word { Text: "i" or "we" or "i'm" or "im" or "i've" } self) return IsTaste(text, tokens, subject, to, isSelf: false);
        // "i'm" holds its verb.
        var verb = self is { Text: "i" or "we" } ? PastAdverbs(tokens, subject + 1, to) : subject;
        if (verb >= to || GoesOn(tokens, verb, to)) return false;
        return IsHabit(tokens, subject + 1, Math.Min(to, verb + 3)) || (verb == subject ? self.Text : tokens[verb].Entry?.ToString()) switch
        {
            "am" or "i'm" or "im" => IsBuild(tokens, PastAdverbs(tokens, verb + 1, to), to),
            "have" or "i've" => IsPartOfBody(tokens, verb + 1, to),
            _ => IsTaste(text, tokens, verb, to, isSelf: true),
        };
    }

    // "I am usually a small, and this was perfect"
    private static bool GoesOn(List<Token> tokens, int from, int to)
    {
        for (var t = from + 1; t + 1 < to; t++)
        {
            if (tokens[t].Is(WordClass.Coordinator | WordClass.Contrast) && tokens[t + 1].Entry is
                Word { Text: "it" or "it's" or "this" or "the" or "these" or "they" or "fit" or "fits" }) return true;
        }
        return false;
    }

    // "I usually wear a large", "I tend to not like faux leather", "i'm normally an xs"
    private static bool IsHabit(List<Token> tokens, int from, int to)
    {
        for (var t = from; t < to; t++)
        {
            if (tokens[t].Entry is Word { Text: "usually" or "typically" or "normally" or "generally" or "tend" or "rarely" or "seldom" }) return true;
        }
        return false;
    }

    // I am "thin", "a true petite", "on the shorter side"; not "a bit disappointed", "a big fan", "a victim"
    private static bool IsBuild(List<Token> tokens, int t, int to)
    {
        if (t >= to) return false;
        if (tokens[t].Is(WordClass.Build)) return true;
        if (tokens[t].Entry is Word { Text: "on" } && t + 2 < to && tokens[t + 1].Entry is Word { Text: "the" }) return tokens[t + 2].Is(WordClass.Build);
        if (tokens[t].Entry is not Word { Text: "a" or "an" } || t + 1 >= to) return false;
        if (tokens[t + 1].Entry is Word { Text: "little" or "bit" or "tad" or "touch" or "lot" or "huge" or "big" or "very" or "happy" }) return false;
        for (var k = t + 1; k < to; k++)
        {
            if (tokens[k].Is(WordClass.Feeling | WordClass.Trouble)
                || tokens[k].Entry is { Valence: <= Blame } or Word { Text: "sucker" or "believer" }) return false;
        }
        return true;
    }

    // I have "no hips", "a shorter torso", "broad shoulders"
    private static bool IsPartOfBody(List<Token> tokens, int from, int to)
    {
        for (var t = from; t < to && t < from + ShortWay; t++)
        {
            if (tokens[t].Is(WordClass.Body)) return true;
            if (tokens[t].Is(WordClass.Pronoun | WordClass.Trouble | WordClass.Verb | WordClass.Auxiliary) && !tokens[t].Is(WordClass.Adjective)) return false;
        }
        return false;
    }

    // "i don't like exposed zippers", "i hate to iron", "i prefer looser tops"; not "i don't like the zipper", "i love wearing it"
    private static bool IsTaste(string text, List<Token> tokens, int t, int to, bool isSelf)
    {
        var denied = false;
        for (; t < to && (tokens[t].Entry is Word { Text: "do" } || tokens[t].Is(WordClass.Adverb | WordClass.Negation)); t++)
            denied |= tokens[t].Is(WordClass.Negation);
        if (t + 1 >= to || (!isSelf && !denied)) return false;
        if (tokens[t].Entry is not Word { Text: "like" or "love" or "hate" or "dislike" or "prefer" or "enjoy" }) return false;
        for (var k = t + 1; k < to; k++)
        {
            if (tokens[k].Is(WordClass.Pronoun) || tokens[k].Entry is Word { Text: "the" or "its" or "your" or "how" or "what" or "about" }) return false;
        }
        return tokens[t + 1].Entry is Word { Text: "to" or "having" or "wearing" or "ironing" or "washing" }
            || IsKind(text, tokens, t + 1, to, denied || tokens[t].Entry is { Valence: < 0 });
    }

    // Several of a kind and none in particular, "exposed zippers"; "i love pockets" praises those of a dress.
    private static bool IsKind(string text, List<Token> tokens, int from, int to, bool isDislike)
    {
        for (var t = from; t < to && t < from + ShortWay; t++)
        {
            if (tokens[t].Kind == TokenKind.Sign) continue;
            if (tokens[t].Kind != TokenKind.Word || tokens[t].Is(WordClass.Determiner | WordClass.Preposition)) return false;
            if ((tokens[t].Entry is null || tokens[t].Is(WordClass.Noun)) && text.AsSpan(tokens[t].Start, tokens[t].Length) is [.., not 's', 's'])
                return isDislike || !tokens[t].Is(WordClass.Part);
        }
        return false;
    }

    /// <summary>Whether it supposes whom else a thing would suit: "it would be very pretty on taller girls", "probably great for someone slim".</summary>
    public static bool IsForSomebodyElse(List<Token> tokens, int from, int to)
    {
        var supposed = false;
        for (var t = from; t + 1 < to; t++)
        {
            // "i would recommend it", "i would say"
            if (tokens[t].Entry is Word { Text: "recommend" or "recommended" or "say" }) return false;
            supposed |= tokens[t].Entry is Word { Text: "would" or "might" or "may" or "could" or "probably" or "likely" };
            if (!supposed || tokens[t].Entry is not Word { Text: "on" or "for" }) continue;
            var other = tokens[t + 1].Entry is Word { Text: "a" or "an" or "any" or "those" or "some" } ? t + 2 : t + 1;
            if (other < to && (tokens[other].Is(WordClass.Build) || tokens[other].Entry is Word { Text: "someone" or "somebody" })) return true;
        }
        return false;
    }

    private static int PastAdverbs(List<Token> tokens, int t, int to)
    {
        while (t < to && (tokens[t].Is(WordClass.Adverb) || tokens[t].Entry is { Boost: not 0 }) && !tokens[t].Is(WordClass.Preposition | WordClass.Build)) t++;
        return t;
    }
}
