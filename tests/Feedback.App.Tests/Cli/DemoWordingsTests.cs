using System.Text.RegularExpressions;
using Feedback.App.Cli.Demo;
using Feedback.App.Cli.Import;
using Feedback.Testing;

namespace Feedback.App.Tests.Cli;

public sealed partial class DemoWordingsTests
{
    [Theory]
    [InlineData("banking77", "banking77.csv", "text")]
    [InlineData("bitext", "bitext_customer_service.csv", "text")]
    [InlineData("uci-sentiment-sentences", "uci_sentiment_sentences.tsv", "text")]
    [InlineData(Wording.OfReviews, "product-reviews.csv", "Review Text")]
    public async Task What_is_said_stands_in_the_data_set_that_it_is_said_to_come_from(string dataset, string file, string column)
    {
        var texts = await TextsAsync(file, column);
        var chosen = (await Wordings.ReadAsync()).All.Where(wording => wording.Dataset == dataset).Select(wording => wording.Text).ToList();

        Assert.NotEmpty(chosen);
        Assert.All(chosen, text => Assert.Contains(texts, published => published.Contains(text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task At_most_three_words_are_exchanged_for_at_most_two()
    {
        var exchanged = (await Wordings.ReadAsync()).All.Where(wording => wording.Said is not null).ToList();

        Assert.NotEmpty(exchanged);
        Assert.All(exchanged, wording =>
        {
            var (text, said) = (WordsOf(wording.Text), WordsOf(wording.Said!));
            Assert.InRange(text.Except(said).Count(), 1, 3);
            Assert.InRange(said.Except(text).Count(), 1, 2);
        });
    }

    [Fact]
    public async Task Every_strand_has_something_to_say_wherever_it_is_told()
    {
        var strands = RetailStrands.Of(await Wordings.ReadAsync());

        Assert.All(strands, strand => Assert.All(strand.Where, place => Assert.Contains(strand.Wordings, wording => wording.Sources.Contains(place.Source))));
    }

    [Fact]
    public async Task Every_wording_belongs_to_a_strand_that_is_told_where_it_may_be_said()
    {
        var words = await Wordings.ReadAsync();
        var places = RetailStrands.Of(words).SelectMany(strand => strand.Where, (strand, place) => (strand.Name, place.Source)).ToHashSet();

        Assert.All(words.All, wording => Assert.Contains(wording.Sources, source => places.Contains((wording.Strand, source))));
    }

    [Fact]
    public async Task A_paraphrase_does_not_follow_at_once_where_there_is_something_else_to_say()
    {
        var late = (await Wordings.ReadAsync()).Of("late");

        var neighbours = late.Zip(late.Skip(1)).Count(pair => pair.First.Group == pair.Second.Group);
        Assert.InRange(neighbours, 0, late.Count / 6);
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(string file, string column)
    {
        var path = Path.Combine(Repository.Root, "data", file);
        await using var stream = File.OpenRead(path);
        using var csv = await CsvRows.OpenAsync(stream, path, file.EndsWith(".tsv", StringComparison.Ordinal) ? '\t' : ',');
        var place = csv.Header.ToList().IndexOf(column);
        var texts = new List<string>();
        await foreach (var row in csv.ReadAsync())
            texts.Add(row.Fields[place]);
        return texts;
    }

    private static List<string> WordsOf(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(word => word.Value)];

    [GeneratedRegex(@"\{\w+\}|[\w']+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
