using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace Feedback.Tools.Embedding;

/// <summary>The table's file: see <c>Feedback.Core.Language.Meaning.StaticEmbedding</c>, which reads it.</summary>
internal static class EmbeddingTable
{
    public const int Dimensions = 256;

    // After S. Arora, Y. Liang and T. Ma, "A simple but tough-to-beat baseline for sentence embeddings", ICLR 2017.
    private const double Smoothing = 3e-5;

    /// <summary>Rows weighted by how rare their word pieces are: the vocabulary stands in the order of frequency, and the n-th word is about 1/n as frequent as
    /// the first (Zipf).</summary>
    public static Matrix<double> Weighted(Matrix<double> rows)
    {
        var all = Enumerable.Range(0, rows.RowCount).Sum(n => 1.0 / (n + 2));
        return Matrix<double>.Build.Dense(rows.RowCount, rows.ColumnCount, (row, column) =>
            rows[row, column] * (Smoothing / (Smoothing + (1.0 / (row + 2) / all))));
    }

    /// <summary>Writes each row with eight bits a number and a scale.</summary>
    public static void Write(string file, IReadOnlyList<string> pieces, Matrix<double> rows)
    {
        var vocabulary = Encoding.UTF8.GetBytes(string.Join('\n', pieces));
        using var writer = new BinaryWriter(File.Create(file));
        writer.Write(vocabulary.Length);
        writer.Write(vocabulary);
        writer.Write(Dimensions);
        writer.Write(pieces.Count);
        var numbers = new sbyte[pieces.Count, Dimensions];
        for (var row = 0; row < pieces.Count; row++)
        {
            var most = Enumerable.Range(0, Dimensions).Max(column => Math.Abs(rows[row, column]));
            for (var column = 0; column < Dimensions; column++)
                numbers[row, column] = (sbyte)Math.Round(rows[row, column] / most * sbyte.MaxValue);
            writer.Write((float)(most / sbyte.MaxValue));
        }

        foreach (var number in numbers)
            writer.Write(number);
    }
}
