namespace Feedback.Bench.Detection;

/// <summary>One simulated journey.</summary>
/// <param name="Seed">Equal seeds give equal feedback.</param>
/// <param name="Bases">Negative signals a week of each topic.</param>
/// <param name="Troubles">What is put in.</param>
/// <param name="SkewedTouchpoint">A touchpoint at which other topics prevail than elsewhere; −1 for none.</param>
internal sealed record Plan(int Seed, double[] Bases, IReadOnlyList<Trouble> Troubles, int SkewedTouchpoint = -1)
{
    public const int Topics = 50;

    /// <summary>13 topics with 20 a week, 13 with 50, and 24 spread evenly, on a logarithmic scale, from 5 to 100.</summary>
    public static readonly double[] Mixed =
    [
        .. Enumerable.Repeat(20.0, 13), .. Enumerable.Repeat(50.0, 13), .. Enumerable.Range(0, 24).Select(i => 5 * Math.Pow(20, i / 23.0)),
    ];
}
