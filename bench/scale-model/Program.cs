// What Feedback needs on Azure Cosmos DB from a million to a billion feedback a year, by calculation: nothing here was measured on Azure. Prints the tables of
// docs/scale.md. Usage: Feedback.Bench.ScaleModel [seconds between two runs of counting, 60] [functions, or program: who reads the change feeds] [journeys, 5]
using System.Globalization;
using Feedback.Bench.ScaleModel;

var counting = new Counting(Number(0, 60));
var head = args.Length > 1 && args[1] == "program" ? Head.Program : Head.Functions;
var journeys = (int)Number(2, 5);
var year = new Year(20261130);
double[] volumes = [1e6, 12e6, 100e6, 1e9];
var estimates = (
    from volume in volumes
    from charges in new[] { Charges.Low(head), Charges.High(head) }
    select Estimate.Of(new(volume, journeys), year, charges, counting, Sizes.Measured, Prices.Published, new())).ToList();

Line($"Change feeds read by {(head == Head.Program ? "the program itself" : "the Functions host")}, counted every {counting.FoldInterval} s; "
    + $"{journeys} journeys, the busiest has "
    + Text($"{100 * new Company(1, journeys).Shares[0]:N0} %; the busiest minutes of the year are {year.Peak:N1} times its mean."));

Table("feedback a year|charges|a second, mean|most|RU a feedback|million RU a month|GB after a year|SignalBuckets|instances|"
    + "throughput $|storage $|bus $|machines $|$ a month",
    estimates.Select(e => Text($"{e.Company.FeedbackAYear:N0}|{e.Charges.Name}|{e.Company.FeedbackAYear / Year.Hours / 3600:N1}|{e.PeakRate:N0}|")
        + Text($"{e.RequestUnitsPerFeedback:N0}|{e.Containers.Sum(c => c.RequestUnits) / 1e6:N0}|{e.Containers.Sum(c => c.Gb):N0}|{e.HotDays.Buckets}|")
        + Text($"{e.Instances}|{e.ThroughputCost:N0}|{e.StorageCost:N0}|{e.BusCost:N0}|{e.MachineCost:N0}|{e.Cost:N0}")));

Table("feedback a year|charges|container|autoscale maximum, RU/s|GB|physical partitions|$ a month",
    from e in estimates
    from c in e.Containers
    select Text($"{e.Company.FeedbackAYear:N0}|{e.Charges.Name}|{c.Name}|{c.Throughput:N0}|{c.Gb:N0}|{c.PhysicalPartitions}|{c.Cost:N0}"));

Table("feedback a year|SignalBuckets|busiest partition, RU/s|its GB, busiest day|physical partitions|RU/s needed|beside even|"
    + "asking every bucket, million RU a month|within the limits",
    from volume in volumes
    from buckets in new[] { 1, 4, 16, 64, 256 }
    let hot = HotDays.Of(new(volume, journeys), year, Charges.High(head), counting, Sizes.Measured, new(), buckets)
    select Text($"{volume:N0}|{buckets}|{hot.HottestLogical:N0}|{hot.LargestLogical:N2}|{hot.PhysicalPartitions}|{hot.Needed:N0}|{hot.Unevenness:N1}|")
        + Text($"{hot.Floor / 1e6:N0}|{(hot.Fits ? "yes" : "no")}"));

Table("feedback a year|messages a month, million|operations a month, million|operations a second at most|namespaces",
    from e in estimates
    where e.Charges.Name == "high"
    select Text($"{e.Company.FeedbackAYear:N0}|{e.BusOperations / 2:N1}|{e.BusOperations:N1}|{e.BusOperationsAtPeak:N0}|")
        + (e.BusOperationsAtPeak <= Machines.StandardOperations ? "standard" : "premium, or several standard"));

double Number(int at, double usual) => args.Length > at ? double.Parse(args[at], CultureInfo.InvariantCulture) : usual;

static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

static void Line(string text) => Console.WriteLine(text);

static void Table(string head, IEnumerable<string> rows)
{
    Line($"\n| {head.Replace("|", " | ", StringComparison.Ordinal)} |");
    Line("|" + string.Concat(head.Split('|').Select(_ => " --- |")));
    foreach (var row in rows)
        Line($"| {row.Replace("|", " | ", StringComparison.Ordinal)} |");
}
