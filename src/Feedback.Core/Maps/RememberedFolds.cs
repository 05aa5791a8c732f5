using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Maps;

/// <summary>
/// Folds in memory, decoded, of bounded number: when there are too many, the half that was not read for longest is let go. That a period has no fold is
/// remembered too.
/// </summary>
/// <param name="zone">The company's time zone as folds name it. A day or a month of another is as good as none.</param>
internal sealed class RememberedFolds(string? zone)
{
    private const int Most = 6_000;
    private const int DayLength = 10;

    private readonly Dictionary<DocumentKey, Remembered> _known = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string?, string, string, string?), int> _cells = [];
    private readonly Dictionary<(string, string, string), int> _scores = [];
    private long _reads;

    /// <summary>Whether it is the fold of a day or a month.</summary>
    public static bool IsOfDays(Fold fold) => fold.Period.Length <= DayLength;

    /// <summary>Whether it is known what stands there.</summary>
    public bool Knows(DocumentKey key) => _known.ContainsKey(key);

    /// <summary>The fold that stands there; <c>null</c> when there is none.</summary>
    public Fold? Read(DocumentKey key)
    {
        var remembered = _known[key];
        remembered.ReadAt = ++_reads;
        return remembered.Fold;
    }

    /// <summary>Remembers what stands there.</summary>
    /// <param name="key">Where.</param>
    /// <param name="fold">The fold; <c>null</c> for none.</param>
    public void Set(DocumentKey key, Document? fold) => _known[key] = new(fold is null ? null : Decode(fold)) { ReadAt = ++_reads };

    /// <summary>Lets go what is too much. What is about to be read may go as well.</summary>
    public void Trim()
    {
        if (_known.Count <= Most)
            return;
        foreach (var (key, _) in _known.OrderBy(pair => pair.Value.ReadAt).Take(_known.Count / 2).ToList())
            _known.Remove(key);
    }

    /// <summary>Keeps what maps and series need, and each name once: thousands of folds repeat the same few dozen.</summary>
    private Fold? Decode(Document document)
    {
        var fold = Json.Read(document, SignalsJson.Default.Fold);
        if (IsOfDays(fold) && fold.Zone != zone)
            return null;
        return fold with
        {
            Cells = [.. fold.Cells.Select(Shared)],
            Scores = [.. fold.Scores.Select(Shared)],
            Customers = [.. fold.Customers.Select(customers => customers with { Stage = Name(customers.Stage), Touchpoint = Name(customers.Touchpoint) })],
            // Asked of days alone, and large.
            Affected = fold.Period.Length == DayLength
                ? [.. fold.Affected.Select(affected => affected with { Stage = Name(affected.Stage), Theme = Name(affected.Theme) })]
                : [],
        };
    }

    private FoldCell Shared(FoldCell cell)
    {
        var (stage, theme, touchpoint) = (Name(cell.Stage), cell.Theme is null ? null : Name(cell.Theme), Name(cell.Touchpoint));
        var (heardBy, ownedBy) = (Name(cell.HeardBy), cell.OwnedBy is null ? null : Name(cell.OwnedBy));
        return new(stage, theme, touchpoint, heardBy, ownedBy, cell.Positive, cell.Neutral, cell.Negative, cell.Sentiment)
        {
            Number = NumberOf(_cells, (stage, theme, touchpoint, heardBy, ownedBy)),
            Wordless = cell.Wordless,
        };
    }

    private FoldScores Shared(FoldScores scores)
    {
        var (stage, touchpoint, heardBy) = (Name(scores.Stage), Name(scores.Touchpoint), Name(scores.HeardBy));
        return FoldScores.Of(stage, touchpoint, heardBy, scores.Sums) with { Number = NumberOf(_scores, (stage, touchpoint, heardBy)) };
    }

    private static int NumberOf<TKey>(Dictionary<TKey, int> numbers, TKey key)
        where TKey : notnull
    {
        if (!numbers.TryGetValue(key, out var number))
            numbers[key] = number = numbers.Count;
        return number;
    }

    private string Name(string name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        _names.Add(name);
        return name;
    }

    private sealed class Remembered(Fold? fold)
    {
        public Fold? Fold => fold;

        public long ReadAt { get; set; }
    }
}
