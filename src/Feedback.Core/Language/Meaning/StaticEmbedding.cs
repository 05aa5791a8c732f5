using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using FastBertTokenizer;

namespace Feedback.Core.Language.Meaning;

/// <summary>
/// A text's vector is the mean of its word pieces' vectors, each weighted by how rare it is, after Model2Vec (S. Tulkens and T. van Dongen, 2024). The table
/// was made from the sentence model all-MiniLM-L6-v2 by <c>tools/embedding</c>. Safe to share between threads; the same text always has the same vector.
/// </summary>
public sealed class StaticEmbedding : ITextEmbedding
{
    private const int MostPieces = 512;
    private const int FirstWord = 999;

    // U+00C0 to U+017F without their accents: the vocabulary has none, and the program runs without tables of Unicode's decompositions.
    private const char FirstAccented = 'À';
    private const string Plain =
        "AAAAAAACEEEEIIIIDNOOOOO×OUUUUYPsaaaaaaaceeeeiiiidnooooo÷ouuuuypy"
            + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

    private static readonly Lazy<StaticEmbedding> Loaded = new(Load);

    private readonly BertTokenizer _tokeniser;
    private readonly float[] _scales;
    private readonly sbyte[] _numbers;

    private StaticEmbedding(BertTokenizer tokeniser, int dimensions, float[] scales, sbyte[] numbers) =>
        (_tokeniser, Dimensions, _scales, _numbers) = (tokeniser, dimensions, scales, numbers);

    /// <summary>The table that comes with the program.</summary>
    public static StaticEmbedding Instance => Loaded.Value;

    /// <inheritdoc/>
    public string Name => "static/1";

    /// <inheritdoc/>
    public int Dimensions { get; }

    /// <inheritdoc/>
    public LikenessScale Scale { get; } = new(Least: 0.3, Sure: 0.7, Lead: 2, Centre: 0, Words: 0.5);

    /// <inheritdoc/>
    public bool Embed(string text, Span<float> vector)
    {
        vector.Clear();
        Span<long> pieces = stackalloc long[MostPieces];
        Span<long> mask = stackalloc long[MostPieces];
        var count = _tokeniser.Encode(WithoutAccents(text), pieces, mask);
        Span<float> row = stackalloc float[Dimensions];
        foreach (var piece in pieces[..count])
        {
            // The marks of a beginning, an end and an unknown word, and what nobody uses.
            if (piece < FirstWord)
                continue;
            var at = (int)piece;
            TensorPrimitives.ConvertSaturating<sbyte, float>(_numbers.AsSpan(at * Dimensions, Dimensions), row);
            TensorPrimitives.MultiplyAdd(row, _scales[at], vector, vector);
        }

        var length = TensorPrimitives.Norm<float>(vector);
        if (length == 0)
            return false;
        TensorPrimitives.Divide(vector, length, vector);
        return true;
    }

    private static string WithoutAccents(string text) => Ascii.IsValid(text) ? text : string.Create(text.Length, text, static (plain, original) =>
    {
        for (var n = 0; n < plain.Length; n++)
            plain[n] = (uint)(original[n] - FirstAccented) < Plain.Length ? Plain[original[n] - FirstAccented] : original[n];
    });

    /// <summary>Reads a table as <c>tools/embedding</c> writes it.</summary>
    internal static StaticEmbedding Read(Stream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var vocabulary = Next(bytes, 0);
        var tokeniser = new BertTokenizer();
        using (var lines = new StringReader(Encoding.UTF8.GetString(bytes, sizeof(int), vocabulary)))
            tokeniser.LoadVocabulary(lines, convertInputToLowercase: true);
        var at = sizeof(int) + vocabulary;
        var (dimensions, pieces) = (Next(bytes, at), Next(bytes, at + sizeof(int)));
        at += 2 * sizeof(int);
        var scales = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(at, pieces * sizeof(float))).ToArray();
        return new(tokeniser, dimensions, scales, MemoryMarshal.Cast<byte, sbyte>(bytes.AsSpan(at + (pieces * sizeof(float)))).ToArray());
    }

    private static StaticEmbedding Load()
    {
        using var stream = typeof(StaticEmbedding).Assembly.GetManifestResourceStream("Feedback.Core.Language.Meaning.word-pieces.bin")!;
        return Read(stream);
    }

    private static int Next(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
}
