using System.Globalization;
using System.Text;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>
/// What a line says, whatever it was put into: a rejected line of JSON stands in a string of JSON, whose escapes hide what is searched for, and a field of CSV
/// doubles its quotes. The line may be broken, so it is not parsed: each escape is taken back wherever it stands. A letter and its accent, which may come as
/// two characters, are one, as they are in what is searched for.
/// </summary>
internal static class Spellings
{
    // JSON within a field of CSV within a string of JSON, and the accents.
    private const int Deepest = 4;

    public static IEnumerable<string> Of(string line)
    {
        var all = new List<string> { line };
        var (from, depth) = (0, 0);
        while (depth++ < Deepest && from < all.Count)
        {
            var before = all.Count;
            for (; from < before; from++)
            {
                foreach (var unwrapped in new[]
                {
                    Unescaped(all[from]), all[from].Replace("\"\"", "\"", StringComparison.Ordinal), UnicodeForm.Composed(all[from]),
                })
                {
                    if (!all.Contains(unwrapped, StringComparer.Ordinal))
                        all.Add(unwrapped);
                }
            }
        }

        return all;
    }

    private static string Unescaped(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
                plain.Append(text[at]);
            else if (text[at + 1] == 'u' && at + 6 <= text.Length
                && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                at += 5;
            }
            else
            {
                at++;
                plain.Append(text[at] is 'n' or 'r' or 't' or 'b' or 'f' ? ' ' : text[at]);
            }
        }

        return plain.ToString();
    }
}
