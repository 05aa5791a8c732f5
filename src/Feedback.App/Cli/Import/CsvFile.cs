using System.Globalization;
using System.Runtime.CompilerServices;

namespace Feedback.App.Cli.Import;

/// <summary>A CSV file, or with tabs a TSV file, as feedback.</summary>
internal sealed class CsvFile : IImportFile
{
    private const int MostHeaderRows = 2;

    private readonly CsvRows _rows;
    private readonly FeedbackJson _json;
    private readonly int _headerRows;
    private readonly KnownExport? _export;
    private readonly UnnamedRows _unnamed = new();
    private readonly List<MappedColumn> _ids;

    private CsvFile(CsvRows rows, IReadOnlyList<CsvLine> headers, IReadOnlyList<MappedColumn> columns, FeedbackJson json, char separator, KnownExport? export)
    {
        (_rows, _json, _headerRows, Columns, _export) = (rows, json, headers.Count, columns, export);
        _ids = [.. columns.Where(column => column.Field == "sourceEventId")];
        // The rows below the header go along, so that the file of the rejected rows is known as what it was.
        Rejected = new(separator == '\t' ? "tsv" : "csv",
            string.Join('\n', [RejectedColumns.Titles(separator) + rows.RawHeader, .. headers.Select(row => RejectedColumns.Blanks(separator) + row.Raw)]),
            (row, reason) => string.Create(CultureInfo.InvariantCulture,
                $"{row.Line}{separator}\"{reason.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{separator}{row.Event}{separator}{row.Raw}"));
    }

    public RejectedFormat Rejected { get; }

    public IReadOnlyList<MappedColumn> Columns { get; }

    public IReadOnlyList<string> Notes { get; private init; } = [];

    public static async Task<CsvFile> OpenAsync(ImportText text, Stream stream, ImportOptions options, Func<TimeZoneInfo?, FeedbackJson> json,
        CancellationToken cancellationToken)
    {
        var beginning = await text.BeginningAsync(cancellationToken);
        var named = CsvSeparator.Named(beginning);
        var separator = options.Separator ?? named ?? (options.Format == "tsv" ? '\t' : CsvSeparator.Find(beginning, options.Map));
        var rows = await CsvRows.OpenAsync(stream, options.File, separator, isSeparatorNamed: named is not null);
        rows.SetAside(RejectedColumns.CountIn(rows.Header, options.Map));
        var export = KnownExport.Recognise(rows.Header, await rows.PeekAsync(MostHeaderRows, cancellationToken));
        var headers = await rows.PeekAsync(options.SkipRows ?? export?.HeaderRows ?? 0, cancellationToken);
        var titles = export?.Titles ?? [.. rows.Header.Select(name => new[] { name })];
        var columns = options.Map.For(titles, export?.Columns ?? new Dictionary<string, string>(), options.File);
        return new(rows, headers, columns, json(export?.Zone), separator, export)
        {
            Notes = [.. NotesOn(rows, export, headers.Count, columns, titles, options)],
        };
    }

    public async IAsyncEnumerable<ImportRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0L;
        await foreach (var line in _rows.ReadAsync(cancellationToken))
        {
            // Rows that are no customer's have a number too: the number is part of an event's id, and the ids of a file stay as they are.
            number++;
            if (line.Fault is null && (number <= _headerRows || line.IsBlank || KnownExport.IsHeader(line, _rows.Header)
                || _export?.IsPreview(line) == true))
                continue;
            var name = RejectedColumns.EventOf(line) ?? (LeavesIdEmpty(line) ? _unnamed.EventOf(line.Raw) : _json.EventOf(number));
            var (feedback, fault) = FaultOf(line) is { } ragged ? (null, ragged)
                : _json.Of(Columns.Select(column => (column.Field, line.Fields.ElementAtOrDefault(column.Index) ?? "")), name);
            yield return new(number, line.Line, name, line.Raw, feedback, fault);
        }
    }

    public void Dispose() => _rows.Dispose();

    private bool LeavesIdEmpty(CsvLine line) =>
        _ids.Count > 0 && _ids.TrueForAll(id => string.IsNullOrWhiteSpace(line.Fields.ElementAtOrDefault(id.Index)));

    /// <summary>Spreadsheets leave out empty fields at the end, or add some. More fields with something in them are a separator that was not quoted.</summary>
    private string? FaultOf(CsvLine line) =>
        line.Fault ?? (line.Fields.Skip(_rows.Header.Count).Any(field => !string.IsNullOrWhiteSpace(field))
            ? $"has {line.Fields.Length} fields, but the header has {_rows.Header.Count}" : null);

    private static IEnumerable<string> NotesOn(CsvRows rows, KnownExport? export, int headerRows, IReadOnlyList<MappedColumn> columns,
        IReadOnlyList<string[]> titles, ImportOptions options)
    {
        if (rows.Aside > 0)
            yield return "Recognised as rejected rows of an import.";
        if (rows.Aside > 0 && !RejectedColumns.NameEvents(rows.Aside) && columns.All(column => column.Field != "sourceEventId"))
            yield return "WARNING: the column event is missing, so that these rows count as new ones: repair all of them before you import them, for "
                + "those that are imported in two goes are counted twice.";
        if (export is not null)
        {
            var byTool = columns
                .Where(column => export.Columns.GetValueOrDefault(column.Field) == column.Title && !options.Map.Columns.ContainsKey(column.Field))
                .Select(column => $"{column.Field}={column.Title}").ToList();
            yield return $"Recognised as an export of {export.Tool}{(byTool.Count > 0 ? $"; mapped: {string.Join(", ", byTool)}" : "")}.";
        }

        if (headerRows > 0)
            yield return headerRows == 1 ? "The row below the header is skipped." : $"The {headerRows} rows below the header are skipped.";
        if (columns.Any(column => column.Field == "occurredAt"))
            yield return $"Dates without a time are read as noon UTC, times without an offset as {export?.Zone?.Id ?? "UTC"}.";
        else
            yield return "WARNING: no column is mapped to occurredAt, so that all of it counts as said now. Use --map occurredAt=COLUMN.";
        var unread = titles.Index().Where(title => title.Item[0].Length > 0 && columns.All(column => column.Index != title.Index))
            .Select(title => title.Item[0]);
        if (string.Join(", ", unread) is { Length: > 0 } names)
            yield return $"Not imported: {names}.";
    }
}
