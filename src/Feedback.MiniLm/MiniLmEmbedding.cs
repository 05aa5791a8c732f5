using System.Numerics.Tensors;
using FastBertTokenizer;
using Feedback.Core.Language.Meaning;
using Microsoft.ML.OnnxRuntime;

namespace Feedback.MiniLm;

/// <summary>
/// The sentence model all-MiniLM-L6-v2 (N. Reimers and I. Gurevych, EMNLP 2019; W. Wang and others, NeurIPS 2020) under ONNX Runtime, with eight bits a weight
/// (<c>tools/quantise</c>): a text's vector is the mean of its word pieces' in their context. Nearer to what people mean than the table of word pieces, and
/// some fifty times slower. The table's vector stands beside the model's, for what the words mean whatever their context. Safe to share between threads; it
/// lives as long as the program.
/// </summary>
public sealed class MiniLmEmbedding : ITextEmbedding, IDisposable
{
    // The model was trained on texts of so many word pieces.
    private const int MostPieces = 256;

    // The table's share of a likeness, chosen on the training rows of bench/themes.
    private const float OfTable = 0.3f;

    /// <summary>So many of a vector's numbers are the model's.</summary>
    internal const int OfModel = 384;

    private static readonly string[] Inputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] Outputs = ["last_hidden_state"];

    private readonly BertTokenizer _tokeniser = new();
    private readonly InferenceSession _session;

    /// <summary>Loads the model from beside the program.</summary>
    public MiniLmEmbedding()
        : this(options => new(Path.Combine(AppContext.BaseDirectory, "minilm.onnx"), options))
    {
    }

    /// <summary>Loads another form of the model, with the same vocabulary.</summary>
    internal MiniLmEmbedding(Func<SessionOptions, InferenceSession> open)
    {
        using (var vocabulary = new StreamReader(Path.Combine(AppContext.BaseDirectory, "minilm.txt")))
            _tokeniser.LoadVocabulary(vocabulary, convertInputToLowercase: true);
        // The pipeline reads several texts at once as it is.
        using var options = new SessionOptions { IntraOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        _session = open(options);
    }

    /// <inheritdoc/>
    public string Name => "minilm/2";

    /// <inheritdoc/>
    public int Dimensions => OfModel + StaticEmbedding.Instance.Dimensions;

    /// <inheritdoc/>
    public LikenessScale Scale { get; } = new(Least: 0.25, Sure: 0.3, Lead: 1, Centre: 0.3, Words: 0.4);

    /// <inheritdoc/>
    public bool Embed(string text, Span<float> vector)
    {
        vector.Clear();
        var (pieces, mask) = (new long[MostPieces], new long[MostPieces]);
        var count = _tokeniser.Encode(text, pieces, mask);
        // The marks of the beginning and the end are always there.
        if (count <= 2)
            return false;
        long[] shape = [1, count];
        using var ids = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, pieces.AsMemory(0, count), shape);
        using var attention = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, mask.AsMemory(0, count), shape);
        using var types = OrtValue.CreateTensorValueFromMemory(new long[count], shape);
        using var run = new RunOptions();
        using var results = _session.Run(run, Inputs, [ids, attention, types], Outputs);
        var hidden = results[0].GetTensorDataAsSpan<float>();
        var own = vector[..OfModel];
        var table = vector[OfModel..];
        for (var piece = 0; piece < count; piece++)
            TensorPrimitives.Add(own, hidden.Slice(piece * OfModel, OfModel), own);
        var ofModel = StaticEmbedding.Instance.Embed(text, table) ? 1 - OfTable : 1;
        TensorPrimitives.Multiply(own, MathF.Sqrt(ofModel) / TensorPrimitives.Norm<float>(own), own);
        TensorPrimitives.Multiply(table, MathF.Sqrt(OfTable), table);
        return true;
    }

    /// <summary>How many word pieces of a text the model reads, with the marks of its beginning and its end.</summary>
    internal int PiecesOf(string text)
    {
        var pieces = new long[MostPieces];
        return _tokeniser.Encode(text, pieces, new long[MostPieces]);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
