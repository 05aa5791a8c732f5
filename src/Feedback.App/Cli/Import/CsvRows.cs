using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>Reads a CSV file (RFC 4180, UTF-8, one header line) row by row; never holds more than one.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly CsvReader _reader;
    private readonly string _path;

    private CsvRows(CsvReader reader, string path) => (_reader, _path) = (reader, path);

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The header line as it stands in the file.</summary>
    public string RawHeader { get; private set; } = "";

    /// <exception cref="CommandException">The file has no header that can be used.</exception>
    public static async Task<CsvRows> OpenAsync(Stream stream, string path, char separator = ',')
    {
        var options = new CsvReaderOptions { Separator = separator, HasHeader = false, TrackLineNumbers = true, MaxRecordSize = 2 * RequestLimits.BodyBytes };
        var rows = new CsvRows(CsvReader.Create(stream, options), path);
        if (!await rows.NextAsync(CancellationToken.None))
            throw new CommandException($"{path} is empty: it needs a header line.");
        rows.Header = rows._reader.Current.ToArray();
        rows.RawHeader = Encoding.UTF8.GetString(rows._reader.RawRecord);
        return rows.Header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new CommandException($"{path} has two columns named \"{twice.Key}\".")
            : rows;
    }

    /// <summary>The rows behind the header. A row may have too few or too many fields.</summary>
    public async IAsyncEnumerable<CsvLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await NextAsync(cancellationToken))
            yield return new(_reader.LineNumber, _reader.Current.ToArray(), Encoding.UTF8.GetString(_reader.RawRecord), Utf8.IsValid(_reader.RawRecord));
    }

    public void Dispose() => _reader.Dispose();

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
/// <param name="IsUnicode">Whether it is UTF-8; if not, the fields hold replacement characters.</param>
internal sealed record CsvLine(long Line, string[] Fields, string Raw, bool IsUnicode);
