using System.Numerics.Tensors;
using Feedback.Core.Records;

namespace Feedback.Core.Language.Meaning;

/// <summary>What a text's clauses mean: each is embedded once, however many journeys ask. Not for two threads at once.</summary>
/// <param name="embedding">What embeds them.</param>
/// <param name="text">The text.</param>
public sealed class TextMeaning(ITextEmbedding embedding, string text)
{
    // The clause says what an opinion is of; what "it" is in there, the text says.
    private const float OfText = 0.3f;

    private readonly Dictionary<TextSpan, float[]?> _known = [];

    /// <summary>The vector of a clause in its text; <c>null</c> when none of its words is known.</summary>
    public float[]? Of(TextSpan clause)
    {
        if (!_known.TryGetValue(clause, out var known))
            _known[clause] = known = InText(clause);
        return known;
    }

    private float[]? InText(TextSpan clause)
    {
        var whole = new TextSpan(0, text.Length);
        var own = Embed(clause);
        if (own is null || clause == whole)
            return own;
        if (!_known.TryGetValue(whole, out var around))
            _known[whole] = around = Embed(whole);
        if (around is null)
            return own;
        TensorPrimitives.Multiply(own, 1 - OfText, own);
        TensorPrimitives.MultiplyAdd(around, OfText, own, own);
        TensorPrimitives.Divide(own, TensorPrimitives.Norm<float>(own), own);
        return own;
    }

    private float[]? Embed(TextSpan span)
    {
        var vector = new float[embedding.Dimensions];
        return embedding.Embed(span.Length == text.Length ? text : span.Of(text), vector) ? vector : null;
    }
}
