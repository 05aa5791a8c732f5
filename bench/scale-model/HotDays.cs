namespace Feedback.Bench.ScaleModel;

/// <summary>
/// All that is written today goes to the partitions <c>journey|day|bucket</c> of today, which the store spreads over its physical partitions by hash, among
/// all that was written before. Each physical partition has the same part of the throughput, so the hottest says how much the container needs.
/// </summary>
/// <param name="Buckets">The buckets of a day.</param>
/// <param name="PhysicalPartitions">How many physical partitions the container has.</param>
/// <param name="HottestLogical">The RU/s of the busiest logical partition in the busiest minutes of the year.</param>
/// <param name="LargestLogical">Its GB on the busiest day.</param>
/// <param name="Needed">The throughput the container needs, RU/s.</param>
/// <param name="Unevenness">How far that lies above the throughput that is used.</param>
/// <param name="Floor">What asking each bucket costs, RU a month.</param>
internal sealed record HotDays(
    int Buckets, int PhysicalPartitions, double HottestLogical, double LargestLogical, double Needed, double Unevenness, double Floor)
{
    private const double Headroom = 0.7;

    /// <summary>Whether every partition stays within its limits.</summary>
    public bool Fits => HottestLogical <= Headroom * CosmosLimits.PartitionThroughput && LargestLogical <= CosmosLimits.LogicalStorage
        && Needed / PhysicalPartitions <= CosmosLimits.PartitionThroughput;

    public static HotDays Of(Company company, Year year, Charges charges, Counting counting, Sizes sizes, Machines machines, int buckets)
    {
        var perFeedback = charges.Signals + (charges.SignalRead * counting.ReadsPerSignal);
        var peak = company.FeedbackAYear * year.Shares.Max() / 3600 * Year.PeakOfHour * perFeedback;
        var stored = company.FeedbackAYear * sizes.Signals / 1e6;
        var runs = company.Journeys * 3600 * 730 / counting.FoldInterval;
        var physical = (int)Math.Ceiling(Math.Max(stored / CosmosLimits.PhysicalStorage, peak / CosmosLimits.PartitionThroughput));
        var random = new Random(20261130);
        double hottest = 0;
        for (var day = 0; day < Year.Days; day++)
        {
            var rate = company.FeedbackAYear * year.PeakOf(day) / 3600 * Year.PeakOfHour;
            var loads = new double[physical];
            foreach (var share in company.Shares)
            {
                for (var bucket = 0; bucket < buckets; bucket++)
                    loads[random.Next(physical)] += rate * share * perFeedback / buckets;
            }

            hottest = Math.Max(hottest, loads.Max());
        }

        // A partition that is too hot is no partition: more of them do not help, only more buckets do.
        var needed = hottest * physical;
        var busiestDay = Enumerable.Range(0, Year.Days).Max(day => year.Shares.Skip(day * 24).Take(24).Sum());
        var largest = company.FeedbackAYear * busiestDay * company.Shares[0] * sizes.Signals / 1e6 / buckets;
        return new(buckets, physical, peak * company.Shares[0] / buckets, largest, needed, needed / peak, runs * (buckets - 1) * machines.QueryFloor);
    }
}
