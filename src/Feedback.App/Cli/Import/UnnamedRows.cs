using System.Security.Cryptography;
using System.Text;

namespace Feedback.App.Cli.Import;

/// <summary>
/// Names the events of rows that leave the column of their id empty, as exports of reviews do where only stars were given: by what stands in them. In a later
/// edition of the file they have another place, and are known all the same.
/// </summary>
internal sealed class UnnamedRows
{
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);

    /// <summary>How the event of the next row is called.</summary>
    /// <param name="raw">The row as it stands in the file. Equal ones are told apart by how many came before.</param>
    public string EventOf(string raw)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)));
        return ImportTarget.EventId(hash, _times[hash] = _times.GetValueOrDefault(hash) + 1);
    }
}
