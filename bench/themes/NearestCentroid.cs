namespace Feedback.Bench.Themes;

/// <summary>
/// The trained baseline: bag of words, TF-IDF, the class whose centroid has the greatest cosine. Words are lower-case runs of letters; nothing is stemmed.
/// </summary>
internal sealed class NearestCentroid
{
    private readonly Dictionary<string, double> _idf;
    private readonly Dictionary<string, Dictionary<string, double>> _centroids;

    public NearestCentroid(IReadOnlyList<LabelledText> training)
    {
        _idf = training.SelectMany(text => Words(text.Text).Distinct()).CountBy(word => word)
            .ToDictionary(pair => pair.Key, pair => Math.Log((1.0 + training.Count) / (1 + pair.Value)) + 1);
        _centroids = training.GroupBy(text => text.Theme).ToDictionary(group => group.Key, group => Unit(Sum(group.Select(text => Vector(text.Text)))));
    }

    public string Predict(string text)
    {
        var vector = Vector(text);
        return _centroids.MaxBy(centroid => vector.Sum(pair => pair.Value * centroid.Value.GetValueOrDefault(pair.Key))).Key;
    }

    private Dictionary<string, double> Vector(string text) =>
        Unit(Words(text).Where(_idf.ContainsKey).CountBy(word => word).ToDictionary(pair => pair.Key, pair => pair.Value * _idf[pair.Key]));

    private static Dictionary<string, double> Sum(IEnumerable<Dictionary<string, double>> vectors)
    {
        var sum = new Dictionary<string, double>();
        foreach (var (word, value) in vectors.SelectMany(vector => vector))
            sum[word] = sum.GetValueOrDefault(word) + value;
        return sum;
    }

    private static Dictionary<string, double> Unit(Dictionary<string, double> vector)
    {
        var length = Math.Sqrt(vector.Values.Sum(value => value * value));
        return vector.ToDictionary(pair => pair.Key, pair => pair.Value / length);
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
                start = start < 0 ? i : start;
            else if (start >= 0)
            {
                yield return text[start..i].ToLowerInvariant();
                start = -1;
            }
        }
    }
}
