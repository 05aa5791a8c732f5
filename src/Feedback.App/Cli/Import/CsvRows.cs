using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>Reads a CSV file (RFC 4180, UTF-8, one header line) row by row; never holds more than one, beside those that were looked at beforehand.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly CsvReader _reader;
    private readonly string _path;
    private readonly Dictionary<long, string> _faults;
    private readonly Queue<CsvLine> _seen = [];
    private readonly char _separator;

    private CsvRows(CsvReader reader, string path, char separator, Dictionary<long, string> faults) =>
        (_reader, _path, _separator, _faults) = (reader, path, separator, faults);

    /// <summary>The names of the columns; spreadsheets leave some without one.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The header line as it stands in the file.</summary>
    public string RawHeader { get; private set; } = "";

    /// <summary>How many of the first columns are set aside.</summary>
    public int Aside { get; private set; }

    /// <param name="stream">The text.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="separator">What stands between the fields.</param>
    /// <param name="isSeparatorNamed">Whether the first line names the separator.</param>
    /// <exception cref="CommandException">The file has no header.</exception>
    public static async Task<CsvRows> OpenAsync(Stream stream, string path, char separator = ',', bool isSeparatorNamed = false)
    {
        var faults = new Dictionary<long, string>();
        var rows = new CsvRows(CsvReader.Create(stream, Options(separator) with
        {
            OnMalformedRecord = record =>
            {
                if (FaultOf(record) is { } fault)
                    faults[record.LineNumber] = fault;
            },
        }), path, separator, faults);
        if ((isSeparatorNamed && !await rows.NextAsync(CancellationToken.None)) || !await rows.NextAsync(CancellationToken.None))
            throw new CommandException($"{path} is empty: it needs a header line.");
        rows.Header = [.. rows._reader.Current.ToArray().Select(name => name.Trim())];
        rows.RawHeader = Encoding.UTF8.GetString(rows._reader.RawRecord);
        if (faults.Values.FirstOrDefault() is { } fault)
            throw new CommandException($"The header of {path} {fault}.");
        return rows;
    }

    /// <summary>The fields of the first line of a text's beginning.</summary>
    public static IReadOnlyList<string> FirstOf(byte[] beginning, char separator)
    {
        try
        {
            using var reader = CsvReader.Create(new MemoryStream(beginning), Options(separator));
            return reader.Read() ? [.. reader.Current.ToArray().Select(name => name.Trim())] : [];
        }
        catch (CsvFormatException)
        {
            return [];
        }
    }

    /// <summary>Takes the first columns for none of the file's own: from now on they are in no header, and in no row but as what stands aside.</summary>
    public void SetAside(int columns)
    {
        Aside = columns;
        Header = [.. Header.Skip(columns)];
        RawHeader = Behind(RawHeader);
    }

    /// <summary>The first rows, which are read again afterwards.</summary>
    public async Task<IReadOnlyList<CsvLine>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        while (_seen.Count < count && await NextAsync(cancellationToken))
            _seen.Enqueue(Current());
        return [.. _seen.Take(count)];
    }

    /// <summary>The rows behind the header. A row may have too few or too many fields.</summary>
    public async IAsyncEnumerable<CsvLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (_seen.TryDequeue(out var seen))
            yield return seen;
        while (await NextAsync(cancellationToken))
            yield return Current();
    }

    public void Dispose() => _reader.Dispose();

    private static CsvReaderOptions Options(char separator) => new()
    {
        Separator = separator,
        DetectSeparatorHint = false,
        HasHeader = false,
        TrackLineNumbers = true,
        MaxRecordSize = 2 * RequestLimits.BodyBytes,
    };

    /// <summary>A quotation mark that runs over the lines behind it has swallowed them. What stands in one line is read as it is meant.</summary>
    private static string? FaultOf(CsvMalformedRecord record) => record.Reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "has a quotation mark that is never closed, and all the lines behind it would be one field",
        CsvMalformedReason.TextAfterClosingQuote when record.RawRecord.Contains('\n', StringComparison.Ordinal) =>
            "has a quotation mark that is closed in a later line, in the middle of a field, and the lines between would be one field",
        _ => null,
    };

    private CsvLine Current()
    {
        _faults.Remove(_reader.LineNumber, out var fault);
        var fields = _reader.Current.ToArray();
        return new(_reader.LineNumber, fields[Math.Min(Aside, fields.Length)..], Behind(Encoding.UTF8.GetString(_reader.RawRecord)))
        {
            Fault = fault,
            Aside = fields[..Math.Min(Aside, fields.Length)],
        };
    }

    /// <summary>A row as it stands in the file, behind the columns that are set aside.</summary>
    private string Behind(string raw)
    {
        var (left, isQuoted) = (Aside, false);
        for (var at = 0; left > 0 && at < raw.Length; at++)
        {
            isQuoted ^= raw[at] == '"';
            if (raw[at] == _separator && !isQuoted && --left == 0)
                return raw[(at + 1)..];
        }

        return left == 0 ? raw : "";
    }

    private async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException exception)
        {
            throw new CommandException($"{_path} cannot be read any further: {exception.Message} A closing quote may be missing.");
        }
    }
}

/// <summary>One row.</summary>
/// <param name="Line">The line at which it begins, from 1.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Raw">The row as it stands in the file.</param>
internal sealed record CsvLine(long Line, string[] Fields, string Raw)
{
    /// <summary>Why it is no row.</summary>
    public string? Fault { get; init; }

    /// <summary>What stands in the columns before it that are not the file's own.</summary>
    public string[] Aside { get; init; } = [];

    public bool IsBlank => Array.TrueForAll(Fields, string.IsNullOrWhiteSpace);
}
