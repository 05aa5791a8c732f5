using System.Numerics;

namespace Feedback.Core.Maps;

/// <summary>What one part of some opinions counts.</summary>
/// <param name="Volume">Opinions.</param>
/// <param name="Negative">Negative opinions.</param>
/// <param name="Sentiment">The sum of their sentiments, in thousandths.</param>
internal readonly record struct OpinionCounts(long Volume, long Negative, long Sentiment)
{
    /// <summary>The mean sentiment in whole thousandths, as maps tell it; <c>null</c> without an opinion.</summary>
    public long? Mean => Volume <= 0 ? null : (long)Math.Round(1000 * Math.Round(Sentiment / 1000.0 / Volume, 3));

    public static OpinionCounts operator +(OpinionCounts one, OpinionCounts other) =>
        new(one.Volume + other.Volume, one.Negative + other.Negative, one.Sentiment + other.Sentiment);

    public static OpinionCounts operator -(OpinionCounts one, OpinionCounts other) =>
        new(one.Volume - other.Volume, one.Negative - other.Negative, one.Sentiment - other.Sentiment);
}

/// <summary>
/// Splits the change of a mean sentiment into what each part contributes. The parts make up the whole, so that their contributions make up its change.
/// </summary>
/// <remarks>
/// <para>With w the share of a part in all opinions and m its mean sentiment, before (0) and after (1), and M the mean of all, its contribution is
/// w₁m₁ − w₀m₀ − (w₁ − w₀)(M₁ + M₀)/2. It is the sum of two: ½(w₁ + w₀)(m₁ − m₀), that its opinions have become better or worse, and
/// (w₁ − w₀)(½(m₁ + m₀) − ½(M₁ + M₀)), that there are more or fewer of them than of others: Kitagawa, "Components of a difference between two rates",
/// JASA 50, 1955. From the second is taken off what a part of the usual sentiment would give, which adds up to nothing. A part that is only there once has no
/// first.</para>
/// <para>The contributions add up as fractions of whole numbers. They are told in thousandths, as sentiments are, and rounded so that they still add up to the
/// change that is told: by the largest remainder.</para>
/// </remarks>
internal static class Contributions
{
    /// <summary>The contributions of parts to the change of the whole, in thousandths, in the order of the parts; <c>null</c> when a period has no
    /// opinion.</summary>
    /// <param name="parts">The parts before and after. One may count below nothing, where others overlap.</param>
    public static IReadOnlyList<(long Whole, long OfMean)>? Of(IReadOnlyList<(OpinionCounts Before, OpinionCounts After)> parts)
    {
        var (before, after) = Sum(parts);
        if (before.Mean is not { } then || after.Mean is not { } now)
            return null;
        var unit = UnitOf(before, after);
        List<(BigInteger Floor, BigInteger Over)> exact = [.. parts.Select(part => FloorAndRest(NumeratorOf(part, before, after), unit))];
        var rounded = exact.ConvertAll(fraction => (long)fraction.Floor);
        // The change that is told is that of two rounded means, off by one at the most from the exact change: so one may be missing below nothing.
        var missing = now - then - rounded.Sum();
        var inOrder = exact.Index().OrderByDescending(fraction => fraction.Item.Over).ThenBy(fraction => fraction.Index).Select(fraction => fraction.Index);
        foreach (var index in missing < 0 ? inOrder.TakeLast(1) : inOrder.Take((int)missing))
            rounded[index] += Math.Sign(missing);
        return [.. rounded.Zip(parts, (whole, part) => (whole, OfMean(part, before, after) ?? whole))];
    }

    /// <summary>All parts together.</summary>
    public static (OpinionCounts Before, OpinionCounts After) Sum(IEnumerable<(OpinionCounts Before, OpinionCounts After)> parts) =>
        parts.Aggregate((Before: default(OpinionCounts), After: default(OpinionCounts)), (sum, part) => (sum.Before + part.Before, sum.After + part.After));

    /// <summary>A part's contribution, exactly, as so many of <see cref="UnitOf"/> in a thousandth.</summary>
    internal static BigInteger NumeratorOf((OpinionCounts Before, OpinionCounts After) part, OpinionCounts before, OpinionCounts after)
    {
        BigInteger n0 = before.Volume, n1 = after.Volume;
        var own = (part.After.Sentiment * n0) - (part.Before.Sentiment * n1);
        var more = (part.After.Volume * n0) - (part.Before.Volume * n1);
        return (2 * n0 * n1 * own) - (more * ((after.Sentiment * n0) + (before.Sentiment * n1)));
    }

    /// <summary>The denominator of all parts' contributions.</summary>
    internal static BigInteger UnitOf(OpinionCounts before, OpinionCounts after) => 2 * BigInteger.Pow(before.Volume, 2) * BigInteger.Pow(after.Volume, 2);

    // All of it where the share is the same.
    private static long? OfMean((OpinionCounts Before, OpinionCounts After) part, OpinionCounts before, OpinionCounts after)
    {
        var (then, now) = part;
        if ((BigInteger)now.Volume * before.Volume == (BigInteger)then.Volume * after.Volume)
            return null;
        if (then.Volume <= 0 || now.Volume <= 0)
            return 0;
        var share = 0.5 * (((double)now.Volume / after.Volume) + ((double)then.Volume / before.Volume));
        return (long)Math.Round(share * (((double)now.Sentiment / now.Volume) - ((double)then.Sentiment / then.Volume)));
    }

    private static (BigInteger Floor, BigInteger Over) FloorAndRest(BigInteger numerator, BigInteger unit)
    {
        var floor = BigInteger.DivRem(numerator, unit, out var rest);
        return rest.Sign < 0 ? (floor - 1, rest + unit) : (floor, rest);
    }
}
