using Feedback.Core.Signals;

namespace Feedback.Core.Detection;

/// <summary>
/// How much each day's voices without a name weigh at a touchpoint. They cannot be told apart, so one sender who sends all day, or an import that brings
/// everything twice, looks like a crowd. But beside the named they are usually about as many: what goes beyond that share on a day does not count.
/// </summary>
internal static class UnnamedShare
{
    // Where most voices have no name, the named tell nothing of how many the others are.
    private const double MostlyNamed = 1;

    /// <summary>The weight of a voice without a name, 0…1, by day.</summary>
    /// <param name="named">How many named customers were heard on each day.</param>
    /// <param name="unnamed">How many voices without a name count on each day.</param>
    /// <param name="days">Over how many days before each the usual share is taken.</param>
    /// <param name="leastDays">On how many of them something must have been heard.</param>
    public static double[] Weights(double[] named, double[] unnamed, int days, int leastDays)
    {
        var weights = new double[named.Length];
        double sumNamed = 0, sumUnnamed = 0;
        var heard = 0;
        for (var day = 0; day < weights.Length; day++)
        {
            var usual = sumNamed > 0 ? sumUnnamed / sumNamed : double.PositiveInfinity;
            var most = Math.Max(UnnamedVoices.MostAnHour, usual * named[day]);
            weights[day] = heard >= leastDays && usual <= MostlyNamed && unnamed[day] > most ? most / unnamed[day] : 1;
            Count(day, 1);
            if (day >= days)
                Count(day - days, -1);
        }

        return weights;

        void Count(int day, int sign)
        {
            sumNamed += sign * named[day];
            // Uncut, so that a share that has changed for good becomes usual.
            sumUnnamed += sign * unnamed[day];
            heard += sign * (named[day] + unnamed[day] > 0 ? 1 : 0);
        }
    }
}
