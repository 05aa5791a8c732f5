namespace Feedback.App.Cli.Import;

/// <summary>How many rows say each of some words. A file whose every row says another fills no memory: beyond so many words the rest are counted
/// together.</summary>
/// <param name="most">How many words are told apart.</param>
/// <param name="comparer">Which words are the same.</param>
internal sealed class RowCounts(int most, StringComparer comparer)
{
    private readonly Dictionary<string, long> _rows = new(comparer);

    public IReadOnlyDictionary<string, long> Rows => _rows;

    /// <summary>How many rows say others.</summary>
    public long Others { get; private set; }

    public void Note(string word)
    {
        if (_rows.Count < most || _rows.ContainsKey(word))
            _rows[word] = _rows.GetValueOrDefault(word) + 1;
        else
            Others++;
    }
}
