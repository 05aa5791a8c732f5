using Feedback.Core.Customers;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>Which field of a feedback is read from which column (or property) of the file.</summary>
/// <param name="Columns">Column by field.</param>
internal sealed record ColumnMap(IReadOnlyDictionary<string, string> Columns)
{
    public const string AttributePrefix = "attributes.";

    /// <summary>The fields that a column can be mapped to, beside attributes.</summary>
    public static readonly string[] Fields =
        ["text", "occurredAt", "sourceEventId", "touchpoint", "channel", "language", "customer.id", "customer.email", "ratings.nps", "ratings.csat",
            "ratings.ces"];

    /// <summary>Reads <c>field=column</c>, as the command line has it.</summary>
    /// <exception cref="CommandException">A mapping is none, names no field, or names one twice.</exception>
    public static ColumnMap Parse(IEnumerable<string> mappings)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mapping in mappings)
        {
            var (field, column) = mapping.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < mapping.Length - 1
                ? (mapping[..at], mapping[(at + 1)..].Trim())
                : throw new CommandException($"--map {mapping}: write FIELD=COLUMN, such as --map text=\"Review Text\".");
            if (!IsField(field))
                throw new CommandException($"--map {mapping}: there is no field \"{field}\". The fields are {string.Join(", ", Fields)} and attributes.NAME.");
            if (!columns.TryAdd(field, column))
                throw new CommandException($"--map {mapping}: \"{field}\" is mapped twice.");
        }

        return new(columns);
    }

    /// <summary>Whether a column of this name is read.</summary>
    public bool Knows(string column) => IsField(column) || Names(column);

    /// <summary>Whether a column of this name is mapped by the command line.</summary>
    public bool Names(string column) => Columns.Values.Contains(column, StringComparer.Ordinal);

    /// <summary>The columns of a file: what is called like a field maps itself, unless that field is mapped otherwise; then what the tool that wrote the file
    /// calls always the same.</summary>
    /// <param name="titles">What each column may be called.</param>
    /// <param name="known">Column by field, as the file's tool has it.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="CommandException">A mapped column is not in the file, or twice; or nothing says what the customer said.</exception>
    public IReadOnlyList<MappedColumn> For(IReadOnlyList<string[]> titles, IReadOnlyDictionary<string, string> known, string path)
    {
        List<string> names = [.. titles.Select(title => title[0]).Where(name => name.Length > 0)];
        var columns = new Dictionary<string, string>(Columns, StringComparer.Ordinal);
        foreach (var column in names.Where(IsField))
            columns.TryAdd(column, column);
        foreach (var column in names.Where(name => ContactRule.Speaks(name)))
            AddConsent(columns, column);
        foreach (var (field, column) in known.Where(pair => !columns.ContainsValue(pair.Value)))
            columns.TryAdd(field, column);

        var mapped = columns.Select(pair => new MappedColumn(pair.Key, pair.Value, IndexOf(pair.Key, pair.Value))).ToList();
        return mapped.Exists(column => column.Field == "text" || column.Field.StartsWith("ratings.", StringComparison.Ordinal))
            ? mapped
            : throw new CommandException(
                $"No column of {path} is mapped to the text or to a rating: use --map text=COLUMN or --map ratings.csat=COLUMN. Its columns are "
                    + $"{Quoted(names)}.");

        int IndexOf(string field, string column)
        {
            List<int> found = [.. titles.Index().Where(title => title.Item.Contains(column, StringComparer.Ordinal)).Select(title => title.Index)];
            return found switch
            {
                [var only] => only,
                [] => throw new CommandException($"{path} has no column \"{column}\" for {field}. Its columns are {Quoted(names)}."),
                _ => throw new CommandException($"{path} has {found.Count} columns called \"{column}\", and it is mapped to {field}: rename one of them."),
            };
        }
    }

    /// <summary>Whether a field says who agreed to be contacted.</summary>
    public static bool SpeaksOfConsent(string field) =>
        field.StartsWith(AttributePrefix, StringComparison.Ordinal) && ContactRule.Speaks(field[AttributePrefix.Length..]);

    /// <summary>Who agreed to be contacted is read from whatever speaks of it, under a name of its own: of two that contradict each other the "no" is to
    /// hold, and not the one that is read last.</summary>
    private static void AddConsent(Dictionary<string, string> columns, string column)
    {
        if (columns.Any(pair => pair.Value == column && SpeaksOfConsent(pair.Key)))
            return;
        if (!columns.TryAdd(AttributePrefix + column, column))
            columns.TryAdd(AttributePrefix + AttributePrefix + column, column);
    }

    private static bool IsField(string name) => Fields.Contains(name, StringComparer.Ordinal)
        || (name.StartsWith(AttributePrefix, StringComparison.Ordinal) && name.Length > AttributePrefix.Length && name.Length <= AttributePrefix.Length
            + RequestLimits.AttributeName);

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}

/// <summary>A column that is read.</summary>
/// <param name="Field">The field that it is read into.</param>
/// <param name="Title">What the column is called.</param>
/// <param name="Index">Its place in a row, from 0; in lines of JSON there is none.</param>
internal sealed record MappedColumn(string Field, string Title, int Index);
