using System.Runtime.CompilerServices;
using Feedback.Core.Signals;

namespace Feedback.Core.Detection;

/// <summary>
/// Who was heard on one day, told apart by touchpoint: everybody, and those who complained about each topic. Counted once for each fold, as putting sets
/// together is most of what a look costs and all but today's stay as they are.
/// </summary>
internal sealed class DayCustomers
{
    private static readonly ConditionalWeakTable<Fold, DayCustomers> Counted = [];

    private readonly Dictionary<string, Voices> _heard = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Stage, string Touchpoint), FoldCustomers> _places = [];
    private readonly Dictionary<(string Stage, string Touchpoint), ulong[]?> _hashes = [];
    private readonly Dictionary<(string Theme, string Stage), IReadOnlyList<(string Touchpoint, double Named, double Unnamed)>> _affected = [];

    private DayCustomers(Fold fold)
    {
        foreach (var customers in fold.Customers)
            _places[(customers.Stage, customers.Touchpoint)] = customers;
        foreach (var touchpoint in fold.Customers.GroupBy(customers => customers.Touchpoint, StringComparer.Ordinal))
            _heard[touchpoint.Key] = Distinct([.. touchpoint]);
        var negative = fold.Cells.Where(cell => cell.Negative > 0 && cell.Theme is not null).ToLookup(cell => (cell.Theme!, cell.Stage));
        foreach (var affected in fold.Affected)
        {
            var heard = negative[(affected.Theme, affected.Stage)].GroupBy(cell => cell.Touchpoint, StringComparer.Ordinal)
                .Select(cells => (cells.Key, cells.Sum(cell => cell.Negative))).ToList();
            _affected[(affected.Theme, affected.Stage)] = Divided(affected, heard);
        }
    }

    /// <summary>The customers of a day's fold.</summary>
    public static DayCustomers Of(Fold fold) => Counted.GetValue(fold, fold => new(fold));

    /// <summary>The distinct customers heard at each touchpoint, whatever they said and however often.</summary>
    public IReadOnlyDictionary<string, Voices> Heard => _heard;

    /// <summary>The distinct customers who complained about a topic, divided among the touchpoints at which they did.</summary>
    public IReadOnlyList<(string Touchpoint, double Named, double Unnamed)> Affected(FoldAffected affected) => _affected[(affected.Theme, affected.Stage)];

    private static Voices Distinct(IReadOnlyList<FoldCustomers> stages)
    {
        var named = new CustomerSketch();
        foreach (var stage in stages)
            named.Merge(stage.Named);
        return new(named.Count(), stages.Sum(stage => stage.Unnamed), stages.Sum(stage => stage.Surplus));
    }

    /// <summary>
    /// The fold says who complained about a topic, and who was heard at a touchpoint about its stage. Somebody who is in both is a customer of both: so however
    /// often somebody says it somewhere, it draws nobody else there. Where there are too many to name, one hardly matters, and the messages divide them.
    /// </summary>
    private List<(string Touchpoint, double Named, double Unnamed)> Divided(FoldAffected affected, List<(string Touchpoint, long Negative)> heard)
    {
        if (heard.Count == 1 || Shares(affected, heard) is not { } shares)
            shares = ([.. heard.Select(place => (double)place.Negative)], [.. heard.Select(place => (double)place.Negative)]);
        Scale(shares.Named, affected.Named.Count());
        Scale(shares.Unnamed, affected.Unnamed);
        return [.. heard.Select((place, n) => (place.Touchpoint, shares.Named[n], shares.Unnamed[n]))];
    }

    private (double[] Named, double[] Unnamed)? Shares(FoldAffected affected, List<(string Touchpoint, long Negative)> heard)
    {
        if (!affected.Named.IsExact)
            return null;
        var theirs = affected.Named.Hashes();
        var named = new double[heard.Count];
        var unnamed = new double[heard.Count];
        for (var place = 0; place < heard.Count; place++)
        {
            var key = (affected.Stage, heard[place].Touchpoint);
            if (!_places.TryGetValue(key, out var all) || HashesAt(key, all) is not { } everybody)
                return null;
            named[place] = Common(theirs, everybody);
            // Who is not named said it at most as often as it was said by others than the named.
            unnamed[place] = Math.Clamp(heard[place].Negative - named[place], 0, all.Unnamed);
        }

        return (named, unnamed);
    }

    private ulong[]? HashesAt((string Stage, string Touchpoint) key, FoldCustomers all)
    {
        if (!_hashes.TryGetValue(key, out var hashes))
            _hashes[key] = hashes = all.Named.IsExact ? all.Named.Hashes() : null;
        return hashes;
    }

    private static int Common(ulong[] few, ulong[] many)
    {
        var (common, at) = (0, 0);
        foreach (var hash in few)
        {
            at = Array.BinarySearch(many, at, many.Length - at, hash);
            if (at >= 0)
                common++;
            else
                at = ~at;
        }

        return common;
    }

    private static void Scale(double[] parts, double whole)
    {
        var sum = parts.Sum();
        for (var part = 0; sum > 0 && part < parts.Length; part++)
            parts[part] *= whole / sum;
    }

    /// <summary>Who was heard: those who are named, those who are not, and how many of these are too many of their hours.</summary>
    public readonly record struct Voices(long Named, long Unnamed, long Surplus);
}
