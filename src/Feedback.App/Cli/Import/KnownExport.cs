using System.Text.Json;
using System.Text.Json.Nodes;

namespace Feedback.App.Cli.Import;

/// <summary>An export of a survey or review tool, known by its header: what stands in which column, and which rows below the header are nobody's.</summary>
/// <param name="Tool">What the tool is called.</param>
/// <param name="HeaderRows">How many rows below the header belong to it.</param>
/// <param name="Titles">What each column may be called: the first is its title.</param>
/// <param name="Columns">Column by field, as far as the tool names it always the same.</param>
internal sealed record KnownExport(string Tool, int HeaderRows, IReadOnlyList<string[]> Titles, IReadOnlyDictionary<string, string> Columns)
{
    // A form's first two columns are called in the language of who made it.
    private static readonly string[] FormTimes =
    [
        "Timestamp", "Zeitstempel", "Horodateur", "Marca temporal", "Tijdstempel", "Informazioni cronologiche", "Carimbo de data/hora", "Sygnatura czasowa",
        "Tidsstempel", "Tidstämpel", "Aikaleima", "Časová značka", "Időbélyeg", "Zaman damgası", "Marca de temps",
        "Отметка времени", "Позначка часу", "Χρονική σήμανση", "タイムスタンプ", "时间戳记", "時間戳記", "타임스탬프", "חותמת זמן", "طابع زمني",
    ];

    private static readonly string[] FormEmails =
    [
        "Email Address", "E-Mail-Adresse", "Adresse e-mail", "Dirección de correo electrónico", "E-mailadres", "Indirizzo email", "Endereço de e-mail",
        "Adres e-mail", "E-postadress", "Mailadresse", "Адрес электронной почты", "メールアドレス",
    ];

    // The second and fourth are the same as an export with numeric values has them: Qualtrics, "Understanding Your Data Set", the column Status.
    private static readonly string[] Previews = ["Survey Preview", "1", "Survey Test", "2"];

    private static readonly (string Tool, string[] Signature, (string Field, string Column)[] Columns)[] Plain =
    [
        ("Trustpilot", ["Review Content", "Review Stars"],
            [("text", "Review Content"), ("ratings.csat", "Review Stars"), ("sourceEventId", "Review Id"), ("occurredAt", "Review Created (UTC)"),
                ("language", "Review Language"), ("customer.email", "Review User Email")]),
        ("Google Play", ["Package Name", "Star Rating", "Review Text"],
            [("text", "Review Text"), ("ratings.csat", "Star Rating"), ("sourceEventId", "Review Link"), ("occurredAt", "Review Submit Date and Time"),
                ("language", "Reviewer Language")]),
        ("Delighted", ["Response ID", "Score", "Comment"],
            [("text", "Comment"), ("sourceEventId", "Response ID"), ("customer.email", "Email"), ("customer.email", "Person Email"),
                ("occurredAt", "Response Time"), ("occurredAt", "Response Created At"), ("occurredAt", "Created At")]),
        ("Typeform", ["#", "Submit Date (UTC)"], [("sourceEventId", "#"), ("occurredAt", "Submit Date (UTC)")]),
        ("Typeform", ["Response ID", "Submit Date (UTC)"], [("sourceEventId", "Response ID"), ("occurredAt", "Submit Date (UTC)")]),
        .. FormTimes.Select(time => ("Google Forms", new[] { time },
            new[] { ("occurredAt", time) }.Concat(FormEmails.Select(email => ("customer.email", email))).ToArray())),
    ];

    /// <summary>The time zone of the export's times, where it names one.</summary>
    public TimeZoneInfo? Zone { get; private init; }

    /// <summary>The column that says how a row came about, where there is one.</summary>
    private int StatusAt { get; init; } = -1;

    /// <summary>Whether a row is of those who made the survey and tried it: no customer said that.</summary>
    public bool IsPreview(CsvLine row) => Previews.Contains(row.Fields.ElementAtOrDefault(StatusAt)?.Trim());

    /// <param name="header">The first line's names.</param>
    /// <param name="rows">The rows below it, as many as an export has headers.</param>
    /// <returns><c>null</c> when it is none that is known.</returns>
    public static KnownExport? Recognise(IReadOnlyList<string> header, IReadOnlyList<CsvLine> rows) =>
        Qualtrics(header, rows) ?? SurveyMonkey(header, rows) ?? OfPlain(header);

    /// <summary>Whether a row is the header once more, or one of ids below it: nobody said that.</summary>
    public static bool IsHeader(CsvLine row, IReadOnlyList<string> header) =>
        row.Fields.Any(IsImportId) || (header.Count(name => name.Length > 0) > 1 && header.SequenceEqual(row.Fields.Select(field => field.Trim())));

    private static KnownExport? Qualtrics(IReadOnlyList<string> header, IReadOnlyList<CsvLine> rows)
    {
        var ids = rows.Index().FirstOrDefault(row => row.Item.Fields.Any(IsImportId));
        if (ids.Item is null)
            return null;
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("sourceEventId", "ResponseId");
        Add("occurredAt", "EndDate");
        // A question of this kind has a column beside it that says to which group the answer belongs.
        if (header.FirstOrDefault(name => header.Contains(name + "_NPS_GROUP")) is { } score)
            Add("ratings.nps", score);
        return new("Qualtrics", ids.Index + 1, Named(header), columns)
        {
            Zone = ids.Item.Fields.Select(ZoneIn).FirstOrDefault(zone => zone is not null),
            StatusAt = header.ToList().IndexOf("Status"),
        };

        void Add(string field, string column)
        {
            if (header.Contains(column))
                columns[field] = column;
        }
    }

    private static KnownExport? SurveyMonkey(IReadOnlyList<string> header, IReadOnlyList<CsvLine> rows)
    {
        var id = header.Index().FirstOrDefault(name => Same(name.Item, "Respondent ID"));
        if (id.Item is null || !header.Any(name => Same(name, "Collector ID")) || rows is not [var second, ..] || second.Fields.ElementAtOrDefault(id.Index)
            is not { } first || !string.IsNullOrWhiteSpace(first))
            return null;
        var titles = new List<string[]>();
        var question = "";
        foreach (var (index, name) in header.Index())
        {
            question = name.Length > 0 ? name : question;
            var choice = second.Fields.ElementAtOrDefault(index)?.Trim() ?? "";
            titles.Add(choice.Length == 0 ? [name] : name.Length > 0 ? [name, $"{name}: {choice}"] : [$"{question}: {choice}"]);
        }

        return new("SurveyMonkey", 1, titles,
            Present(header, [("sourceEventId", "Respondent ID"), ("occurredAt", "End Date"), ("customer.email", "Email Address")]));
    }

    private static KnownExport? OfPlain(IReadOnlyList<string> header)
    {
        var known = Plain.FirstOrDefault(export => export.Signature.All(name => header.Any(title => Same(title, name))));
        // One word that any table may have tells a form's export only where it comes first.
        return known.Tool is null || (known.Signature.Length == 1 && !Same(header[0], known.Signature[0])) ? null
            : new(known.Tool, 0, Named(header), Present(header, known.Columns));
    }

    private static Dictionary<string, string> Present(IReadOnlyList<string> header, (string Field, string Column)[] columns) =>
        columns.Select(column => (column.Field, Title: header.FirstOrDefault(title => Same(title, column.Column)))).Where(column => column.Title is not null)
            .DistinctBy(column => column.Field).ToDictionary(column => column.Field, column => column.Title!, StringComparer.Ordinal);

    private static List<string[]> Named(IReadOnlyList<string> header) => [.. header.Select(name => new[] { name })];

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsImportId(string field) => field.StartsWith("{\"ImportId\":", StringComparison.Ordinal);

    private static TimeZoneInfo? ZoneIn(string field)
    {
        try
        {
            return IsImportId(field) && JsonNode.Parse(field)?["timeZone"]?.GetValue<string>() is { } zone
                && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
