namespace Feedback.Core.Language.BuiltIn;

/// <summary>The ways to write a denial: "don't", "do not" and "dont" are one, so a phrase of the lexicon stands for all of them.</summary>
internal static class DenialForms
{
    private static readonly string[][] Forms =
    [
        .. new[] { "do", "does", "did", "is", "are", "was", "were", "have", "has", "had", "could", "would", "should", "need" }
            .Select(verb => new[] { verb + "n't", verb + " not", verb + "nt" }),
        ["can't", "cannot", "can not", "cant"],
        ["won't", "will not", "wont"],
    ];

    private static readonly string[] BeAndHave = ["isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't"];

    /// <summary>The other ways to write a phrase; none if it denies nothing.</summary>
    public static IEnumerable<string> OthersOf(string phrase)
    {
        // "is [not showing]" and "[isn't showing]"
        if (phrase.StartsWith("not ", StringComparison.Ordinal))
        {
            foreach (var verb in BeAndHave)
            {
                yield return verb + phrase[3..];
                yield return verb.Replace("'", "", StringComparison.Ordinal) + phrase[3..];
            }
        }
        var padded = $" {phrase} ";
        foreach (var forms in Forms)
        {
            if (forms.FirstOrDefault(form => padded.Contains($" {form} ", StringComparison.Ordinal)) is not { } own) continue;
            foreach (var other in forms)
            {
                if (other != own) yield return padded.Replace($" {own} ", $" {other} ", StringComparison.Ordinal).Trim();
            }
        }
    }
}
