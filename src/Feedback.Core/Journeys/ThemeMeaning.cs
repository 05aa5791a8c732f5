using System.Numerics.Tensors;
using Feedback.Core.Language.Meaning;

namespace Feedback.Core.Journeys;

/// <summary>How near a text's meaning is to each theme of a definition: to the theme's title, terms and phrases, which stand for it as its prototypes. What
/// all prototypes have in common says nothing of any one theme and is taken away. Unchanging once built.</summary>
internal sealed class ThemeMeaning
{
    // One near prototype may be chance, and the mean of all of them blurs a theme that has several sides.
    private const int Nearest = 3;

    private readonly float[] _mean;
    private readonly float[][] _prototypes;

    public ThemeMeaning(IReadOnlyList<ThemeDefinition> themes, ITextEmbedding embedding)
    {
        var all = themes.Select(theme => Embedded(theme, embedding)).ToArray();
        _mean = new float[embedding.Dimensions];
        var count = all.Sum(theme => theme.Count);
        foreach (var prototype in all.SelectMany(theme => theme))
            TensorPrimitives.MultiplyAdd(prototype, 1f / count, _mean, _mean);
        foreach (var prototype in all.SelectMany(theme => theme))
            Centre(prototype);
        _prototypes = [.. all.Select(theme => theme.SelectMany(prototype => prototype).ToArray())];
    }

    /// <summary>The likeness of a text to each theme, about −1 to 1: the mean of its cosines with the theme's three nearest prototypes.</summary>
    /// <param name="vector">The text's vector.</param>
    /// <param name="likeness">One number for each theme.</param>
    public void Compare(ReadOnlySpan<float> vector, Span<double> likeness)
    {
        Span<float> centred = stackalloc float[vector.Length];
        vector.CopyTo(centred);
        Centre(centred);
        Span<float> best = stackalloc float[Nearest];
        for (var theme = 0; theme < _prototypes.Length; theme++)
        {
            best.Fill(float.NegativeInfinity);
            var prototypes = _prototypes[theme];
            for (var at = 0; at < prototypes.Length; at += vector.Length)
                Insert(best, TensorPrimitives.Dot(centred, prototypes.AsSpan(at, vector.Length)));
            likeness[theme] = Mean(best);
        }
    }

    private static List<float[]> Embedded(ThemeDefinition theme, ITextEmbedding embedding)
    {
        var vectors = new List<float[]>();
        foreach (var words in theme.Phrases.Concat(theme.Terms).Prepend(theme.Title))
        {
            var vector = new float[embedding.Dimensions];
            if (embedding.Embed(words, vector))
                vectors.Add(vector);
        }

        return vectors;
    }

    private void Centre(Span<float> vector)
    {
        TensorPrimitives.Subtract(vector, _mean, vector);
        if (TensorPrimitives.Norm<float>(vector) is var length and > 0)
            TensorPrimitives.Divide(vector, length, vector);
    }

    private static void Insert(Span<float> best, float value)
    {
        for (var n = 0; n < best.Length; n++)
        {
            if (value > best[n])
                (best[n], value) = (value, best[n]);
        }
    }

    private static double Mean(ReadOnlySpan<float> best)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in best)
        {
            if (float.IsNegativeInfinity(value))
                break;
            sum += value;
            count++;
        }

        return count == 0 ? -1 : sum / count;
    }
}
