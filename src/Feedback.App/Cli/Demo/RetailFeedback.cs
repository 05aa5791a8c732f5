using System.Globalization;
using System.Text.RegularExpressions;
using Feedback.Core.Access;

namespace Feedback.App.Cli.Demo;

/// <summary>The feedback of the retailer's customers over the days of the play: real texts, arranged by rule and never by chance.</summary>
internal static partial class RetailFeedback
{
    /// <summary>How many whole days are played; today comes on top.</summary>
    public const int Days = 98;

    private const int TillScores = 14;
    private const int ParcelScores = 11;

    /// <summary>All of it, in the order of time.</summary>
    /// <param name="first">The first day.</param>
    public static async Task<IReadOnlyList<SampleItem>> ReadAsync(DateOnly first)
    {
        List<DateOnly> days = [.. Enumerable.Range(0, Days + 1).Select(first.AddDays)];
        var words = await Wordings.ReadAsync();
        var strands = RetailStrands.Of(words);
        List<string> quoted = [.. words.All.Where(wording => wording.Dataset == Wording.OfReviews).Select(wording => wording.Text)];
        List<Telling> told = [
            .. (await SampleFile.ReadAsync("product-reviews.csv"))
                .Where(row => !quoted.Exists(sentence => row["Review Text"].Contains(sentence, StringComparison.Ordinal)))
                .Select(row => Review(row, days)).OfType<Telling>(),
            .. strands.SelectMany(strand => strand.Said(days).Select(said => Asked(strand, said.Name, said.Day, said.Source, said.Wording))),
            .. Scores("till", RetailStrands.Tills, TillScores, days),
            .. Scores("parcel", RetailStrands.Parcels, ParcelScores, days),
        ];
        told.Sort((one, other) => (one.At, one.Name).CompareTo((other.At, other.Name)));
        ReturningShoppers.Arrange(told);
        return told.ConvertAll(telling => telling.ToItem());
    }

    /// <summary>The attribute that the segments of the journey go by: the reviewer's age as a shop would keep it, in bands.</summary>
    private static string AgeBand(string age) => int.Parse(age, CultureInfo.InvariantCulture) switch
    {
        < 35 => "under 35",
        < 50 => "35 to 49",
        _ => "50 and over",
    };

    private static Telling? Review(SampleRow row, List<DateOnly> days)
    {
        var place = row.Share * days.Count;
        var day = days[(int)place];
        if (ReviewWording.On(row["Title"], row["Review Text"], day) is not { } said)
            return null;
        // By the whole review, whatever of it is said: the source must not depend on the day.
        var whole = row["Title"] + ". " + row["Review Text"];
        var inStore = ToldInStore().IsMatch(whole) && !OrderedFromHome().IsMatch(whole);
        return new(row.Name, "review", inStore ? RetailStrands.Tills : RetailStrands.Reviews, AtShare(day, place - (int)place))
        {
            Text = said.Text,
            Stars = int.Parse(row["Rating"], CultureInfo.InvariantCulture),
            Attributes = [("dataset", Wording.OfReviews), ("recommended", row["Recommended IND"] == "1" ? "yes" : "no"), ("item", row["Clothing ID"]),
                ("department", row["Department Name"]), ("class", row["Class Name"]), ("division", row["Division Name"]), ("ageBand", AgeBand(row["Age"])),
                ("changed", said.Shortened ? "sentences left out" : "")],
        };
    }

    private static Telling Asked(Strand strand, string name, DateOnly day, string source, Wording wording) =>
        new(name, strand.Name, RetailStrands.Sources.First(known => known.Id == source), AtShare(day, Chance.Of(name)))
        {
            Text = wording.Said ?? wording.Text,
            Theme = strand.Theme,
            Mood = wording.Mood,
            Attributes = [("dataset", wording.Dataset), ("asks", wording.Label), ("changed", wording.Changed ?? "")],
        };

    private static IEnumerable<Telling> Scores(string kind, Source source, int often, List<DateOnly> days) =>
        from day in days.Index()
        from number in Enumerable.Range(0, (int)(often * (0.75 + (0.5 * Chance.Of(string.Create(CultureInfo.InvariantCulture, $"{kind} {day.Index}"))))))
        let name = string.Create(CultureInfo.InvariantCulture, $"demo-{kind}-{day.Index:00}-{number:00}")
        select new Telling(name, kind, source, AtShare(day.Item, Chance.Of(name)));

    private static DateTimeOffset AtShare(DateOnly day, double share)
    {
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return new BusinessTime(midnight, midnight.AddDays(1)).At(share);
    }

    [GeneratedRegex(
        @"\bin[- ]stores?\b|\b(?:in|at|to|from) (?:the|my|a|our|your) (?:local )?(?:store|retailer|shop)\b"
            + @"|\b(?:fitting|dressing) room|\bsales ?(?:associate|person|lady|girl)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToldInStore();

    // Tells of the web shop, so it is not said at a till.
    [GeneratedRegex(
        @"\border(?:ed|ing)?\b(?! to\b)|\bon[- ]?line\b|\bweb|\bsite\b|shipp|deliver|arriv|\bmail|catalog|packag",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OrderedFromHome();
}
