using Feedback.Core.Language;

namespace Feedback.Bench.Language;

/// <summary>Measures which texts count as English: of those in other languages none should, of the English ones all.</summary>
internal static class OtherLanguages
{
    public static async Task PrintAsync(string file, BuiltInLanguageAnalysis analysis)
    {
        var rows = File.ReadLines(file).Skip(1).Select(line => line.Split('\t')).ToArray();
        var results = await analysis.AnalyseAsync([.. rows.Select(row => new TextToAnalyse(row[2], null))]);
        var read = rows.Zip(results, (row, result) => (Language: row[0], As: result.Analysis!.Language)).ToArray();
        Console.WriteLine();
        Console.WriteLine("| language | texts | named right | taken for English |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var language in read.GroupBy(text => text.Language)) Row(language.Key, [.. language]);
        Row("all", read);
    }

    private static void Row(string name, (string Language, string As)[] read)
    {
        var (right, english) = (read.Count(text => text.As == text.Language), read.Count(text => text.As == "en"));
        Console.WriteLine($"| {name} | {read.Length:N0} | {right / (double)read.Length:P1} | {english / (double)read.Length:P2} |");
    }
}
