namespace Feedback.Bench.Themes;

/// <summary>A text and the theme that its publisher's label stands for.</summary>
internal sealed record LabelledText(string Text, string Theme, bool IsTest);

/// <summary>A file of the data folder: RFC 4180, with a header line.</summary>
internal sealed class Table(string file)
{
    /// <summary>The rows whose label labels.csv maps to a theme, and how many rows have a label at all.</summary>
    public (List<LabelledText> Texts, int All) Labelled(string labels, string set, string text, string label,
        Func<IReadOnlyDictionary<string, string>, bool> isTest)
    {
        var themes = CsvTable.Rows(labels).Where(row => row["set"] == set).ToDictionary(row => row["label"], row => row["theme"], StringComparer.Ordinal);
        var rows = CsvTable.Rows(file).Where(row => row[label].Length > 0).ToList();
        return ([.. rows.Where(row => themes.ContainsKey(row[label])).Select(row => new LabelledText(row[text], themes[row[label]], isTest(row)))], rows.Count);
    }

    public List<string> Column(params string[] columns) =>
        [.. CsvTable.Rows(file).Select(row => string.Join(". ", columns.Select(column => row[column]).Where(value => value.Length > 0)))];
}
