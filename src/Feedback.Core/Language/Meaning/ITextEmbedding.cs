namespace Feedback.Core.Language.Meaning;

/// <summary>Gives texts of like meaning vectors that point the same way. The port behind which the table of word pieces and the sentence model stand.</summary>
public interface ITextEmbedding
{
    /// <summary>Which embedding this is, with its version, e.g. <c>static/1</c>.</summary>
    string Name { get; }

    /// <summary>How many numbers a vector has.</summary>
    int Dimensions { get; }

    /// <summary>How likenesses of its vectors are read.</summary>
    LikenessScale Scale { get; }

    /// <summary>Writes a text's vector, of length 1.</summary>
    /// <param name="text">The text, of any length; the first few hundred words count.</param>
    /// <param name="vector">As long as <see cref="Dimensions"/>.</param>
    /// <returns>Whether the text has a vector; without one, all numbers are 0.</returns>
    bool Embed(string text, Span<float> vector);
}
