using System.Text;
using Feedback.Core.Erasures;

namespace Feedback.App.Cli.Import;

/// <summary>
/// The files of rows that imports did not take. One in which a person's identifier stands is removed whole: a row can go over several lines, and what was
/// rejected may be too broken to tell where it ends. Whoever still needs the others has the file that was imported, and <c>--restart</c>.
/// </summary>
internal sealed class RejectedFiles(string folder) : IPersonalFiles
{
    public const string Folder = "import-rejected";

    public async Task EraseAsync(PersonalTraces person, CancellationToken cancellationToken = default)
    {
        if (person.Identifiers.Count == 0 || !Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (await HoldsAsync(file, person.Identifiers, cancellationToken))
                File.Delete(file);
        }
    }

    private static async Task<bool> HoldsAsync(string file, IReadOnlyCollection<string> identifiers, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(file, Encoding.UTF8);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (identifiers.Any(identifier => Holds(line, identifier)))
                return true;
        }

        return false;
    }

    /// <summary>Whether an identifier stands in a line by itself: the number 12 does not stand in 2012.</summary>
    private static bool Holds(string line, string identifier)
    {
        for (var at = line.IndexOf(identifier, StringComparison.OrdinalIgnoreCase); at >= 0; at =
            line.IndexOf(identifier, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + identifier.Length;
            if ((at == 0 || !char.IsLetterOrDigit(line[at - 1])) && (end == line.Length || !char.IsLetterOrDigit(line[end])))
                return true;
        }

        return false;
    }
}
