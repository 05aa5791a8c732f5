using System.Globalization;
using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>
/// Judges how a sentence or a text feels: a multinomial logistic regression over <see cref="SentimentFeatures"/>, with the weights of
/// <c>Lexicon/sentiment.tsv</c>, which <c>bench/language/train sentiment</c> makes.
/// </summary>
internal sealed class SentimentModel
{
    private const string Intercept = "intercept";

    /// <summary>The label follows from the score everywhere (see <see cref="Sentiment.FromScore"/>), so a score never says another label than the
    /// likeliest.</summary>
    private const double Limit = 0.05;
    private const double InsideLimit = 0.049;

    private static readonly Lazy<SentimentModel> Loaded = new(() => new(Vocabulary.Rows("sentiment.tsv")));

    private readonly double[] _means;
    private readonly double[] _deviations;

    /// <summary>For each class, in the order negative, neutral, positive: a weight for each number and the intercept behind them.</summary>
    private readonly double[][] _weights;

    /// <param name="rows">The rows of the file: name, mean, standard deviation, and the weights of the three classes.</param>
    public SentimentModel(IEnumerable<string[]> rows)
    {
        var named = rows.ToDictionary(row => row[0], row => Array.ConvertAll(row[1..], cell => double.Parse(cell, CultureInfo.InvariantCulture)));
        var numbers = SentimentFeatures.Names.Select(name => named[name]).ToArray();
        _means = Array.ConvertAll(numbers, row => row[0]);
        _deviations = Array.ConvertAll(numbers, row => row[1]);
        _weights = [.. Enumerable.Range(2, 3).Select(column => numbers.Append(named[Intercept]).Select(row => row[column]).ToArray())];
    }

    public static SentimentModel Instance => Loaded.Value;

    /// <summary>The likeliest label, with a score that is the probability of positive less that of negative, kept within what the label allows.</summary>
    public Sentiment Judge(in SentimentFeatures features)
    {
        Span<double> numbers = stackalloc double[_means.Length];
        features.Write(numbers);
        var (negative, neutral, positive) = (Activation(0, numbers), Activation(1, numbers), Activation(2, numbers));
        var most = Math.Max(negative, Math.Max(neutral, positive));
        var (forIt, against) = (Math.Exp(positive - most), Math.Exp(negative - most));
        var score = (forIt - against) / (forIt + against + Math.Exp(neutral - most));
        return Sentiment.FromScore(most == neutral ? Math.Clamp(score, -InsideLimit, InsideLimit)
            : most == positive ? Math.Max(score, Limit)
            : Math.Min(score, -Limit));
    }

    private double Activation(int label, ReadOnlySpan<double> numbers)
    {
        var weights = _weights[label];
        var sum = weights[^1];
        for (var i = 0; i < _means.Length; i++) sum += weights[i] * (numbers[i] - _means[i]) / _deviations[i];
        return sum;
    }
}
