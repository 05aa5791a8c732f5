using System.Text;

namespace Feedback.Bench.Themes;

/// <summary>A text and the theme that its publisher's label stands for.</summary>
internal sealed record LabelledText(string Text, string Theme, bool IsTest);

/// <summary>A file of the data folder: RFC 4180, a header line, one record a physical line.</summary>
internal sealed class Table(string file)
{
    public IEnumerable<Dictionary<string, string>> Rows()
    {
        var lines = File.ReadLines(file).Select(Fields);
        List<string>? header = null;
        foreach (var fields in lines)
        {
            if (header is null)
                header = fields;
            else
                yield return header.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        }
    }

    /// <summary>The rows whose label labels.csv lays on a theme, and how many rows have a label at all.</summary>
    public (List<LabelledText> Texts, int All) Labelled(string labels, string set, string text, string label, Func<Dictionary<string, string>, bool> isTest)
    {
        var themes = new Table(labels).Rows().Where(row => row["set"] == set).ToDictionary(row => row["label"], row => row["theme"], StringComparer.Ordinal);
        var rows = Rows().Where(row => row[label].Length > 0).ToList();
        return ([.. rows.Where(row => themes.ContainsKey(row[label])).Select(row => new LabelledText(row[text], themes[row[label]], isTest(row)))], rows.Count);
    }

    public List<string> Column(params string[] columns) =>
        [.. Rows().Select(row => string.Join(". ", columns.Select(column => row[column]).Where(value => value.Length > 0)))];

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[++i]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(line[i]);
        }
        fields.Add(field.ToString());
        return fields;
    }
}
