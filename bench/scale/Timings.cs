using System.Diagnostics;
using System.Globalization;

namespace Feedback.Bench.Scale;

/// <summary>How long the answers to one question took, in milliseconds.</summary>
internal sealed record Timings(double P50, double P99, double Max, int Count)
{
    private const int Least = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Asks one after the other, each time another thing, for so long; at least a few times.</summary>
    public static async Task<Timings> TakeAsync(TimeSpan length, Func<int, Task> ask)
    {
        var taken = new List<double>();
        var asked = 0;
        var whole = Stopwatch.StartNew();
        while (whole.Elapsed < WarmUp + length || taken.Count < Least)
        {
            var one = Stopwatch.StartNew();
            await ask(asked++);
            // What is compiled and read once is not what is measured here; a question that takes longer than that warms itself up once.
            if (whole.Elapsed > WarmUp && asked > 1)
                taken.Add(one.Elapsed.TotalMilliseconds);
        }

        taken.Sort();
        return new(At(taken, 0.5), At(taken, 0.99), taken[^1], taken.Count);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{P50,9:N2} {P99,9:N2} {Max,9:N2} {Count,7}");

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];
}
