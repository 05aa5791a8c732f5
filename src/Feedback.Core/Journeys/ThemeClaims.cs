using System.Text.Json;

namespace Feedback.Core.Journeys;

/// <summary>Reads the words of themes and sees to it that no two themes claim the same ones: what a mapper cannot tell apart, a definition must not leave
/// open.</summary>
internal sealed class ThemeClaims(ProblemList problems, int longest)
{
    private readonly Dictionary<string, (string Theme, string Words)> _claimed = new(StringComparer.Ordinal);
    private readonly HashSet<(string Theme, string Words)> _seen = [];

    public List<string> Terms(DefinitionObject theme, string id) => Read(theme, "terms", id, one: true);

    public List<string> Phrases(DefinitionObject theme, string id) => Read(theme, "phrases", id, one: false);

    /// <summary>The words near which a theme's terms count.</summary>
    public Dictionary<string, IReadOnlyList<string>> Near(DefinitionObject theme, IReadOnlyList<string> terms)
    {
        var near = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (term, items, path) in theme.OptionalLists("near"))
        {
            if (!terms.Contains(term, StringComparer.Ordinal))
                problems.Add(path, $"\"{term}\" is not one of the theme's terms");
            var words = new List<string>();
            foreach (var (item, at) in items)
            {
                if (theme.NonBlank(item, at) is not { } word)
                    continue;
                words.Add(word);
                if (word.Any(char.IsUpper))
                    problems.Add(at, $"\"{word}\" must be lower case");
                else if (ThemeAutomaton.Stems(word).Count != 1)
                    problems.Add(at, $"\"{word}\" must be one word to search for");
            }

            if (words.Count == 0)
                problems.Add(path, $"needs a word: \"{term}\" would never count");
            if (!near.TryAdd(term, words))
                problems.Add(path, "is given twice");
        }

        return near;
    }

    /// <summary>The turns of phrase that no theme may claim.</summary>
    public List<string> Sayings(DefinitionObject journey) => Read(journey.OptionalItems("sayings"), journey, "", one: false);

    private List<string> Read(DefinitionObject theme, string list, string id, bool one) => Read(theme.Items(list), theme, id, one);

    private List<string> Read(IEnumerable<(JsonElement Item, string Path)> items, DefinitionObject of, string id, bool one)
    {
        var all = new List<string>();
        foreach (var (item, path) in items)
        {
            if (of.NonBlank(item, path) is not { } words)
                continue;
            all.Add(words);
            if (words.Length > longest)
                problems.Add(path, $"is longer than {longest} characters");
            else if (words.Any(char.IsUpper))
                problems.Add(path, $"\"{words}\" must be lower case");
            else
                Claim(words, id, path, one);
        }
        return all;
    }

    private void Claim(string words, string theme, string path, bool one)
    {
        var found = ThemeAutomaton.Stems(words);
        var stems = string.Join(' ', found);
        if (found.Count == 0)
            problems.Add(path, $"\"{words}\" has no word to search for");
        else if (one && found.Count > 1)
            problems.Add(path, $"\"{words}\" has more than one word: list it under phrases");
        else if (!one && found.Count == 1)
            problems.Add(path, $"\"{words}\" comes down to the one word \"{stems}\", because small words are ignored; a phrase needs two");
        else if (!_seen.Add((theme, words)))
            problems.Add(path, $"\"{words}\" is listed twice");
        else if (!_claimed.TryAdd(stems, (theme, words)) && _claimed[stems] is var other && other.Theme != theme)
            problems.Add(path, $"\"{words}\" is also claimed by the theme \"{other.Theme}\"{(other.Words == words ? "" : $", as \"{other.Words}\"")}");
    }
}
