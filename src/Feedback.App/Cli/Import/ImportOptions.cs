using System.Globalization;
using System.Text;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>What is to be imported, and where to.</summary>
internal sealed record ImportOptions(string File, string Source, string? Touchpoint, ColumnMap Map, string? GivenFormat, bool Restart, string? GivenServer,
    string? Key)
{
    public string Format { get; } = GivenFormat ?? Path.GetExtension(File).ToLowerInvariant() switch
    {
        ".csv" => "csv",
        ".tsv" => "tsv",
        ".ndjson" or ".jsonl" => "ndjson",
        _ => "",
    };

    /// <summary>What stands between the fields of a CSV file; <c>null</c> to find it out.</summary>
    public char? Separator { get; init; }

    /// <summary>How many rows below the header are skipped; <c>null</c> for those of a known export.</summary>
    public int? SkipRows { get; init; }

    /// <summary>The encoding; <c>null</c> for UTF-8, or what the file's byte order mark says.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>How dates and decimals are written; <c>null</c> for the ISO way alone.</summary>
    public ImportCulture? Culture { get; init; }

    /// <summary>Whether to show what would be read instead of importing it.</summary>
    public bool DryRun { get; init; }

    /// <summary>The running server; <c>null</c> for the data directory.</summary>
    public Uri? Server { get; } = Uri.TryCreate(GivenServer, UriKind.Absolute, out var server) && (server.Scheme is "http" or "https") ? server : null;

    /// <summary>Whether nothing here says at which touchpoint the rows were said, so that the source has to.</summary>
    public bool LeavesTouchpointToSource => Touchpoint is null && !Map.Columns.ContainsKey("touchpoint") && Format != "ndjson";

    /// <summary>How the file is read, in one line. An import that was stopped goes on only when it is read the same way.</summary>
    public string Reading => string.Create(CultureInfo.InvariantCulture,
        $"{Format}|{Separator}|{SkipRows}|{Encoding?.WebName}|{Culture?.Name}|{Touchpoint}|")
        + string.Join('|', Map.Columns.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <exception cref="CommandException">Something is missing or does not go together.</exception>
    public void Check()
    {
        if (!System.IO.File.Exists(File))
            throw new CommandException($"There is no file {File}.");
        if (Format.Length == 0)
            throw new CommandException($"The extension of {File} does not tell its format: use --format csv, tsv or ndjson.");
        if (!SourceName.IsValid(Source))
            throw new CommandException($"--source {SourceName.Rule}.");
        if (SkipRows < 0)
            throw new CommandException("--skip-rows must be 0 or more.");
        if (Format == "ndjson" && (Separator is not null || SkipRows is not null))
            throw new CommandException("--separator and --skip-rows are for CSV and TSV files.");
        if (GivenServer is null != Key is null && !(DryRun && Key is null))
            throw new CommandException("--server and --key go together: give the source's key at that server.");
        if (GivenServer is not null && Server is null)
            throw new CommandException("--server must be an http or https address.");
    }
}
