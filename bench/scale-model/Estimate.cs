namespace Feedback.Bench.ScaleModel;

/// <summary>A container over the year.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Throughput">The maximum to set, RU/s: the busiest minutes of the year, and a fifth more.</param>
/// <param name="Gb">What is stored after a year.</param>
/// <param name="PhysicalPartitions">How many physical partitions that makes.</param>
/// <param name="RequestUnits">What is used in a month, RU.</param>
/// <param name="Cost">Throughput in an average month, $.</param>
internal sealed record ContainerEstimate(string Name, double Throughput, double Gb, int PhysicalPartitions, double RequestUnits, double Cost);

/// <summary>What a company needs on Azure, by the month.</summary>
internal sealed record Estimate(
    Company Company, Charges Charges, HotDays HotDays, IReadOnlyList<ContainerEstimate> Containers, double PeakRate, double BusOperations,
        double BusOperationsAtPeak, int Instances, double StorageCost, double BusCost, double MachineCost)
{
    private const double Headroom = 1.2;
    private const double HoursOfMonth = 730;
    private static readonly int[] Buckets = [1, 2, 4, 8, 16, 32, 64, 128, 256];

    public double ThroughputCost => Containers.Sum(container => container.Cost);

    public double Cost => ThroughputCost + StorageCost + BusCost + MachineCost;

    public double RequestUnitsPerFeedback => Containers.Sum(container => container.RequestUnits) / (Company.FeedbackAYear / 12);

    public static Estimate Of(Company company, Year year, Charges charges, Counting counting, Sizes sizes, Prices prices, Machines machines)
    {
        // As few buckets as keep every partition within its limits and cost little more than the cheapest: too few leave one partition hot, too many are asked
        // in vain.
        var choices = Buckets.Select(buckets => HotDays.Of(company, year, charges, counting, sizes, machines, buckets)).Where(choice => choice.Fits).ToList();
        var least = choices.Min(choice => SignalsOf(choice).Cost);
        var hot = choices.First(choice => SignalsOf(choice).Cost <= 1.05 * least);

        var volume = company.FeedbackAYear;
        List<ContainerEstimate> containers =
        [
            Spread("feedback", charges.Feedback, _ => 0, volume * sizes.Feedback / 1e6),
            Spread("customers", charges.Customers, _ => 0, volume * sizes.Customers / 1e6),
            SignalsOf(hot),
            Spread("folds", 0, FoldsIn, company.Journeys * sizes.FoldsPerJourneyAndYear / 1e6),
        ];
        var peak = volume * year.Shares.Max() / 3600 * Year.PeakOfHour;
        var operations = volume / 12 * machines.BusOperations / 1e6;
        var seconds = volume / 12 * machines.ProcessorPerFeedback / 1000 / machines.Utilisation;
        return new(company, charges, hot, containers, peak, operations, peak * machines.BusOperations,
            (int)Math.Ceiling(peak * machines.ProcessorPerFeedback / 1000 / machines.Utilisation),
            containers.Sum(container => container.Gb) * prices.Storage, prices.BusBase + Tiered(operations, prices.BusOperations),
            (seconds * machines.Memory * prices.GbSecond) + (volume / 12 * machines.Executions / 1e6 * prices.Executions));

        ContainerEstimate SignalsOf(HotDays choice) =>
            Spread("signals", charges.Signals + (charges.SignalRead * counting.ReadsPerSignal), _ => choice.Floor / HoursOfMonth / 3600,
                company.FeedbackAYear * sizes.Signals / 1e6, choice.Unevenness);

        double FoldsIn(int hour) =>
            company.Shares.Sum(share => Math.Min(company.RateIn(year, hour) * share, 1 / counting.FoldInterval) * charges.FoldRun)
            + (company.Journeys * charges.Settling / HoursOfMonth / 3600);

        ContainerEstimate Spread(string name, double perFeedback, Func<int, double> constant, double gb, double unevenness = 1)
        {
            var used = Enumerable.Range(0, Year.Hours).Select(hour => (company.RateIn(year, hour) * perFeedback) + constant(hour)).ToList();
            var most = Math.Max(1_000, Math.Max(Round(used.Max() * Year.PeakOfHour * unevenness * Headroom, 1_000),
                Round(10 * CosmosLimits.ThroughputPerGb * gb, 1_000)));
            // Autoscale bills the highest use of each hour, which is that of the hottest partition times their number, and at least a tenth of the maximum.
            var billed = used.Sum(rate => Math.Max(most / 10, Round(Math.Min(most, rate * Year.PeakOfHour * unevenness), 100)));
            return new(name, most, gb, (int)Math.Ceiling(Math.Max(gb / CosmosLimits.PhysicalStorage, most / CosmosLimits.PartitionThroughput)),
                used.Sum() * 3600 / 12, billed / 12 / 100 * prices.Throughput);
        }
    }

    private static double Round(double value, double step) => Math.Ceiling(value / step) * step;

    private static double Tiered(double millions, IReadOnlyList<(double UpTo, double Price)> tiers)
    {
        double cost = 0, from = 0;
        foreach (var (upTo, price) in tiers)
        {
            cost += Math.Max(0, Math.Min(millions, upTo) - from) * price;
            from = upTo;
        }

        return cost;
    }
}
