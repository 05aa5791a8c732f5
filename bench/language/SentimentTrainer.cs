using System.Globalization;
using Feedback.Core.Language;
using Feedback.Core.Language.BuiltIn;
using MathNet.Numerics.LinearAlgebra;

namespace Feedback.Bench.Language;

/// <summary>
/// Fits the sentiment model: a multinomial logistic regression with a ridge, by Newton's method. Positive and negative weigh the same; within a class each set
/// weighs as the square root of its rows, for a large set is not a better likeness of what is to come.
/// </summary>
internal static class SentimentTrainer
{
    private const double InverseRidge = 0.3;

    /// <summary>How much neutral weighs beside each of the others: chosen by leaving one whole set out at a time.</summary>
    private const double NeutralShare = 0.6;
    private const double InterceptRidge = 1e-6;
    private const int MostSteps = 50;
    private const double Done = 1e-9;
    private const int Classes = 3;

    /// <summary>The rows of <c>sentiment.tsv</c> that the texts lead to.</summary>
    public static IEnumerable<string[]> Fit(IReadOnlyList<LabelledText> texts)
    {
        var reading = new TextReading(Vocabulary.Instance);
        List<(double[] Numbers, LabelledText Text)> rows = [];
        foreach (var text in texts)
        {
            reading.Read(new TextToAnalyse(text.Text, "en"));
            // What says nothing either way is settled by rule.
            if (reading.Features.IsEmpty) continue;
            var numbers = new double[SentimentFeatures.Names.Count];
            reading.Features.Write(numbers);
            rows.Add((numbers, text));
        }

        var size = SentimentFeatures.Names.Count;
        var means = new double[size];
        var deviations = new double[size];
        for (var i = 0; i < size; i++)
        {
            means[i] = Math.Round(rows.Average(row => row.Numbers[i]), 5);
            deviations[i] = Math.Round(Math.Sqrt(rows.Average(row => Math.Pow(row.Numbers[i] - means[i], 2))), 5);
        }

        var standard = rows.ConvertAll(row => row.Numbers.Select((number, i) => (number - means[i]) / deviations[i]).Append(1).ToArray());
        var weights = Newton(standard, rows.ConvertAll(row => row.Text.Label + 1), Weights([.. rows.Select(row => row.Text)]));
        for (var i = 0; i <= size; i++)
        {
            var own = Enumerable.Range(0, Classes).Select(c => Text(weights[(c * (size + 1)) + i]));
            yield return i < size ? [SentimentFeatures.Names[i], Text(means[i]), Text(deviations[i]), .. own] : ["intercept", "0", "1", .. own];
        }
    }

    /// <summary>Writes the file.</summary>
    public static void Write(IEnumerable<string[]> rows, TextWriter output)
    {
        output.Write("// The weights of the built-in analysis' judgement of sentences and texts, made by bench/language/train sentiment from the training\n");
        output.Write("// rows that bench/language/README.md names: a number, its mean and standard deviation, its weights for negative, neutral, positive.\n");
        foreach (var row in rows) output.Write(string.Join('\t', row) + '\n');
    }

    private static double[] Weights(IReadOnlyList<LabelledText> texts)
    {
        var rows = texts.CountBy(text => (text.Set, text.Label)).ToDictionary(pair => pair.Key, pair => (double)pair.Value);
        var classes = rows.GroupBy(pair => pair.Key.Label).ToDictionary(group => group.Key, group => group.Sum(pair => Math.Sqrt(pair.Value)));
        return [.. texts.Select(text => (text.Label == 0 ? NeutralShare : 1) * texts.Count
            / classes.Count / classes[text.Label] / Math.Sqrt(rows[(text.Set, text.Label)]))];
    }

    private static double[] Newton(List<double[]> rows, List<int> labels, double[] shares)
    {
        var size = rows[0].Length;
        var all = Classes * size;
        var at = new double[all];
        Span<double> likely = stackalloc double[Classes];
        for (var step = 0; step < MostSteps; step++)
        {
            var slope = new double[all];
            var bend = new double[all * all];
            for (var r = 0; r < rows.Count; r++)
            {
                var row = rows[r];
                Softmax(at, row, likely);
                for (var c = 0; c < Classes; c++)
                {
                    var residual = shares[r] * InverseRidge * (likely[c] - (labels[r] == c ? 1 : 0));
                    for (var i = 0; i < size; i++) slope[(c * size) + i] += residual * row[i];
                    for (var d = 0; d <= c; d++)
                    {
                        var share = shares[r] * InverseRidge * likely[c] * ((c == d ? 1 : 0) - likely[d]);
                        for (var i = 0; i < size; i++)
                        {
                            var line = bend.AsSpan((((c * size) + i) * all) + (d * size), size);
                            var own = share * row[i];
                            for (var j = 0; j < line.Length; j++) line[j] += own * row[j];
                        }
                    }
                }
            }

            for (var k = 0; k < all; k++)
            {
                var ridge = k % size == size - 1 ? InterceptRidge : 1;
                slope[k] += ridge * at[k];
                bend[(k * all) + k] += ridge;
                for (var l = k + 1; l < all; l++) bend[(k * all) + l] = bend[(l * all) + k];
            }

            var change = Matrix<double>.Build.DenseOfRowMajor(all, all, bend).Cholesky().Solve(Vector<double>.Build.Dense(slope));
            for (var k = 0; k < all; k++) at[k] -= change[k];
            if (change.AbsoluteMaximum() < Done) break;
        }

        return at;
    }

    private static void Softmax(double[] weights, double[] row, Span<double> likely)
    {
        for (var c = 0; c < likely.Length; c++)
        {
            likely[c] = 0;
            for (var i = 0; i < row.Length; i++) likely[c] += weights[(c * row.Length) + i] * row[i];
        }

        var most = Math.Max(likely[0], Math.Max(likely[1], likely[2]));
        var sum = 0.0;
        for (var c = 0; c < likely.Length; c++) sum += likely[c] = Math.Exp(likely[c] - most);
        for (var c = 0; c < likely.Length; c++) likely[c] /= sum;
    }

    // Few enough digits that no machine's last bit shows.
    private static string Text(double number) => number.ToString("0.#####", CultureInfo.InvariantCulture);
}
