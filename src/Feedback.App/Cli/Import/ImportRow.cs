namespace Feedback.App.Cli.Import;

/// <summary>One row of the file.</summary>
/// <param name="Number">Its number, from 1, the header not counted.</param>
/// <param name="Line">The line at which it begins, from 1.</param>
/// <param name="Event">How its event is called, if it does not say it itself.</param>
/// <param name="Raw">The row as it stands in the file.</param>
/// <param name="Json">The feedback to post; <c>null</c> when it cannot be made into one.</param>
/// <param name="Fault">Why not.</param>
internal sealed record ImportRow(long Number, long Line, string Event, string Raw, byte[]? Json, string? Fault);

/// <summary>A file that is read row by row.</summary>
internal interface IImportFile : IDisposable
{
    /// <summary>How a rejected row is written, and what stands above all of them.</summary>
    RejectedFormat Rejected { get; }

    /// <summary>Which column is read into which field.</summary>
    IReadOnlyList<MappedColumn> Columns { get; }

    /// <summary>What the user should know of how the file is read.</summary>
    IReadOnlyList<string> Notes { get; }

    IAsyncEnumerable<ImportRow> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>How rejected rows are written.</summary>
/// <param name="Extension">The file's extension.</param>
/// <param name="Header">The first line; <c>null</c> for none.</param>
/// <param name="Line">A row with the reason.</param>
internal sealed record RejectedFormat(string Extension, string? Header, Func<ImportRow, string, string> Line);
