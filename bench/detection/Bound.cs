using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Feedback.Bench.Detection;

/// <summary>
/// What Poisson counts allow: the recall of an oracle that knows the base and the length of the window, looks at 50 topics every hour and raises as many false
/// tickets. It needs no past, no weekdays and no other windows.
/// </summary>
internal static class Bound
{
    private const int FourWeeks = 28 * 24, Periods = 600;

    /// <param name="perWeek">The base.</param>
    /// <param name="hours">The window.</param>
    /// <param name="falseTickets">False tickets per four weeks.</param>
    public static double Recall(double perWeek, int hours, double falseTickets)
    {
        var rates = FalseTickets(perWeek, hours);
        var enough = Math.Max(1, Array.FindIndex(rates, rate => rate <= falseTickets));
        var tripled = 3 * perWeek * hours / 168;

        // Between two counts it throws a coin.
        var coin = (falseTickets - rates[enough]) / (rates[enough - 1] - rates[enough]);
        return (coin * AtLeast(enough - 1, tripled)) + ((1 - coin) * AtLeast(enough, tripled));
    }

    private static double AtLeast(int count, double mean) => SpecialFunctions.GammaLowerRegularized(count, mean);

    /// <summary>False tickets per four weeks over 50 topics, by the count from which a ticket is raised.</summary>
    private static double[] FalseTickets(double perWeek, int hours)
    {
        var random = new Random(7);
        var highest = new int[1_000];
        var heard = new int[FourWeeks + hours];
        for (var topic = 0; topic < Plan.Topics * Periods; topic++)
        {
            var (sum, most) = (0, 0);
            for (var hour = 0; hour < heard.Length; hour++)
            {
                sum += heard[hour] = Poisson.Sample(random, perWeek / 168);
                if (hour >= hours)
                    most = Math.Max(most, sum -= heard[hour - hours]);
            }

            highest[most]++;
        }

        var rates = new double[highest.Length];
        var above = 0;
        for (var count = highest.Length - 1; count >= 0; count--)
            rates[count] = (above += highest[count]) / (double)Periods;
        return rates;
    }
}
