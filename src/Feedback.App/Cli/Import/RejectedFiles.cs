using System.Text;
using System.Text.RegularExpressions;
using Feedback.Core.Erasures;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>
/// The files of rows that imports did not take. One in which a person's identifier stands is removed whole: a row can go over several lines, and what was
/// rejected may be too broken to tell where it ends. Whoever still needs the others has the file that was imported, and <c>--restart</c>.
/// </summary>
internal sealed partial class RejectedFiles(string folder, ILogger<RejectedFiles> logger) : IPersonalFiles
{
    public const string Folder = "import-rejected";

    /// <summary>The name of a file of rejected rows. One that is not UTF-8 names its encoding: whoever corrects it needs to know, and so does an
    /// erasure.</summary>
    public static string NameOf(string import, Encoding encoding, string extension) =>
        encoding.Equals(TextEncoding.Utf8) ? $"{import}.{extension}" : $"{import}.{encoding.WebName}.{extension}";

    /// <summary>The encoding that the name of such a file gives; <c>null</c> for the name of any other.</summary>
    public static Encoding? EncodingIn(string path) =>
        Path.GetFileNameWithoutExtension(path) is var name && Named().IsMatch(name) ? TextEncoding.Find(Path.GetExtension(name)[1..]) : null;

    public async Task EraseAsync(PersonalTraces person, CancellationToken cancellationToken = default)
    {
        if (person.Identifiers.Count == 0 || !Directory.Exists(folder))
            return;
        var removed = 0;
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (!await HoldsAsync(file, person.Identifiers, cancellationToken))
                continue;
            File.Delete(file);
            removed++;
        }

        // Not by name: that is the imported file's, and may be a person's.
        if (removed > 0)
        {
            logger.LogInformation("An erasure removed {Files} files of rejected rows whole: rows of others that were not repaired are in the files that were "
                + "imported", removed);
        }
    }

    [GeneratedRegex(@"-[0-9a-f]{8}\.[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    private static async Task<bool> HoldsAsync(string file, IReadOnlyCollection<string> identifiers, CancellationToken cancellationToken)
    {
        foreach (var encoding in EncodingsOf(file))
        {
            using var lines = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true);
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                if (Spellings.Of(line).Any(spelling => identifiers.Any(identifier => Holds(spelling, identifier))))
                    return true;
            }
        }

        return false;
    }

    /// <summary>What the bytes of a file may mean: its name says it, unless somebody has opened and stored it otherwise.</summary>
    private static IEnumerable<Encoding> EncodingsOf(string file)
    {
        var names = new[] { Path.GetExtension(Path.GetFileNameWithoutExtension(file)).TrimStart('.'), "utf-8", "windows-1252" };
        return names.Where(name => name.Length > 0).Select(TextEncoding.Find).OfType<Encoding>().DistinctBy(encoding => encoding.CodePage)
            .Select(encoding => Encoding.GetEncoding(encoding.CodePage));
    }

    /// <summary>Whether an identifier stands in a line by itself: the number 12 does not stand in 2012.</summary>
    private static bool Holds(string line, string identifier)
    {
        for (var at = line.IndexOf(identifier, StringComparison.OrdinalIgnoreCase); at >= 0; at =
            line.IndexOf(identifier, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + identifier.Length;
            if ((at == 0 || !IsOfWord(line[at - 1])) && (end == line.Length || !IsOfWord(line[end])))
                return true;
        }

        return false;

        // A filler of Hangul is a letter to Unicode; around an identifier it is a blank.
        static bool IsOfWord(char c) => char.IsLetterOrDigit(c) && !UnicodeForm.IsUnseen(c);
    }
}
