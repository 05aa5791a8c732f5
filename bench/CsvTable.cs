using CsvHelper;

namespace Feedback.Bench;

/// <summary>A file of labelled texts, with a header line.</summary>
internal static class CsvTable
{
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string file, char separator = ',')
    {
        using var reader = CsvReader.Create(File.OpenRead(file), new CsvReaderOptions { Separator = separator, HasHeader = false });
        string[]? header = null;
        while (reader.Read())
        {
            if (header is null)
                header = reader.Current.ToArray();
            else
                yield return header.Zip(reader.Current.ToArray()).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        }
    }
}
