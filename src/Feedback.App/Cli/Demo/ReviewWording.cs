using System.Net;
using System.Text.RegularExpressions;

namespace Feedback.App.Cli.Demo;

/// <summary>
/// What is said of a review: the whole of it, but for the sentences that nobody would write on that day on this retailer's page. These are the sentences in
/// which the publisher masked the shop's name, those that name a brand or another shop, those about another season, and what is left of the last one where the
/// publisher cut the text.
/// </summary>
internal static partial class ReviewWording
{
    private const int CutFrom = 480;

    // Of a shorter rest, nobody could say what it is about.
    private const double LeastShare = 0.6;

    // The months in which a customer speaks of a season, a feast or the weather.
    private static readonly (Regex Word, int[] Months)[] Seasons =
    [
        (Summer(), [5, 6, 7, 8, 9]), (Fall(), [8, 9, 10, 11]), (Winter(), [10, 11, 12, 1, 2]), (Spring(), [2, 3, 4, 5]),
        (Warm(), [4, 5, 6, 7, 8, 9]), (Cold(), [9, 10, 11, 12, 1, 2, 3]),
        (YearsEnd(), [11, 12]), (Easter(), [3, 4]), (MothersDay(), [5]), (FourthOfJuly(), [6, 7]),
    ];

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>The text on a day; <c>null</c> where too little is left of it.</summary>
    /// <param name="title">The review's title; may be empty.</param>
    /// <param name="body">The review.</param>
    /// <param name="day">The day on which it is said.</param>
    public static (string Text, bool Shortened)? On(string title, string body, DateOnly day)
    {
        (title, body) = (WebUtility.HtmlDecode(title), WebUtility.HtmlDecode(body));
        if (body.StartsWith(title, StringComparison.OrdinalIgnoreCase))
            title = "";
        List<string> sentences = [.. SentenceEnd().Split(body)];
        // What follows goes back to the first sentence: "this is my third dress by him".
        if (IsOdd().IsMatch(sentences[0]))
            return null;
        var whole = sentences.Count;
        if (body.Length >= CutFrom && !".!?)".Contains(body[^1], StringComparison.Ordinal))
            sentences.RemoveAt(whole - 1);
        if (title.Length > 0)
        {
            sentences.Insert(0, char.IsPunctuation(title[^1]) ? title : title + ".");
            whole++;
        }

        var kept = new List<string>();
        var isLeftOut = false;
        foreach (var sentence in sentences)
        {
            // What goes on from a sentence that is left out goes with it, and so does the question that it answers.
            isLeftOut = IsOdd().IsMatch(sentence) || IsOfAnotherSeason(sentence, day) || (isLeftOut && GoesOn().IsMatch(sentence));
            if (!isLeftOut)
                kept.Add(sentence);
            else if (kept.Count > 0 && kept[^1].EndsWith('?'))
                kept.RemoveAt(kept.Count - 1);
        }

        var text = string.Join(' ', kept);
        return text.Length < LeastShare * (title.Length + body.Length) ? null : (text, kept.Count < whole);
    }

    private static bool IsOfAnotherSeason(string sentence, DateOnly day)
    {
        var named = Seasons.Where(season => season.Word.IsMatch(sentence)).ToList();
        var now = named.Count(season => season.Months.Contains(day.Month));
        if (named.Count > 0 && (now == 0 || (now < named.Count && IsOfThisYear().IsMatch(sentence))))
            return true;
        return NamesMonth().Match(sentence) is { Success: true } month
            && (12 + day.Month - 1 - Array.IndexOf(Months, month.Value.ToLowerInvariant())) % 12 > 5;
    }

    [GeneratedRegex(@"(?<=[.!?])(?<!\ba\.k\.a\.)\s+", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^(?:but|and|so|or|yet|because|however|though|although|also|otherwise|still)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GoesOn();

    // The mask of the shop's name and its nickname, brands and their lines, its sales; years; signs that the publisher's file lost.
    [GeneratedRegex(
        @"retailer|\ban?n?r?t?h(?:ro|o)\b|\banther\b|pilcro|\bhyphen|\bserif\b|\bstet\b|maeve|\bhei\b|byron lars|\bdolan\b|deletta|\bpaige\b|\bags?\b"
            + @"|\bcoh\b|\bstevies?\b|cartonnier|\breese\b|fetherston|floreat|seafolly|spanx|\bcalia\b|mankind|citizens?\b|cloth (?:and|&|\+) stone"
            + @"|holding horses|\bj\.? ?brand|\bj\.? ?crew|levi'?s|wedgie"
            + @"|forever 21|elevenses|hd in paris|(?:an)?other tiny|tiny (?:are|brand|success)|\bamadi\b|\bvienne\b"
            + @"|\bsundry\b|rifle|pernette|akemi|amoret|bailly|bhanuni|birkenstock|coobie|\bdolce\b|\bdvf\b|edessa|faryl|fedex|\bups\b|\busps\b|lasership"
            + @"|goodhyouman|hoxton|\bkeds\b|joliette|loreley|missoni|mirabella|natori|sanct?uary|\bsactuary|\brava\b|seychelles|sinclair|\btula\b|\bvita\b"
            + @"|\bnolan|\bneira\b|\bfina\b|kondo|\bcharlie\b|\blola\b|instagram|\bfp\b|\bhh\b|\bc ?& ?s\b|\b7'?s\b|knitted (?:and|&) knotted|\bms\b|\bhwr\b"
            + @"|monogram|nancydee|palmarosa|\beclat\b|\beira\b|bryson|hawthorne|north face|of the north|\bada\b|\bdara\b|\bposy\b|\bap's|tag[- ]sale|\bugg"
            + @"|montclair|bailey 44|zara|nordstrom|\bebay|\bamazon|\d/\d\d?/\d|\b20[01]\d\b|\w\?\w|\?\?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsOdd();

    // "This spring and summer" is no season of September, "for spring or fall" is.
    [GeneratedRegex(@"\bthis (?:spring|summer|fall|autumn|winter)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsOfThisYear();

    [GeneratedRegex(@"\bsummer\w*|\bbathing suit|\bbikini|\bpool\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Summer();

    // Not what falls: "the sleeves fall right", "fall in love".
    [GeneratedRegex(
        @"\bautumn|\bfall\b(?!\s+(?:in|apart|right|flat|off|down|exactly|between|somewhere|about|short|thankfully|open|away|under|over|just|nicely)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Fall();

    [GeneratedRegex(@"\bwinter(?! white)\w*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Winter();

    [GeneratedRegex(@"\bspring(?:time|y|like)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Spring();

    [GeneratedRegex(
        @"\b(?:warm(?:er)?|hot(?:ter)?|humid)(?:,? \w+)? (?:weather|days?|climates?|months|temps|temperatures|locations)\b|\bthe (?:heat|beach)\b|\bsweltering",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Warm();

    [GeneratedRegex(
        @"\b(?:cold(?:er)?|cool(?:er)?|chilly|chillier)(?:,? \w+)? (?:weather|days?|nights?|months|temps|temperatures)\b|\bsnow|\bthe temps to drop",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cold();

    [GeneratedRegex(@"christmas|thanksgiving|\bholidays?\b|black friday|new year", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YearsEnd();

    [GeneratedRegex(@"\beaster\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Easter();

    [GeneratedRegex(@"mother'?s day", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MothersDay();

    [GeneratedRegex(@"(?:fourth|4th) (?:of )?july|memorial day", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FourthOfJuly();

    // Not "may" and "march", which are rarely months.
    [GeneratedRegex(
        @"\b(?:january|february|april|june|july|august|september|october|november|december)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesMonth();
}
