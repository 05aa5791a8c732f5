using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>
/// The sums of whole days and months that were asked for lately. A period that ends an hour later has the same days in its middle, and most of what a map
/// costs is adding up their customers. A sum is known by the very folds that it is of: when one of them changes it is another fold.
/// </summary>
internal sealed class RememberedSums
{
    // A sum of 90 days with its customers takes a few MiB at the most.
    private const int Most = 8;

    private readonly Lock _gate = new();
    private readonly List<(IReadOnlyList<Fold> Folds, CountedCustomers Customers, FoldSum Sum)> _sums = [];

    /// <summary>The sum of some folds, to be added to.</summary>
    public FoldSum Of(IReadOnlyList<Fold> folds, CountedCustomers customers)
    {
        lock (_gate)
        {
            if (_sums.FindIndex(known => known.Customers == customers && AreSame(known.Folds, folds)) is >= 0 and var at)
            {
                var known = _sums[at];
                _sums.RemoveAt(at);
                _sums.Add(known);
                return known.Sum.Copy();
            }
        }

        var sum = new FoldSum();
        foreach (var fold in folds)
            sum.Add(fold, customers);
        lock (_gate)
        {
            if (_sums.Count == Most)
                _sums.RemoveAt(0);
            _sums.Add((folds, customers, sum));
            return sum.Copy();
        }
    }

    private static bool AreSame(IReadOnlyList<Fold> some, IReadOnlyList<Fold> others)
    {
        if (some.Count != others.Count)
            return false;
        // The last days tell most sums apart.
        for (var at = some.Count - 1; at >= 0; at--)
        {
            if (!ReferenceEquals(some[at], others[at]))
                return false;
        }

        return true;
    }
}
