using System.Buffers;
using System.Text.RegularExpressions;
using Feedback.Core.Language.BuiltIn;

namespace Feedback.Core.Language;

/// <summary>The forms in which people ask, read once from <c>Lexicon/asks.tsv</c>, which says how they are written.</summary>
internal sealed partial class AskForms
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Compiled;
    private const string End = "end";
    private const int Deepest = 8;

    private static readonly Lazy<AskForms> Loaded = new(() => new AskForms(Vocabulary.Rows("asks.tsv")));

    private readonly Dictionary<(string Row, string Name), List<string>> _rows = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>Reads the forms, and refuses what is not meant: a mistyped name would otherwise find nothing, and nobody would see it.</summary>
    /// <exception cref="InvalidDataException">A row is wrong.</exception>
    public AskForms(IEnumerable<string[]> rows)
    {
        List<string>? last = null;
        foreach (var row in rows)
        {
            if (row is ["", var more] && last is not null)
                last[^1] += more;
            else if (row is ["words" or "cues" or "part" or "form", var name, { Length: > 0 } value])
                (last = RowsOf(row[0], name)).AddRange(row[0] is "words" or "cues" ? value.Split(" | ") : [value]);
            else
                throw new InvalidDataException($"This is no row of words, cues, a part or a form: {string.Join('\t', row)}");
        }

        foreach (var (key, items) in _rows)
        {
            if (items.Distinct(StringComparer.Ordinal).Count() < items.Count || items.Contains("") || (key.Row == "part" && items.Count > 1))
                throw new InvalidDataException($"{key.Row} {key.Name} has something twice, or nothing at all.");
        }

        ClauseEnd = PatternOf(End);
        Forms = [.. _rows.Keys.Where(key => key is { Row: "form", Name: not End })
            .Select(key => new AskForm(KindOf(key.Name), CuesOf(key.Name), PatternOf(key.Name)))];
        if (Enum.GetValues<ExpectedOutcomeKind>().Except(Forms.Select(form => form.Kind)).ToList() is { Count: > 0 } missing)
            throw new InvalidDataException($"There is no form of {string.Join(", ", missing)}.");
        if (_rows.Keys.Where(key => key.Row != "form" && !_named.Contains(key.Name)).ToList() is { Count: > 0 } idle)
            throw new InvalidDataException($"Nothing names {string.Join(", ", idle.Select(key => $"{key.Row} {key.Name}"))}.");
    }

    /// <summary>Those of the file.</summary>
    public static AskForms Instance => Loaded.Value;

    /// <summary>The forms.</summary>
    public IReadOnlyList<AskForm> Forms { get; }

    /// <summary>Where an ask ends and something else is said.</summary>
    public Regex ClauseEnd { get; }

    private List<string> RowsOf(string row, string name) => _rows.TryGetValue((row, name), out var known) ? known : _rows[(row, name)] = [];

    private static ExpectedOutcomeKind KindOf(string name) => Enum.TryParse<ExpectedOutcomeKind>(name.Split('-')[0], ignoreCase: true, out var kind)
        ? kind
        : throw new InvalidDataException($"{name} is no kind of ask.");

    private SearchValues<string> CuesOf(string name) => _named.Add(name) && _rows.TryGetValue(("cues", name), out var cues)
        ? SearchValues.Create([.. cues.Select(cue => cue.Replace('_', ' '))], StringComparison.OrdinalIgnoreCase)
        : throw new InvalidDataException($"The form {name} has no cues.");

    private Regex PatternOf(string name)
    {
        try
        {
            return new(string.Join('|', RowsOf("form", name).Select(form => Expand(form, 0))), Options);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The form {name} is no regular expression.", exception);
        }
    }

    private string Expand(string pattern, int depth) => depth > Deepest
        ? throw new InvalidDataException($"A list or a part names itself: {pattern}")
        : Reference().Replace(pattern, match =>
        {
            var name = match.Groups["name"].Value;
            _named.Add(name);
            if (_rows.TryGetValue(("words", name), out var words))
                return $"(?:{string.Join('|', words.Select(word => Expand(word, depth + 1)))})";
            return _rows.TryGetValue(("part", name), out var part)
                ? Expand(part[0], depth + 1)
                : throw new InvalidDataException($"There is no list and no part {name}.");
        });

    [GeneratedRegex(@"\{(?<name>[a-z][a-z-]*)\}")]
    private static partial Regex Reference();
}

/// <summary>The forms of one kind.</summary>
/// <param name="Kind">In which form is asked.</param>
/// <param name="Cues">Words of which a text needs one: most have none, and looking for those is far cheaper than looking for the forms.</param>
/// <param name="Pattern">The heads.</param>
internal sealed record AskForm(ExpectedOutcomeKind Kind, SearchValues<string> Cues, Regex Pattern);
