using System.Globalization;
using System.Text.RegularExpressions;

namespace Feedback.App.Cli.Demo;

/// <summary>What a customer may say.</summary>
/// <param name="Text">The text.</param>
/// <param name="Dataset">Where it comes from.</param>
/// <param name="Label">What its publisher calls what is asked.</param>
/// <param name="Changed">What the demo changed in it; <c>null</c> for nothing.</param>
internal sealed record Wording(string Text, string Dataset, string Label, string? Changed = null);

/// <summary>
/// Those questions of BANKING77 and Bitext that a customer of a shop could ask, by their publishers' labels, and praise of UCI's sentences. What only a bank's
/// customer would say is left out, and so is what nobody would.
/// </summary>
internal sealed partial class Wordings
{
    private const int Longest = 180;
    private const int Shortest = 12;
    private static readonly string[] Ordered = ["order", "coat", "dress", "jacket", "order", "skirt"];

    /// <summary>What is ordered.</summary>
    public static IReadOnlyList<string> Garments { get; } = ["coat", "dress", "jacket", "skirt"];

    private readonly ILookup<string, SampleRow> _banking;
    private readonly ILookup<string, SampleRow> _shop;

    private readonly Dictionary<string, SampleRow> _praise;

    private Wordings(ILookup<string, SampleRow> banking, ILookup<string, SampleRow> shop, Dictionary<string, SampleRow> praise) =>
        (_banking, _shop, _praise) = (banking, shop, praise);

    public static async Task<Wordings> ReadAsync() => new(
        (await SampleFile.ReadAsync("banking77.csv")).OrderBy(row => row.Share).ToLookup(row => row["category"]),
        (await SampleFile.ReadAsync("bitext_customer_service.csv")).Where(row => !row["tags"].AsSpan().ContainsAny("ZKQW")).OrderBy(row => row.Share)
            .ToLookup(row => row["intent"]),
        (await SampleFile.ReadAsync("uci_sentiment_sentences.tsv")).Where(row => row["label"] == "1").DistinctBy(row => row["text"])
            .ToDictionary(row => row["text"], StringComparer.Ordinal));

    /// <summary>Questions about payments, refunds and accounts.</summary>
    public IEnumerable<Wording> Paying(string label, string about = ".") => _banking[label]
        .Select(row => row["text"].Trim())
        .Where(text => text.Length is >= Shortest and <= Longest && !OnlyABank().IsMatch(text) && Is(text, about))
        .Select(text => new Wording(text, "banking77", label));

    /// <summary>
    /// Questions about a bank card that has not come, asked about what was ordered: nobody waits differently for it. A text that speaks of ordering asks about
    /// the dress that was ordered.
    /// </summary>
    public IEnumerable<Wording> Waiting(bool late) => _banking["card_arrival"]
        .Select(row => row["text"].Trim())
        .Where(text => Card().IsMatch(text) && !OnlyACard().IsMatch(text) && IsLate().IsMatch(text) == late)
        .SelectMany((text, index) => (late ? Ordered : Ordered[..1]).Select((item, turn) => Card().Replace(text,
            HasOrdered().IsMatch(text) ? Ordered[1 + ((index + turn) % 2)] : item)))
        .Distinct(StringComparer.Ordinal).OrderBy(Chance.Of)
        .Select(text => new Wording(text, "banking77", "card_arrival", "card became what was ordered"));

    /// <summary>Messages to a shop's service desk.</summary>
    public IEnumerable<Wording> Asking(string label, string about = ".") => _shop[label]
        .Select(row => row["text"].Trim())
        .Where(text => text.Length >= Shortest && !Odd().IsMatch(text) && !Template().IsMatch(text) && Is(text, about))
        .Select(text => new Wording(text, "bitext", label));

    /// <summary>Praise that was chosen by hand; what is not in the data cannot be said.</summary>
    public IEnumerable<Wording> Praising(IEnumerable<string> texts) => texts.OrderBy(Chance.Of).Select(text => new Wording(
        text, "uci-sentiment-sentences", $"praise on {_praise[text]["source"]}"));

    /// <summary>A text with the numbers and the amounts of this customer: the publisher repeats a few of its own.</summary>
    public static string WithNumbers(string text, string name) => Number().Replace(text, match =>
        match.Groups["amount"] is { Success: true } amount
            ? match.Value.Replace(amount.Value, string.Create(CultureInfo.InvariantCulture, $"{15 + (int)(Chance.Of(name + "$") * 160)}"),
                StringComparison.Ordinal)
        : match.Value[0] == '#' ? string.Create(CultureInfo.InvariantCulture, $"#{10_000 + (int)(Chance.Of(name + "#") * 89_999)}")
            : string.Create(CultureInfo.InvariantCulture, $"{40_000_000 + (int)(Chance.Of(name + "n") * 9_999_999)}"));

    /// <summary>A text in which "card" became a garment, with the one that this customer ordered.</summary>
    public static string WithGarment(string text, string ordered) => Garment().Replace(text, ordered);

    private static bool Is(string text, string about) => Regex.IsMatch(text, about, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex(
        @"\b(?:banks?|banking|atms?|cash|withdr\w+|top(?:ped|ping|s)?|transfer\w*|exchange|currenc\w*|abroad|foreign|overseas|international|holiday|travel\w*"
            + @"|froze\w*|freez\w*|pin|beneficiar\w*|restaurant|meal|food|waiter|bus|metro|subway|train|hotel|gas|fuel|crypto\w*|china|europe\w*|eu|uk|usa?"
            + @"|americ\w*|seattle|passport|salary|rent|seller|merchant|taxi|bar|cafe|lunch|dinner|tip|apps?|apple|direct|debit\w*|savings?|deposit\w*|balance"
            + @"|pounds?|euros?|virtual|passcode|dispos\w*|loan|swift|sepa|funds?|credited|deducted|fraud\w*|stolen|hack\w*|someone|compromis\w*|grocer\w*"
            + @"|supermarket|tutor\w*|bill of fare|monthly|activat\w*|expir\w*|standing|physical|multiple cards|terminate|apply"
            + @"|how many days|charges for new card)\b|[£€]|\$\s?1\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OnlyABank();

    [GeneratedRegex(@"\b(?:new |replacement )?cards?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Card();

    [GeneratedRegex(
        "issue|activat|expedit|bank|credit|debit|link|request|replace|info about|came|SOLUTION|was a |was sen |found|mail|getting a",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OnlyACard();

    [GeneratedRegex(@"\b(?:coat|dress|jacket|skirt)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Garment();

    [GeneratedRegex(@"\border(?:ed)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HasOrdered();

    [GeneratedRegex(
        @"still waiting|(?:n'?t|not|never|not yet|yet to) (?:yet |been |have |be )*(?:arriv|receiv|deliver|shown|gotten|got|come|here)"
            + "|still (?:haven|hasn|not|don|didn)|appears to have never",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsLate();

    // Made from templates: some of their synonyms are such as nobody uses, and some of the accounts are such as a shop has not.
    [GeneratedRegex(
        @"\b(?:earn\w*|acquir\w*|freemium|premium|platinum|gold|pro|standard|free|user|key|reclamation\w*|restitution\w*|articles?|fianc\w*|ya|u|withdrawal\w*"
            + @"|exit|terminat\w*|mr|mrs|ms|madam|modalit\w*|compensations?|rebates?|quick look|corporate|company|business|shopping some|of your items?|wanna"
            + @"|consumer|notify|notif\w+|inform|informing|signali\w+|demand\w*|1200|1499|3000|service times|registrations|gotten|got to|from|acceptable"
            + @"|some items? of|money back guarantee|PIN|profile|retriev\w+|retrieval|usable|reimburs\w+|of money|see in what|check in what)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Odd();

    // What a template shows through: a request for help with a request, a verb that the template put where nobody would, a number where "my order" would do.
    [GeneratedRegex(
        @"^(?:help|assist\w*|support|tell|information|give|questions?|errors?|issues?|problems?|troubles?|\w+ing|check|get|see|show|download|find|speak|talk"
            + @"|contact|chat|set|correct|change|edit|switch|swap|modify|track|list|deliver\w*|shipments?|mail|report|solve|add|can I (?:see|locate))\b"
            + @"|\b(?:assistance|supports?|troubles?|an error|errors|more about|know about|information|can you tell me about|try to|could I|how to|where to"
            + @"|need help \w+ing|help me (?:to |with )?\w+ing|help me (?:to|see|check|buy|shop|locate|report|solve)|want help|want to know"
            + @"|what (?:I have|I need|to do|do I have|do I need)|know how I|secondary|different|valid up|customer assistance|operator|an assistant"
            + @"|available is"
            + @"|lodg\w+|claim|organization|ain'?t|could you tell|would it be|at what time|help (?:to|\w+ing)|(?:how|can I) (?:to |do I |can I )?do it"
            + @"|get some help|could I get|looking for|I call to|how soon can I|when will my|show me|purchase \d+|ordered \d+|several|some products|some items"
            + @"|of your products?|products of|something of|shop something|missed|ETA|current status|order \d+ status"
            + @"|have to (?:receive|check|see|enter|submit)"
            + @"|unsubscribe to|can I ask|refunds|why I can|the bill|what hours|how do I see|\w+ options can I|methods for|options for|I need to list)\b"
            + @"|, (?:help|I need)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    [GeneratedRegex(@"#\d{4,6}\b|\b\d{8,16}\b|\$(?<amount>\d{2,4})\b|\b(?<amount>\d{2,4}) dollars\b", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
