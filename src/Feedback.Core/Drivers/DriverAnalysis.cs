namespace Feedback.Core.Drivers;

/// <summary>
/// Which of the things that customers complained about go with a low score, each with the others held equal: one regression over the customers. Customers
/// differ by where they were asked, so that is held equal too: a touchpoint that draws low scorers (one calls the service desk because something went wrong)
/// would otherwise make a driver of whatever is mostly spoken of there.
/// </summary>
internal static class DriverAnalysis
{
    /// <summary>How many customers there must be at least who complained about it, and who did not.</summary>
    public const int LeastCustomers = 20;

    /// <summary>How many customers at least must tell it apart from what else was complained about.</summary>
    public const double LeastApart = 5;

    /// <summary>How probable a moment that matters may be by chance alone, over all that are judged together.</summary>
    public const double Alpha = 0.05;

    /// <summary>Judges what customers complained about.</summary>
    /// <param name="customers">The customers.</param>
    /// <param name="complaintsOf">What one of them complained about.</param>
    public static (IReadOnlyList<Effect> Effects, IReadOnlyList<Unjudged> Unjudged) Of(IReadOnlyList<ScoredCustomer> customers, Func<ScoredCustomer,
        IEnumerable<string>> complaintsOf)
    {
        List<(string Id, int Customers)> counts = [.. customers.SelectMany(complaintsOf).CountBy(id => id, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
        List<(string Id, int Customers)> enough =
            [.. counts.Where(pair => pair.Customers >= LeastCustomers && customers.Count - pair.Customers >= LeastCustomers)];
        var touchpoints = Touchpoints(customers);

        // The intercept, then the touchpoints, then what is asked for, the commonest first: of two that cannot be told apart the later one goes.
        var first = 1 + touchpoints.Count;
        var columns = first + enough.Count;
        var rows = Rows(customers, touchpoints, [.. enough.Select(pair => pair.Id)], complaintsOf);
        var kept = enough.Count == 0 ? [] : LeastSquares.Separable(rows, columns, LeastApart);
        List<(int I, (string Id, int Customers) Of)> judged = customers.Count > kept.Count
            ? [.. kept.Index().Where(place => place.Item >= first).Select(place => (place.Index, enough[place.Item - first]))]
            : [];
        return ([.. Effects(rows, kept, judged)], [.. counts.Where(pair => judged.All(other => other.Of.Id != pair.Id))
            .Select(pair => new Unjudged(pair.Id, pair.Customers, enough.Contains(pair) ? LeftOutReason.Inseparable : LeftOutReason.TooFew))]);
    }

    private static IEnumerable<Effect> Effects(List<Observation> rows, IReadOnlyList<int> kept, List<(int I, (string Id, int Customers) Of)> judged)
    {
        if (judged.Count == 0)
            yield break;
        var fit = LeastSquares.Fit(rows, kept);
        var adjusted = Holm.Adjust([.. judged.Select(driver => fit.Probability(driver.I))]);
        foreach (var ((i, (id, customers)), probability) in judged.Zip(adjusted))
        {
            var (low, high) = fit.Interval(i);
            yield return new(id, fit.Coefficients[i], low, high, customers, fit.Coefficients[i] < 0 && probability < Alpha);
        }
    }

    /// <summary>Where enough customers were asked. The place where most were is what the others are compared with, together with those where too few
    /// were.</summary>
    private static List<string> Touchpoints(IReadOnlyList<ScoredCustomer> customers) =>
    [
        .. customers.SelectMany(customer => customer.AskedAt.Select(asked => asked.Touchpoint)).CountBy(touchpoint => touchpoint, StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Skip(1).Where(pair => pair.Value >= LeastCustomers).Select(pair => pair.Key),
    ];

    private static List<Observation> Rows(IReadOnlyList<ScoredCustomer> customers, List<string> touchpoints, List<string> complaints, Func<ScoredCustomer,
        IEnumerable<string>> complaintsOf)
    {
        var asked = touchpoints.Index().ToDictionary(place => place.Item, place => 1 + place.Index, StringComparer.Ordinal);
        var columns = complaints.Index().ToDictionary(place => place.Item, place => 1 + touchpoints.Count + place.Index, StringComparer.Ordinal);
        var rows = new List<Observation>(customers.Count);
        var values = new List<(int Column, double Value)>();
        foreach (var customer in customers)
        {
            values.Clear();
            values.Add((0, 1));
            foreach (var (touchpoint, share) in customer.AskedAt)
            {
                if (asked.TryGetValue(touchpoint, out var column))
                    values.Add((column, share));
            }

            foreach (var id in complaintsOf(customer))
            {
                if (columns.TryGetValue(id, out var column))
                    values.Add((column, 1));
            }

            values.Sort(static (a, b) => a.Column.CompareTo(b.Column));
            rows.Add(new(customer.Score, [.. values]));
        }

        return rows;
    }
}

/// <summary>What having complained about something goes with, in points of the score.</summary>
internal sealed record Effect(string Id, double Points, double Low, double High, int Customers, bool Matters);

/// <summary>What could not be judged.</summary>
internal sealed record Unjudged(string Id, int Customers, LeftOutReason Reason);
