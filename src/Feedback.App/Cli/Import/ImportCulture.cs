namespace Feedback.App.Cli.Import;

/// <summary>How people of a region write dates and decimals. Kept here, because the program runs without the system's tables of cultures: it reads a file
/// the same way on every machine.</summary>
/// <param name="Name">The BCP 47 tag, as it was given.</param>
/// <param name="Order">In which order a date is written.</param>
/// <param name="DecimalSign">What stands before the fraction.</param>
internal sealed record ImportCulture(string Name, DateOrder Order, char DecimalSign)
{
    private static readonly string[] MonthFirst = ["en-us", "en-ph", "es-us", "es-pa"];
    private static readonly string[] YearFirst = ["sv", "hu", "lt", "ja", "zh", "ko", "eu", "fr-ca", "en-ca", "en-za"];
    private static readonly string[] DayFirst =
    [
        "de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sk", "da", "nb", "nn", "no", "fi", "ru", "uk", "tr", "ro", "bg", "el", "hr", "sl", "sr", "et", "lv",
        "is", "id", "vi", "ca", "gl", "he", "th", "en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-sg", "en-hk", "en-mt",
    ];
    private static readonly string[] DecimalPoint =
        ["en", "ja", "zh", "ko", "he", "th", "de-ch", "de-li", "fr-ch", "it-ch", "es-mx", "es-us", "es-gt", "es-hn", "es-ni", "es-sv", "es-pa", "es-do",
            "es-pr"];

    /// <exception cref="CommandException">Nothing is known of the culture.</exception>
    public static ImportCulture? Parse(string? name)
    {
        if (name is null)
            return null;
        var tag = name.ToLowerInvariant().Replace('_', '-');
        var order = In(MonthFirst, tag) ? DateOrder.MonthDayYear
            : In(YearFirst, tag) ? DateOrder.YearMonthDay
            : In(DayFirst, tag) || In(DayFirst, Language(tag)) ? DateOrder.DayMonthYear
            : In(YearFirst, Language(tag)) ? DateOrder.YearMonthDay
            : throw new CommandException($"--culture {name} is not known: use for example de-DE, fr-FR, en-GB (26/11/2026) or en-US (11/26/2026).");
        var point = In(DecimalPoint, tag) || (In(DecimalPoint, Language(tag)) && tag != "en-za");
        return new(name, order, point ? '.' : ',');
    }

    private static bool In(string[] tags, string tag) => tags.Contains(tag, StringComparer.Ordinal);

    private static string Language(string tag) => tag.Split('-')[0];
}

/// <summary>The order of a date.</summary>
internal enum DateOrder
{
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}
