using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Detection;

/// <summary>What was heard of one topic, day by day; today is the last.</summary>
/// <param name="topic">The topic.</param>
/// <param name="days">How many days.</param>
/// <param name="touchpoints">How many touchpoints.</param>
internal sealed class TopicHistory(Topic topic, int days, int touchpoints)
{
    private readonly double[]?[] _unnamed = new double[]?[touchpoints];
    private readonly double[] _unnamedOfDay = new double[days];

    public Topic Topic { get; } = topic;

    /// <summary>Who complained about it on each day.</summary>
    public FoldAffected?[] Affected { get; } = new FoldAffected?[days];

    /// <summary>How many customers complained about it at each of its touchpoints: those of the day, divided among them.</summary>
    public double[]?[] Customers { get; } = new double[]?[touchpoints];

    /// <summary>The volume of everything else heard at each of its touchpoints: how many other customers.</summary>
    public double[]?[] Exposure { get; } = new double[]?[touchpoints];

    public void Add(int touchpoint, int day, double named, double unnamed)
    {
        (Customers[touchpoint] ??= new double[days])[day] += named;
        (_unnamed[touchpoint] ??= new double[days])[day] += unnamed;
    }

    /// <summary>Sets customers against volumes when everything has been added.</summary>
    /// <param name="volume">The volume of everything, by touchpoint and day.</param>
    /// <param name="weights">The weight of voices without a name, by touchpoint and day.</param>
    /// <param name="leastDays">On fewer days nothing is usual.</param>
    public void Complete(double[][] volume, double[][] weights, int leastDays)
    {
        var usual = default(UsualSurplus);
        foreach (var affected in Affected)
            usual.Add(affected?.Unnamed ?? 0, affected?.Surplus ?? 0);
        var isManyUnnamed = usual.IsUsual(leastDays);
        var counted = Array.ConvertAll(Affected, affected =>
            affected is { Unnamed: > 0 } ? (double)(affected.Unnamed - (isManyUnnamed ? 0 : affected.Surplus)) / affected.Unnamed : 0);
        for (var touchpoint = 0; touchpoint < touchpoints; touchpoint++)
        {
            if (Customers[touchpoint] is not { } customers)
                continue;
            var exposure = Exposure[touchpoint] = new double[days];
            for (var day = 0; day < days; day++)
            {
                var unnamed = _unnamed[touchpoint]![day] * counted[day] * weights[touchpoint][day];
                _unnamedOfDay[day] += unnamed;
                customers[day] += unnamed;
                exposure[day] = Math.Max(0, volume[touchpoint][day] - customers[day]);
            }
        }
    }

    /// <summary>How often customers complained about it between two days; somebody who did on two days counts twice.</summary>
    public double CustomerDays(int from, int to)
    {
        var sum = 0.0;
        foreach (var customers in Customers)
        {
            for (var day = from; customers is not null && day < to; day++)
                sum += customers[day];
        }

        return sum;
    }

    /// <summary>How many distinct customers complained about it between two days.</summary>
    public long Distinct(int from, int to)
    {
        var named = new CustomerSketch();
        var unnamed = 0.0;
        for (var day = from; day < to; day++)
        {
            if (Affected[day] is not { } affected)
                continue;
            named.Merge(affected.Named);
            unnamed += _unnamedOfDay[day];
        }

        return named.Count() + (long)Math.Round(unnamed);
    }
}
