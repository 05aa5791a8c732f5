using System.Numerics.Tensors;
using Feedback.Bench;

namespace Feedback.MiniLm.Tests;

/// <summary>The sentence model as the build makes it, with eight bits a weight.</summary>
public sealed class MiniLmEmbeddingTests : IDisposable
{
    private readonly MiniLmEmbedding _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Eight_bits_a_weight_say_almost_what_all_32_say()
    {
        string[] texts =
        [
            "The parcel never arrived and nobody answers.", "great cut too", "I was charged twice for one transfer!", "How do I activate my new card?",
            "runs half a size large", "Staff were rude, but the refund came the same day", "ok",
            "it took three weeks until somebody called me back about the loan",
        ];
        using var full = FullModel.Open();

        var likeness = texts.Select(text => TensorPrimitives.CosineSimilarity<float>(OfModel(_model, text), OfModel(full, text))).ToList();

        Assert.InRange(likeness.Min(), 0.97, 0.99999);
        Assert.InRange(likeness.Average(), 0.99, 0.99999);
    }

    [Fact]
    public void What_means_the_same_is_nearer_than_what_only_sounds_alike()
    {
        var locked = Of("i can't log in");

        Assert.True(TensorPrimitives.Dot<float>(locked, Of("my password is not accepted"))
            > TensorPrimitives.Dot<float>(locked, Of("a log cabin in the woods")));
    }

    [Fact]
    public void A_vector_has_length_1_also_where_the_table_knows_no_word()
    {
        foreach (var text in new[] { "The dress is lovely.", "!?", new string('a', 5000) })
            Assert.Equal(1, TensorPrimitives.Norm<float>(Of(text)), 0.0001f);
    }

    [Fact]
    public void What_has_no_words_has_no_vector()
    {
        var vector = new float[_model.Dimensions];
        Array.Fill(vector, 1f);

        Assert.False(_model.Embed("  ", vector));
        Assert.All(vector, number => Assert.Equal(0, number));
    }

    [Fact]
    public void Threads_that_share_the_model_get_the_same_vectors()
    {
        var alone = Of("the zip broke after a week");

        Parallel.For(0, 16, _ => Assert.Equal(alone, Of("the zip broke after a week")));
    }

    private float[] Of(string text)
    {
        var vector = new float[_model.Dimensions];
        Assert.True(_model.Embed(text, vector));
        return vector;
    }

    private static float[] OfModel(MiniLmEmbedding model, string text)
    {
        var vector = new float[model.Dimensions];
        model.Embed(text, vector);
        return vector[..MiniLmEmbedding.OfModel];
    }
}
