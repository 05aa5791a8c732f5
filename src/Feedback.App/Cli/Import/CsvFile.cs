using System.Globalization;
using System.Runtime.CompilerServices;

namespace Feedback.App.Cli.Import;

/// <summary>A CSV file, or with tabs a TSV file, as feedback.</summary>
internal sealed class CsvFile : IImportFile
{
    private readonly CsvRows _rows;
    private readonly FeedbackJson _json;
    private readonly (string Field, int Column)[] _columns;

    private CsvFile(CsvRows rows, ColumnMap map, FeedbackJson json, char separator)
    {
        (_rows, _json) = (rows, json);
        var indexes = rows.Header.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        _columns = [.. map.Columns.Select(pair => (pair.Key, indexes[pair.Value]))];
        Rejected = new(separator == ',' ? "csv" : "tsv", $"line{separator}reason{separator}{rows.RawHeader}",
            (row, reason) => string.Create(CultureInfo.InvariantCulture,
                $"{row.Line}{separator}\"{reason.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{separator}{row.Raw}"));

        var notes = new List<string>();
        if (map.Columns.ContainsKey("occurredAt"))
            notes.Add("Dates without a time are read as noon UTC, times without an offset as UTC.");
        if (map.Unread(rows.Header) is { Count: > 0 } unread)
            notes.Add($"Not imported: {string.Join(", ", unread)}.");
        Notes = notes;
    }

    public RejectedFormat Rejected { get; }

    public IReadOnlyList<string> Notes { get; }

    public static async Task<CsvFile> OpenAsync(Stream stream, string path, ColumnMap map, FeedbackJson json, char separator)
    {
        var rows = await CsvRows.OpenAsync(stream, path, separator);
        return new(rows, map.For(rows.Header, path), json, separator);
    }

    public async IAsyncEnumerable<ImportRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0L;
        await foreach (var line in _rows.ReadAsync(cancellationToken))
        {
            number++;
            var fault = !line.IsUnicode ? "is not UTF-8"
                : line.Fields.Length != _rows.Header.Count ? $"has {line.Fields.Length} fields, but the header has {_rows.Header.Count}"
                : null;
            yield return new(number, line.Line, line.Raw, fault is null
                ? _json.Of(_columns.Select(column => (column.Field, line.Fields[column.Column])), number) : null, fault);
        }
    }

    public void Dispose() => _rows.Dispose();
}
