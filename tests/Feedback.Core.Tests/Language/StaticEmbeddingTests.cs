using System.Numerics.Tensors;
using Feedback.Core.Language.Meaning;

namespace Feedback.Core.Tests.Language;

public sealed class StaticEmbeddingTests
{
    [Theory]
    [InlineData("the parcel came late", "delivery took forever", "the fabric is soft")]
    [InlineData("they were rude to me", "an unfriendly cashier", "the colour faded in the wash")]
    [InlineData("I want my money back", "please refund me", "the neckline is too low")]
    public void Texts_of_like_meaning_are_nearer_to_each_other(string text, string like, string other) =>
        Assert.True(Cosine(text, like) > Cosine(text, other) + 0.1, $"{Cosine(text, like)} beside {Cosine(text, other)}");

    [Fact]
    public void Case_and_accents_do_not_matter() => Assert.Equal(1, Cosine("The CAFÉ was closed", "the cafe was closed"), 5);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void A_text_without_words_has_no_vector(string text)
    {
        var vector = new float[StaticEmbedding.Instance.Dimensions];

        Assert.False(StaticEmbedding.Instance.Embed(text, vector));
        Assert.All(vector, number => Assert.Equal(0, number));
    }

    [Theory]
    [InlineData("the parcel came late")]
    [InlineData("naïve")]
    [InlineData("\uD800 half a pair, \u0000 and more")]
    public void A_vector_has_length_one_and_is_always_the_same(string text)
    {
        Assert.Equal(1, TensorPrimitives.Norm<float>(Of(text)), 4);
        Assert.Equal(Of(text), Of(text));
    }

    [Fact]
    public void A_text_of_any_length_has_a_vector() =>
        Assert.Equal(1, TensorPrimitives.Norm<float>(Of(string.Concat(Enumerable.Repeat("late again ", 5000)))), 4);

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        var expected = Of("the parcel came late");

        Parallel.For(0, 200, _ => Assert.Equal(expected, Of("the parcel came late")));
    }

    private static float Cosine(string a, string b) => TensorPrimitives.Dot<float>(Of(a), Of(b));

    private static float[] Of(string text)
    {
        var vector = new float[StaticEmbedding.Instance.Dimensions];
        StaticEmbedding.Instance.Embed(text, vector);
        return vector;
    }
}
