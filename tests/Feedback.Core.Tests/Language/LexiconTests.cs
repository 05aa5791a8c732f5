using System.Globalization;
using Feedback.Core.Language.BuiltIn;

namespace Feedback.Core.Tests.Language;

/// <summary>What stands in the files of <c>Lexicon/</c> is what the analysis knows.</summary>
public class LexiconTests
{
    private static readonly string[] Files =
        ["asks.tsv", "emoji.tsv", "feedback.tsv", "languages.txt", "moods.tsv", "sentiment.tsv", "spelling.tsv", "vader_lexicon.txt", "words.tsv"];

    [Fact]
    public void Every_line_of_a_file_is_a_comment_or_has_fields()
    {
        foreach (var file in Files)
        {
            using var reader = new StreamReader(typeof(Vocabulary).Assembly.GetManifestResourceStream("Feedback.Core.Language.Lexicon." + file)!);
            var lines = reader.ReadToEnd().Split('\n').Where(line => line.Length > 0).ToArray();
            var comments = lines.Where(line => line.StartsWith("//", StringComparison.Ordinal)).ToArray();
            Assert.DoesNotContain(comments, line => line.Contains('\t', StringComparison.Ordinal));
            Assert.Equal(lines.Length - comments.Length, Vocabulary.Rows(file).Count(row => row.Length > 1));
        }
    }

    [Fact]
    public void Every_row_of_the_lexicon_is_found_as_one_with_its_valence()
    {
        var lost = Vocabulary.Rows("feedback.tsv").Where(row => !IsKnown(row[0], double.Parse(row[1], CultureInfo.InvariantCulture))).Select(row => row[0]);
        Assert.Empty(lost);
    }

    [Theory]
    [InlineData("The parcel came 3 days late.")]
    [InlineData("The driver was twenty minutes late.")]
    public void A_phrase_may_begin_with_a_number(string text) => Assert.Contains("late", Assert.Single(Reading.Opinions(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("I can't wait to wear it.")]
    [InlineData("I can not wait to wear it.")]
    [InlineData("I cannot wait to wear it.")]
    [InlineData("I cant wait to wear it.")]
    public void A_denial_is_known_however_it_is_written(string text) =>
        Assert.Equal(Reading.Score("I can't wait to wear it."), Reading.Score(text));

    private static bool IsKnown(string phrase, double valence)
    {
        List<Token> tokens = [];
        List<Unit> units = [];
        Tokeniser.Tokenise(phrase.Replace('#', '3').Replace("~", "the", StringComparison.Ordinal), Vocabulary.Instance, tokens);
        PhraseMatcher.Match(tokens, new Run(0, tokens.Count), Vocabulary.Instance, units);
        return units is [var unit] && unit.Valence == valence;
    }
}
