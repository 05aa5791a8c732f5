namespace Feedback.Bench.Language;

/// <summary>How well predicted labels agree with the given ones.</summary>
/// <param name="Accuracy">The share of rows with the right label; a neutral answer to a row that is not neutral is wrong.</param>
/// <param name="MacroF1">The mean of the F1 of the classes that occur in the rows.</param>
internal readonly record struct Quality(double Accuracy, double MacroF1)
{
    public static Quality Of(IReadOnlyList<(int Actual, int Predicted)> rows)
    {
        var classes = rows.Select(r => r.Actual).Distinct().ToArray();
        var f1 = classes.Average(c =>
        {
            double both = rows.Count(r => r.Actual == c && r.Predicted == c);
            return 2 * both / (rows.Count(r => r.Actual == c) + rows.Count(r => r.Predicted == c));
        });
        return new(rows.Count(r => r.Actual == r.Predicted) / (double)rows.Count, f1);
    }
}
