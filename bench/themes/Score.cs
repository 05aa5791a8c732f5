namespace Feedback.Bench.Themes;

/// <summary>How well predictions agree with the labels.</summary>
internal sealed class Score(IReadOnlyList<(string Expected, string? Predicted)> pairs)
{
    public double Accuracy { get; } = Share(pairs.Count(pair => pair.Expected == pair.Predicted), pairs.Count);

    public double Coverage { get; } = Share(pairs.Count(pair => pair.Predicted is not null), pairs.Count);

    public double PrecisionWhenNamed { get; } =
        Share(pairs.Count(pair => pair.Expected == pair.Predicted), pairs.Count(pair => pair.Predicted is not null));

    public IReadOnlyList<(string Theme, int Count, double Precision, double Recall, double F1)> Themes { get; } =
    [
        .. pairs.GroupBy(pair => pair.Expected).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var right = group.Count(pair => pair.Predicted == group.Key);
            var precision = Share(right, pairs.Count(pair => pair.Predicted == group.Key));
            var recall = Share(right, group.Count());
            return (group.Key, group.Count(), precision, recall, right == 0 ? 0 : 2 * precision * recall / (precision + recall));
        }),
    ];

    public double MacroF1 => Themes.Average(theme => theme.F1);

    public static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
