using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Feedback.Bench.Language;

/// <summary>
/// Makes the table by which the built-in analysis tells languages apart, <c>Lexicon/languages.txt</c>, from the n-gram counts in the package
/// SearchPioneer.Lingua. The same package gives the same file.
/// </summary>
internal static class LanguageTable
{
    // English first. Those of the Latin script that most customers in Europe, the Americas and South East Asia write.
    private static readonly string[] Languages = ["en", "de", "nl", "fr", "es", "it", "pl", "pt", "tr", "sv", "da", "nb", "fi", "cs", "hu", "ro", "id", "vi"];

    private const int LeastCount = 3;
    private const double LeastJoint = 1e-5;
    private const double Unseen = 9;

    public static void Write(string models, TextWriter output)
    {
        var counts = Languages.Select(language => Read(Path.Combine(models, language))).ToArray();
        output.Write("// How likely a letter is behind the two before it (or behind fewer, at the start of a word), in each language: the letters, a tab,\n");
        output.Write("// and one sign a language, for tenths of a natural logarithm below zero, counted from ! on. Made by bench/language/train from the\n");
        output.Write("// n-gram counts of the package SearchPioneer.Lingua 2.0.0 (Peter M. Stahl, SearchPioneer; Apache-2.0), which were counted in texts\n");
        output.Write("// of the Leipzig Corpora Collection.\n");
        output.Write($"languages\t{string.Join(' ', Languages)}\n");
        foreach (var letters in counts.SelectMany(known => known.Keys).Distinct().Where(IsKept).Order(StringComparer.Ordinal))
            output.Write($"{letters}\t{string.Concat(counts.Select(known => Level(known, letters)))}\n");

        bool IsKept(string letters) => letters.All(char.IsLetter) && (letters.Length < 3 || counts.Any(known => Joint(known, letters) >= LeastJoint));
    }

    private static double Joint(Dictionary<string, double> known, string letters)
    {
        var joint = 1.0;
        for (var length = 1; length <= letters.Length; length++) joint *= known.GetValueOrDefault(letters[..length]);
        return joint;
    }

    private static char Level(Dictionary<string, double> known, string letters)
    {
        var likelihood = known.TryGetValue(letters, out var share) ? Math.Min(Unseen, -Math.Log(share)) : Unseen;
        return (char)('!' + (int)Math.Round(likelihood * 10, MidpointRounding.AwayFromZero));
    }

    // {"ngrams":{"426/3451":"cca ccb", …}}: those which make 426 of the 3,451 that begin as they do.
    private static Dictionary<string, double> Read(string folder)
    {
        Dictionary<string, double> shares = new(StringComparer.Ordinal);
        foreach (var file in new[] { "unigrams", "bigrams", "trigrams" })
        {
            using var packed = new BrotliStream(File.OpenRead(Path.Combine(folder, file + ".json.br")), CompressionMode.Decompress);
            using var document = JsonDocument.Parse(packed);
            foreach (var entry in document.RootElement.GetProperty("ngrams").EnumerateObject())
            {
                var parts = entry.Name.Split('/');
                var count = double.Parse(parts[0], CultureInfo.InvariantCulture);
                if (count < LeastCount) continue;
                foreach (var letters in entry.Value.GetString()!.Split(' ')) shares[letters] = count / double.Parse(parts[1], CultureInfo.InvariantCulture);
            }
        }
        return shares;
    }
}
