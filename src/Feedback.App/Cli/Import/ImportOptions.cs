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

    /// <summary>The running server; <c>null</c> for the data directory.</summary>
    public Uri? Server { get; } = Uri.TryCreate(GivenServer, UriKind.Absolute, out var server) && (server.Scheme is "http" or "https") ? server : null;

    /// <exception cref="CommandException">Something is missing or does not go together.</exception>
    public void Check()
    {
        if (!System.IO.File.Exists(File))
            throw new CommandException($"There is no file {File}.");
        if (Format.Length == 0)
            throw new CommandException($"The extension of {File} does not tell its format: use --format csv, tsv or ndjson.");
        if (!SourceName.IsValid(Source))
            throw new CommandException($"--source {SourceName.Rule}.");
        if (GivenServer is null != Key is null)
            throw new CommandException("--server and --key go together: give the source's key at that server.");
        if (GivenServer is not null && Server is null)
            throw new CommandException("--server must be an http or https address.");
    }
}
