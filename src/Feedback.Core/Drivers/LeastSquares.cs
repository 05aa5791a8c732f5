using MathNet.Numerics.LinearAlgebra;

namespace Feedback.Core.Drivers;

/// <summary>
/// Ordinary least squares. The errors are HC3 (J. G. MacKinnon, H. White: Some heteroskedasticity-consistent covariance matrix estimators with improved finite
/// sample properties, J. Econometrics 29, 1985), which hold where the spread of the outcome differs between customers, as that of a bounded score must, and
/// which J. S. Long, L. H. Ervin (Am. Statistician 54, 2000) advise for samples below some hundreds.
/// </summary>
internal static class LeastSquares
{
    // What rests on less than so much of one observation is fitted exactly: it has no residual, and says nothing of its spread.
    private const double Exact = 1e-9;

    /// <summary>The columns that can be told apart, in their given order. One that cannot gives way to those before it.</summary>
    /// <param name="rows">The observations.</param>
    /// <param name="columns">How many columns there are. The first are taken first.</param>
    /// <param name="apart">
    /// The sum of squares that a column must have left when all others are taken out of it. For a column of 0 and 1 that is about the number of observations
    /// that tell it apart.
    /// </param>
    public static IReadOnlyList<int> Separable(IReadOnlyList<Observation> rows, int columns, double apart)
    {
        var gram = Gram(rows, [.. Enumerable.Range(0, columns)]);
        var kept = new List<int>();
        // Cholesky's decomposition of the cross-products, column by column: what is left on the diagonal is what the columns before do not explain.
        var factors = new List<double[]>();
        for (var column = 0; column < columns; column++)
        {
            var factor = new double[kept.Count];
            var left = gram[column, column];
            for (var i = 0; i < kept.Count; i++)
            {
                var product = gram[column, kept[i]];
                for (var k = 0; k < i; k++)
                    product -= factor[k] * factors[i][k];
                factor[i] = product / factors[i][i];
                left -= factor[i] * factor[i];
            }

            if (left < apart)
                continue;
            kept.Add(column);
            factors.Add([.. factor, Math.Sqrt(left)]);
        }

        // A later column may have taken from an earlier one what told it apart.
        while (kept.Count > 1)
        {
            var inverse = Gram(rows, kept).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(kept.Count));
            var last = Enumerable.Range(1, kept.Count - 1).LastOrDefault(i => 1 / inverse[i, i] < apart);
            if (last == 0)
                break;
            kept.RemoveAt(last);
        }

        return kept;
    }

    /// <summary>Fits the columns.</summary>
    /// <param name="rows">The observations, more than there are columns.</param>
    /// <param name="columns">The columns to fit; they must be linearly independent.</param>
    public static LeastSquaresFit Fit(IReadOnlyList<Observation> rows, IReadOnlyList<int> columns)
    {
        var at = Places(rows, columns);
        var right = Vector<double>.Build.Dense(columns.Count);
        foreach (var row in rows)
        {
            foreach (var (column, value) in row.Values)
            {
                if (at[column] is >= 0 and var i)
                    right[i] += value * row.Outcome;
            }
        }

        var inverse = Gram(rows, columns).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(columns.Count));
        var coefficients = inverse * right;
        var values = new List<(int I, double Value)>();
        var meat = Matrix<double>.Build.Dense(columns.Count, columns.Count);
        foreach (var row in rows)
        {
            values.Clear();
            foreach (var (column, value) in row.Values)
            {
                if (at[column] is >= 0 and var i)
                    values.Add((i, value));
            }

            var (residual, leverage) = (row.Outcome, 0.0);
            foreach (var (i, a) in values)
            {
                residual -= a * coefficients[i];
                foreach (var (j, b) in values)
                    leverage += a * b * inverse[i, j];
            }

            if (1 - leverage < Exact)
                continue;
            var weight = residual / (1 - leverage);
            foreach (var (i, a) in values)
            {
                foreach (var (j, b) in values)
                    meat[i, j] += weight * weight * a * b;
            }
        }

        var covariance = inverse * meat * inverse;
        return new([.. coefficients], [.. covariance.Diagonal().Select(Math.Sqrt)], rows.Count - columns.Count);
    }

    private static Matrix<double> Gram(IReadOnlyList<Observation> rows, IReadOnlyList<int> columns)
    {
        var at = Places(rows, columns);
        var gram = Matrix<double>.Build.Dense(columns.Count, columns.Count);
        foreach (var row in rows)
        {
            foreach (var (a, left) in row.Values)
            {
                if (at[a] is not (>= 0 and var i))
                    continue;
                foreach (var (b, right) in row.Values)
                {
                    if (at[b] is >= 0 and var j)
                        gram[i, j] += left * right;
                }
            }
        }

        return gram;
    }

    /// <summary>The place of each column among some of them; −1 for those that are not.</summary>
    private static int[] Places(IReadOnlyList<Observation> rows, IReadOnlyList<int> columns)
    {
        var all = Math.Max(columns.Max(), rows.Max(row => row.Values.Max(value => value.Column)));
        var at = new int[all + 1];
        Array.Fill(at, -1);
        foreach (var (place, column) in columns.Index())
            at[column] = place;
        return at;
    }
}
