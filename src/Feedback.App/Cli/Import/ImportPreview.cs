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

    public async Task ShowAsync(string path, CancellationToken cancellationToken)
    {
        foreach (var column in file.Columns)
            console.Line($"{column.Field,-20} from {column.Title}");
        var shown = 0;
        await foreach (var row in file.ReadAsync(cancellationToken))
        {
            console.Line(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {Describe(row)}"));
            if (++shown == Rows)
                break;
        }

        console.Line(shown == 0 ? $"{path} has no rows. Nothing was imported." : "Nothing was imported: this was a dry run.");
    }

    private string Describe(ImportRow row)
    {
        if (row.Json is null)
            return $"rejected, {row.Fault}";
        // The source's own touchpoint is not known here; all else is checked as the API checks it.
        reader.Read(row.Json, defaultSource: null, out var errors);
        var json = Encoding.UTF8.GetString(row.Json);
        return errors.None ? json : $"rejected, {Refusal.Of(errors)}: {json}";
    }
}
