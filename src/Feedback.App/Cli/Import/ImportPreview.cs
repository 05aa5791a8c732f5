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

    /// <returns>Whether any row would be taken.</returns>
    public async Task<bool> ShowAsync(string path, CancellationToken cancellationToken)
    {
        foreach (var column in file.Columns)
            console.Line($"{column.Field,-20} from {column.Title}");
        var (read, taken) = (0L, false);
        await foreach (var row in file.ReadAsync(cancellationToken))
        {
            var (text, isTaken) = Describe(row);
            taken |= isTaken;
            if (++read <= Rows)
                console.Line(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {text}"));
            // Where all of the first are rejected, one that would be taken is looked for to the end.
            if (read >= Rows && taken)
                break;
        }

        if (read > 0 && !taken)
            console.Line("Every row would be rejected.");
        console.Line(read == 0 ? $"{path} has no rows. Nothing was imported." : "Nothing was imported: this was a dry run.");
        return taken;
    }

    private (string Text, bool IsTaken) Describe(ImportRow row)
    {
        if (row.Json is null)
            return ($"rejected, {row.Fault}", false);
        // The source's own touchpoint is not known here; all else is checked as the API checks it.
        reader.Read(row.Json, defaultSource: null, out var errors);
        var json = Encoding.UTF8.GetString(row.Json);
        return (errors.None ? json : $"rejected, {Refusal.Of(errors)}: {json}", errors.None);
    }
}
