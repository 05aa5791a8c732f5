using MathNet.Numerics.LinearAlgebra;

namespace Feedback.Tools.Embedding;

/// <summary>
/// Moves the vectors of word pieces so that the mean of a sentence's pieces points where the model's vector of the sentence does. Ridge regression towards
/// where they stood: a piece that no sentence holds stays. Solved by conjugate gradients (M.R. Hestenes and E. Stiefel, 1952) on the normal equations.
/// </summary>
/// <param name="sentences">The pieces of each sentence, those that have a vector.</param>
internal sealed class Distillation(IReadOnlyList<int[]> sentences)
{
    // The strength with which a piece is held where it stood. 0.3 and 3 do as well on what is left out (see README.md).
    private const double Ridge = 1;
    private const int Steps = 60;

    /// <summary>The vectors after it, and the mean cosine of sentences with their targets before and after.</summary>
    /// <param name="pieces">The vectors of pieces, a row each.</param>
    /// <param name="targets">Where each sentence should point, of length 1.</param>
    public (Matrix<double> Pieces, double Before, double After) Run(Matrix<double> pieces, Matrix<double> targets)
    {
        // So that a sentence's vector is about as long as its target.
        var scales = Enumerable.Repeat(1.0, sentences.Count).ToArray();
        var sums = Sum(pieces, scales);
        for (var n = 0; n < scales.Length; n++)
            scales[n] = sums.Row(n).L2Norm() is > 0 and var length ? 1 / length : 0;
        var means = Sum(pieces, scales);
        var before = Cosine(means, targets);

        var change = Matrix<double>.Build.Dense(pieces.RowCount, pieces.ColumnCount);
        var residual = Spread(targets - means, scales, pieces.RowCount);
        var direction = residual.Clone();
        var square = Dot(residual, residual);
        for (var step = 0; step < Steps; step++)
        {
            var image = Spread(Sum(direction, scales), scales, pieces.RowCount) + (direction * Ridge);
            var length = square / Dot(direction, image);
            change += direction * length;
            residual -= image * length;
            var next = Dot(residual, residual);
            direction = residual + (direction * (next / square));
            square = next;
        }

        var moved = pieces + change;
        return (moved, before, Cosine(Sum(moved, scales), targets));
    }

    private Matrix<double> Sum(Matrix<double> pieces, double[] scales)
    {
        var (from, columns) = (pieces.ToRowMajorArray(), pieces.ColumnCount);
        var sums = new double[sentences.Count * columns];
        Parallel.For(0, sentences.Count, n =>
        {
            foreach (var piece in sentences[n])
            {
                for (var d = 0; d < columns; d++)
                    sums[(n * columns) + d] += from[(piece * columns) + d] * scales[n];
            }
        });
        return Matrix<double>.Build.DenseOfRowMajor(sentences.Count, columns, sums);
    }

    private Matrix<double> Spread(Matrix<double> rows, double[] scales, int pieces)
    {
        var (from, columns) = (rows.ToRowMajorArray(), rows.ColumnCount);
        var spread = new double[pieces * columns];
        for (var n = 0; n < sentences.Count; n++)
        {
            foreach (var piece in sentences[n])
            {
                for (var d = 0; d < columns; d++)
                    spread[(piece * columns) + d] += from[(n * columns) + d] * scales[n];
            }
        }

        return Matrix<double>.Build.DenseOfRowMajor(pieces, columns, spread);
    }

    private static double Dot(Matrix<double> a, Matrix<double> b) => a.PointwiseMultiply(b).ColumnSums().Sum();

    private static double Cosine(Matrix<double> rows, Matrix<double> targets) =>
        Enumerable.Range(0, rows.RowCount).Average(n => rows.Row(n).L2Norm() is > 0 and var length ? rows.Row(n) * targets.Row(n) / length : 0);
}
