using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>Which field of a feedback is read from which column (or property) of the file.</summary>
/// <param name="Columns">Column by field.</param>
internal sealed record ColumnMap(IReadOnlyDictionary<string, string> Columns)
{
    private const string AttributePrefix = "attributes.";

    /// <summary>The fields that a column can be mapped to, beside attributes.</summary>
    public static readonly string[] Fields =
        ["text", "occurredAt", "sourceEventId", "touchpoint", "channel", "language", "customer.id", "customer.email", "ratings.nps", "ratings.csat",
            "ratings.ces"];

    /// <summary>Whether the map gives what a feedback must have: a text or a rating.</summary>
    public bool SaysSomething => Columns.Keys.Any(name => name == "text" || name.StartsWith("ratings.", StringComparison.Ordinal));

    /// <summary>Reads <c>field=column</c>, as the command line has it.</summary>
    /// <exception cref="CommandException">A mapping is none, names no field, or names one twice.</exception>
    public static ColumnMap Parse(IEnumerable<string> mappings)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mapping in mappings)
        {
            var (field, column) = mapping.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < mapping.Length - 1
                ? (mapping[..at], mapping[(at + 1)..])
                : throw new CommandException($"--map {mapping}: write FIELD=COLUMN, such as --map text=\"Review Text\".");
            if (!IsField(field))
                throw new CommandException($"--map {mapping}: there is no field \"{field}\". The fields are {string.Join(", ", Fields)} and attributes.NAME.");
            if (!columns.TryAdd(field, column))
                throw new CommandException($"--map {mapping}: \"{field}\" is mapped twice.");
        }

        return new(columns);
    }

    /// <summary>The map for a file with these columns: what is called like a field maps itself, unless that field is mapped otherwise.</summary>
    /// <exception cref="CommandException">A mapped column is not in the file, or nothing says what the customer said.</exception>
    public ColumnMap For(IReadOnlyList<string> header, string path)
    {
        if (Columns.FirstOrDefault(pair => !header.Contains(pair.Value, StringComparer.Ordinal)) is { Key: not null } missing)
            throw new CommandException($"{path} has no column \"{missing.Value}\" for {missing.Key}. Its columns are {Quoted(header)}.");
        var columns = new Dictionary<string, string>(Columns, StringComparer.Ordinal);
        foreach (var column in header.Where(IsField))
            columns.TryAdd(column, column);
        var map = new ColumnMap(columns);
        return map.SaysSomething
            ? map
            : throw new CommandException(
                $"No column of {path} is mapped to the text or to a rating: use --map text=COLUMN or --map ratings.csat=COLUMN. Its columns are "
                    + $"{Quoted(header)}.");
    }

    /// <summary>The columns that are not read.</summary>
    public IReadOnlyList<string> Unread(IReadOnlyList<string> header) => [.. header.Except(Columns.Values, StringComparer.Ordinal)];

    private static bool IsField(string name) => Fields.Contains(name, StringComparer.Ordinal)
        || (name.StartsWith(AttributePrefix, StringComparison.Ordinal) && name.Length > AttributePrefix.Length && name.Length <= AttributePrefix.Length
            + RequestLimits.AttributeName);

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
