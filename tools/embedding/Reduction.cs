using MathNet.Numerics.LinearAlgebra;

namespace Feedback.Tools.Embedding;

/// <summary>Principal components: the directions in which vectors differ most.</summary>
internal static class Reduction
{
    /// <summary>The directions of some rows, as columns, and which share of the variance they keep.</summary>
    public static (Matrix<double> Directions, double Kept) Of(int dimensions, Matrix<double> rows)
    {
        var centred = Centred(rows);
        var found = (centred.TransposeThisAndMultiply(centred) / rows.RowCount).Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, rows.ColumnCount).OrderByDescending(n => found.EigenValues[n].Real).Take(dimensions).ToArray();
        return (Matrix<double>.Build.DenseOfColumnVectors(order.Select(n => found.EigenVectors.Column(n))),
            order.Sum(n => found.EigenValues[n].Real) / found.EigenValues.Sum(value => value.Real));
    }

    /// <summary>Rows moved so that their mean is zero.</summary>
    public static Matrix<double> Centred(Matrix<double> rows)
    {
        var mean = rows.ColumnSums() / rows.RowCount;
        return Matrix<double>.Build.Dense(rows.RowCount, rows.ColumnCount, (row, column) => rows[row, column] - mean[column]);
    }
}
