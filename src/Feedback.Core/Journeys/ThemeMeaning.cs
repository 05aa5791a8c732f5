using System.Numerics.Tensors;
using Feedback.Core.Language.Meaning;

namespace Feedback.Core.Journeys;

/// <summary>How near a text's meaning is to each theme of a definition: to the theme's title, terms and phrases, which stand for it as its prototypes. What
/// all prototypes have in common says nothing of any one theme and is taken away. Unchanging once built.</summary>
internal sealed class ThemeMeaning
{
    // One near prototype may be chance, and the mean of all of them blurs a theme that has several sides.
    private const int Nearest = 3;

    // Only so many themes are compared prototype by prototype: those whose mean prototype is nearest. More change nothing in bench/themes.
    private const int Candidates = 6;

    // How much nearer one generic phrase must be than a theme: it stands alone where a theme has three to show.
    private const double Slip = 0.2;

    // What people say of anything at all; a journey's turns of phrase come beside it. What is nearer to these than to any theme is about none.
    private static readonly string[] Generic =
    [
        "thank you so much", "thanks", "hello", "i love it", "i like it a lot", "i hate it", "it is great", "this is good", "it was bad", "very happy",
        "i am very disappointed", "i was pleased", "never again", "highly recommend", "i would recommend this to everyone", "would not recommend",
        "i will not come back", "five stars", "the best ever", "the worst experience", "it is okay", "not what i hoped for", "i am so angry",
        "what a joke", "i do not know what to do", "i need help", "please help me", "can you tell me", "i have a question", "that is all i want to say",
        "i love these", "i love this one", "love this dress", "love these pants", "i love this product", "i bought it", "i can not use it", "i can not wear it",
        "it did not work for me", "it was a gift", "i kept it", "i am thrilled with my purchase", "all was good", "the good", "the bad", "one of my favorites",
    ];

    private readonly double _ofCentre;
    private readonly float[] _mean;
    private readonly float[][] _prototypes;
    private readonly float[] _generic;
    private readonly float[][] _centroids;

    public ThemeMeaning(IReadOnlyList<ThemeDefinition> themes, IReadOnlyList<string> sayings, ITextEmbedding embedding)
    {
        var all = themes.Select(theme => Embedded(theme.Phrases.Concat(theme.Terms).Prepend(theme.Title), embedding)).ToArray();
        _ofCentre = embedding.Scale.Centre;
        _mean = new float[embedding.Dimensions];
        var count = all.Sum(theme => theme.Count);
        foreach (var prototype in all.SelectMany(theme => theme))
            TensorPrimitives.MultiplyAdd(prototype, 1f / count, _mean, _mean);
        foreach (var prototype in all.SelectMany(theme => theme))
            Centre(prototype);
        _generic = [.. Embedded(Generic.Concat(sayings), embedding).SelectMany(prototype =>
        {
            Centre(prototype);
            return prototype;
        })];
        _centroids = [.. all.Select(theme => Centroid(theme, embedding.Dimensions))];
        _prototypes = [.. all.Select(theme => theme.SelectMany(prototype => prototype).ToArray())];
    }

    /// <summary>The likeness of a text to each theme, about −1 to 1: the mean of its cosines with the theme's three nearest prototypes, and what the
    /// embedding wants of that with their centre; −1 for those far
    /// off.</summary>
    /// <param name="vector">The text's vector.</param>
    /// <param name="named">Above 0 for themes that are compared in any case.</param>
    /// <param name="likeness">One number for each theme.</param>
    /// <returns>The same to what is about no theme.</returns>
    public double Compare(ReadOnlySpan<float> vector, ReadOnlySpan<double> named, Span<double> likeness)
    {
        Span<float> centred = stackalloc float[vector.Length];
        vector.CopyTo(centred);
        Centre(centred);
        Span<float> nearest = stackalloc float[Candidates];
        nearest.Fill(float.NegativeInfinity);
        for (var theme = 0; theme < _centroids.Length; theme++)
        {
            var near = TensorPrimitives.Dot(centred, _centroids[theme]);
            likeness[theme] = near;
            Insert(nearest, near);
        }

        for (var theme = 0; theme < _prototypes.Length; theme++)
            likeness[theme] = named[theme] > 0 || (float)likeness[theme] >= nearest[^1]
                ? (_ofCentre * likeness[theme]) + ((1 - _ofCentre) * Likeness(centred, _prototypes[theme], out _)) : -1;
        var ofNone = Likeness(centred, _generic, out var alone);
        return Math.Max(ofNone, alone - Slip);
    }

    private static float[] Centroid(List<float[]> prototypes, int dimensions)
    {
        var centroid = new float[dimensions];
        foreach (var prototype in prototypes)
            TensorPrimitives.Add(centroid, prototype, centroid);
        if (TensorPrimitives.Norm<float>(centroid) is var length and > 0)
            TensorPrimitives.Divide(centroid, length, centroid);
        return centroid;
    }

    private static double Likeness(ReadOnlySpan<float> vector, ReadOnlySpan<float> prototypes, out float nearest)
    {
        Span<float> best = stackalloc float[Nearest];
        best.Fill(float.NegativeInfinity);
        for (var at = 0; at < prototypes.Length; at += vector.Length)
            Insert(best, TensorPrimitives.Dot(vector, prototypes.Slice(at, vector.Length)));
        nearest = best[0];
        return Mean(best);
    }

    private static List<float[]> Embedded(IEnumerable<string> prototypes, ITextEmbedding embedding)
    {
        var vectors = new List<float[]>();
        foreach (var words in prototypes)
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
