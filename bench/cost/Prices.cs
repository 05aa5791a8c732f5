namespace Feedback.Bench.Cost;

/// <summary>What the operations cost by the published charges: docs/cost.md says where they stand and what is assumed where they leave room.</summary>
internal static class Prices
{
    private const double MinutesAMonth = 43_800;
    private const double HoursAMonth = 730;
    private const double IdlePolls = 3_420_000;

    private sealed record Estimate(string Name, bool IsHigh)
    {
        /// <summary>An item read by a query or from a change feed.</summary>
        public double Read(double kilobytes) => IsHigh ? Math.Max(1, kilobytes) : 0.1 * kilobytes;
    }

    private sealed record Volume(double Feedback, double FoldSeconds, double TicketsLow, double TicketsHigh);

    private static double Point(double kilobytes) => 1 + (0.09 * Math.Max(0, kilobytes - 1));

    private static double Create(double kilobytes) => 5.5 + (0.45 * Math.Max(0, kilobytes - 1));

    private static double Replace(double kilobytes) => 2 * Create(kilobytes);

    public static void Print(Func<string, double> size)
    {
        Estimate[] estimates = [new("low", false), new("high", true)];
        Console.WriteLine($"{"RU, one feedback of a named customer",-46}{"low",8}{"high",8}");
        foreach (var (step, cost) in Steps(size))
            Console.WriteLine($"  {step,-44}{cost(estimates[0]),8:0.0}{cost(estimates[1]),8:0.0}");
        Console.WriteLine($"  {"before counting",-44}{Before(size, estimates[0]),8:0.0}{Before(size, estimates[1]),8:0.0}");
        Console.WriteLine($"\na run of folding: remembered {Run(size):0}, with the sample's five segments {Run(size) + Segments(size):0}; "
            + $"from the facts {FromFacts(size, estimates[0]):0} low, {FromFacts(size, estimates[1]):0} high, and each document of the hour");

        Console.WriteLine($"\n{"feedback a month",18}{"fold s",8}{"",6}{"before",8}{"counting",10}{"segments",10}{"settling",10}{"polling",9}{"tickets",9}"
            + $"{"RU each",9}{"million",9}{"serverless",12}{"under Functions",17}");
        Volume[] volumes = [new(1e4, 60, 11, 36), new(1e6, 60, 0.5, 0.8), new(1e6, 300, 0.1, 0.5), new(1e8, 60, 0, 0.04), new(1e8, 300, 0, 0.04)];
        foreach (var volume in volumes)
        {
            foreach (var estimate in estimates)
                Print(volume, estimate, size);
        }
    }

    private static void Print(Volume volume, Estimate estimate, Func<string, double> size)
    {
        var runs = Math.Min(volume.Feedback, MinutesAMonth * 60 / volume.FoldSeconds);
        var before = Before(size, estimate);
        // An instance that starts, once a day, reads the hour once.
        var halfAnHour = volume.Feedback / HoursAMonth / 2 * estimate.Read(size("signals"));
        var counting = ((runs * Run(size)) + (30 * (FromFacts(size, estimate) + halfAnHour))) / volume.Feedback;
        var segments = runs * Segments(size) / volume.Feedback;
        // Each hour once more when it is quiet, and each change read once.
        var hours = Math.Min(HoursAMonth, volume.Feedback);
        var settling = (2 * estimate.Read(size("signals")))
            + (((hours * FromFacts(size, estimate)) + (MinutesAMonth / 5 * (1 + Replace(1)))) / volume.Feedback);
        var polling = volume.Feedback > 1e7 ? 0 : IdlePolls / volume.Feedback;
        var tickets = estimate.IsHigh ? volume.TicketsHigh : volume.TicketsLow;
        var total = before + counting + segments + settling + polling + tickets;

        // Under Functions the host names what changed, so nothing is remembered; the queue's function reads the record, and requeueing the feed once more.
        var facts = runs * (FromFacts(size, estimate) + halfAnHour) / volume.Feedback;
        var functions = total - counting + facts + Point(size("feedback: record")) + estimate.Read(size("feedback: record"))
            + estimate.Read(size("feedback: analysis"));
        var million = total * volume.Feedback / 1e6;
        Console.WriteLine($"{volume.Feedback,18:#,0}{volume.FoldSeconds,8}{estimate.Name,6}{before,8:0.0}{counting,10:0.0}{segments,10:0.0}{settling,10:0.0}"
            + $"{polling,9:0.0}{tickets,9:0.0}{total,9:0.0}{million,9:#,0}{million * 0.25,12:$#,0.0}{functions,17:0.0}");
    }

    private static double Before(Func<string, double> size, Estimate estimate) => Steps(size).Sum(step => step.Cost(estimate));

    private static (string Step, Func<Estimate, double> Cost)[] Steps(Func<string, double> size) =>
    [
        ("posted: create the record", _ => Create(size("feedback: record"))),
        ("read the record from the change feed", estimate => estimate.Read(size("feedback: record"))),
        // High: the customer is new. Looked for: the profile, twice, a mark of an erasure, twice, an opt-out; then the profile is created.
        ("customer: timeline entry, profile, erasure", estimate =>
            Create(size("customers: feedback")) + (estimate.IsHigh ? 5 + Create(size("customers: profile")) : 2)),
        ("analysed: create the analysis", _ => Create(size("feedback: analysis"))),
        ("read the analysis from the change feed", estimate => estimate.Read(size("feedback: analysis"))),
        ("projected: create the signals", _ => Create(size("signals"))),
        ("read the signals from the change feed", estimate => estimate.Read(size("signals"))),
    ];

    /// <summary>A run of an instance that remembers what it has counted: the hour and its day are replaced, and the month is looked for.</summary>
    private static double Run(Func<string, double> size) => Replace(size("folds: hour")) + Replace(size("folds: day")) + 1;

    private static double Segments(Func<string, double> size) => 5 * (Replace(size("folds: segment's hour")) + Replace(size("folds: segment's day")));

    /// <summary>A run that remembers nothing, without the hour's signals: both folds and the 24 hours are read first.</summary>
    private static double FromFacts(Func<string, double> size, Estimate estimate) =>
        Run(size) + estimate.Read(size("folds: hour")) + estimate.Read(size("folds: day")) + (24 * estimate.Read(size("folds: hour")));
}
