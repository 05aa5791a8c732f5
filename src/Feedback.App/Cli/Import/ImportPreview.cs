using System.Globalization;
using System.Text;
using Feedback.App.Cli.Posting;
using Feedback.Core.Intake;
using Spectre.Console;

namespace Feedback.App.Cli.Import;

/// <summary>Shows how a file would be read: the mapping, and the first rows as they would be posted, or why they would be rejected. Stores nothing.</summary>
internal sealed class ImportPreview(IImportFile file, FeedbackReader reader, IAnsiConsole console)
{
    private const int Rows = 5;

    /// <param name="path">The file.</param>
    /// <param name="consent">What the rows say on who may be contacted.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether any row would be taken.</returns>
    public async Task<bool> ShowAsync(string path, ConsentWords consent, CancellationToken cancellationToken)
    {
        foreach (var column in file.Columns)
            console.Line($"{column.Field,-20} from {column.Title}");
        var read = 0L;
        var refused = new RefusedReasons();
        await foreach (var row in file.ReadAsync(cancellationToken))
        {
            var (text, reason) = Describe(row);
            if (reason is not null)
                refused.Note(reason);
            if (++read <= Rows)
                console.Line(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {text}"));
        }

        var taken = read - refused.Count;
        if (read > 0)
        {
            console.Line(taken == 0 ? "Every row would be rejected." : string.Create(CultureInfo.InvariantCulture,
                $"{taken:#,0} of {read:#,0} rows would be accepted, {refused.Count:#,0} rejected."));
        }

        foreach (var line in refused.Lines().Concat(consent.Warnings()))
            console.Line(line);
        console.Line(read == 0 ? $"{path} has no rows. Nothing was imported." : "Nothing was imported: this was a dry run.");
        return taken > 0;
    }

    private (string Text, string? Reason) Describe(ImportRow row)
    {
        if (row.Json is null)
            return ($"rejected, {row.Fault}", row.Fault);
        // The source's own touchpoint is not known here; all else is checked as the API checks it.
        reader.Read(row.Json, defaultSource: null, out var errors);
        var json = Encoding.UTF8.GetString(row.Json);
        return errors.None ? (json, null) : ($"rejected, {Refusal.Of(errors)}: {json}", Refusal.Of(errors));
    }
}
