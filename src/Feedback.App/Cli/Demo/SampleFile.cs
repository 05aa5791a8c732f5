using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Feedback.App.Cli.Import;

namespace Feedback.App.Cli.Demo;

/// <summary>A file of the sample data that comes with the program.</summary>
internal static class SampleFile
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>All rows, in the order of the file.</summary>
    public static async Task<IReadOnlyList<SampleRow>> ReadAsync(string file)
    {
        var path = Path.Combine(Folder, file);
        await using var stream = File.OpenRead(path);
        using var csv = await CsvRows.OpenAsync(stream, path, file.EndsWith(".tsv", StringComparison.Ordinal) ? '\t' : ',');
        var columns = csv.Header.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        var rows = new List<SampleRow>();
        await foreach (var row in csv.ReadAsync())
            rows.Add(new(columns, row.Fields));
        return rows;
    }
}

/// <summary>One row of a sample file. What identifies it follows from its content, wherever it stands.</summary>
internal sealed class SampleRow(IReadOnlyDictionary<string, int> columns, string[] fields)
{
    // Not the hash of the fields alone: by that one the sample was drawn from the full set, so it is small in all rows that are here.
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes("demo\u001f" + string.Join('\u001f', fields)));

    public string this[string column] => fields[columns[column]];

    /// <summary>A name for the row.</summary>
    public string Name => "demo-" + Convert.ToHexStringLower(_hash.AsSpan(8, 12));

    /// <summary>A fixed place from 0 to 1, the same at every run.</summary>
    public double Share => Chance.Of(_hash);
}

/// <summary>Places from 0 to 1 that look like chance and are the same at every run, on every machine.</summary>
internal static class Chance
{
    /// <summary>The place of a name.</summary>
    public static double Of(string name) => Of(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>The place of a hash.</summary>
    public static double Of(ReadOnlySpan<byte> hash) => (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));

    /// <summary>One of several, by their weights.</summary>
    public static T Pick<T>(string name, params ReadOnlySpan<(T Item, double Weight)> choices)
    {
        var sum = 0.0;
        foreach (var (_, weight) in choices)
            sum += weight;
        var place = Of(name) * sum;
        foreach (var (item, weight) in choices)
        {
            if ((place -= weight) < 0)
                return item;
        }

        return choices[^1].Item;
    }
}
