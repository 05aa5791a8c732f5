namespace Feedback.Core.Journeys;

/// <summary>Guesses what somebody who misspelt a name meant.</summary>
internal static class NearestName
{
    /// <summary>Ends an error message: <c> (did you mean "receive"?)</c>, or nothing when no name is near.</summary>
    public static string Hint(string written, IEnumerable<string> names)
    {
        // One slip in three letters is still a misspelling; more is another word.
        var limit = Math.Max(1, Math.Min(written.Length / 3, 3));
        var nearest = names.Select(name => (Name: name, Distance: Distance(written, name))).Where(name => name.Distance <= limit).OrderBy(name => name.Distance)
            .FirstOrDefault();
        return nearest.Name is { } name ? $" (did you mean \"{name}\"?)" : "";
    }

    // Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3)
            return int.MaxValue;
        var distances = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            distances[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            distances[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(distances[i - 1, j] + 1, distances[i, j - 1] + 1);
                best = Math.Min(best, distances[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, distances[i - 2, j - 2] + 1);
                distances[i, j] = best;
            }
        }
        return distances[a.Length, b.Length];
    }
}
