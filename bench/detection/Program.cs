using System.Diagnostics;
using System.Globalization;
using Feedback.Bench.Detection;
using Feedback.Core.Detection;

// run [first seed, 2000 by default] [how many times as many journeys, 1 by default] [false tickets per four weeks to try, instead of the default]
var seed = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000;
var effort = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 1;
List<Method> methods = [Method.First];
methods.AddRange(args.Length > 2
    ? args[2..].Select(rate =>
        Method.Detector($"at {rate}", DetectionSettings.Default with { FalseTicketsPerFourWeeks = double.Parse(rate, CultureInfo.InvariantCulture) }))
    : [Method.Detector("detector", DetectionSettings.Default)]);
var watch = Stopwatch.StartNew();
var falseTickets = new double[methods.Count];

Write("| scenario | measure | bound |", methods.Select(method => $" {method.Name} |"));
Write("| --- | --- | ---: |", methods.Select(_ => " ---: |"));
Quiet(Journeys(4), 52);
Sudden(Journeys(12), "", Scenarios.Sudden);
Sudden(Journeys(4), " (these journeys), no loud customer", s => Scenarios.Beside(s, loud: false));
Sudden(Journeys(4), " (the same), a loud customer beside it", s => Scenarios.Beside(s, loud: true));
Delays("doubles within 8 weeks, base 20", Journeys(6), Scenarios.Slow, 12 * Scenarios.Week, 12, (plan, trouble) => plan.Bases[trouble.Topic] == 20);
Delays("doubles within 8 weeks, base 50", Journeys(6), Scenarios.Slow, 12 * Scenarios.Week, 12, (plan, trouble) => plan.Bases[trouble.Topic] == 50);
Delays("chronic from the first day", Journeys(6), Scenarios.Chronic, Scenarios.FourWeeks, 12, (_, _) => true);
Raised("one loud customer, two weeks: tickets of the 3 topics", Journeys(10), Scenarios.Loud, 3 * Scenarios.Week, 6, topic => topic is 26 or 3 or 17, 3);
Raised("campaign, one week: tickets of all 50 topics", Journeys(10), Scenarios.Campaign, 2 * Scenarios.Week, 3, _ => true, Plan.Topics);
Raised("duplicate import, one week: tickets of all 50 topics", Journeys(10), Scenarios.Duplicates, 2 * Scenarios.Week, 3, _ => true, Plan.Topics);
Raised("holiday, three days: tickets of all 50 topics", Journeys(10), Scenarios.Holiday, 2 * Scenarios.Week, 3, _ => true, Plan.Topics);
Raised("new source, four weeks: tickets of all 50 topics", Journeys(6), Scenarios.Source, 4 * Scenarios.Week, 6, _ => true, Plan.Topics);
Raised("new installation, weeks 3 to 10: tickets of all 50 topics", Journeys(6), s => new(s, Plan.Mixed, []), 8 * Scenarios.Week, 6, _ => true, Plan.Topics,
    2 * Scenarios.Week);
Surge(Journeys(4));
foreach (var times in new[] { 1, 100 })
{
    var (first, median) = Speed.Measure(times);
    Write($"| one look, volume ×{times} | ms, the first / median of 40 | |",
        methods.Select(method => method == Method.First ? " |" : $" {first:0.0} / {median:0.0} |"));
}

Console.WriteLine($"\n{watch.Elapsed.TotalSeconds:0} s, of which {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:0} s of processor time");

IEnumerable<int> Journeys(int count) => Enumerable.Range(seed, (int)Math.Ceiling(count * effort));

void Quiet(IEnumerable<int> seeds, int weeks)
{
    var raised = Scenarios.Tickets(methods, seeds.Select(s => new Plan(s, Plan.Mixed, [])), Scenarios.Begin, weeks * Scenarios.Week, 3, _ => true);
    var periods = seeds.Count() * weeks / 4.0;
    foreach (var kind in Enum.GetValues<FindingKind>())
        Write($"| nothing wrong, {periods:0} × 4 weeks | false tickets per 4 weeks: {kind} | |",
            methods.Select((_, method) => $" {raised[method, (int)kind] / periods:0.00} |"));
    for (var method = 0; method < methods.Count; method++)
        falseTickets[method] = Enumerable.Range(0, raised.GetLength(1)).Sum(kind => raised[method, kind]) / periods;
    Write("| | false tickets per 4 weeks: all | 1 |", falseTickets.Select(rate => $" {rate:0.00} |"));
}

void Sudden(IEnumerable<int> seeds, string how, Func<int, Plan> plan)
{
    var delays = Scenarios.Delays(methods, seeds.Select(plan), Scenarios.Week, 3, (_, _) => true);
    var bases = seeds.Select(Scenarios.Sudden).SelectMany(plan => plan.Troubles.OfType<MoreCustomers>().OrderBy(trouble => trouble.Onset)
        .Select(trouble => plan.Bases[trouble.Topic])).ToList();
    foreach (var (perWeek, hours) in new[] { (50, 48), (20, 96) })
    {
        List<List<int?>> some = [.. delays.Select(all => all.Where((_, i) => bases[i] == perWeek).ToList())];
        var name = $"threefold at {perWeek} a week{how}, {some[0].Count} times";
        Write($"| {name} | recall within {hours} h | {Bound.Recall(perWeek, hours, 1):0.000} |",
            some.Select(all => $" {all.Count(delay => delay <= hours) / (double)all.Count:0.000} |"));
        var bounds = methods.Select((_, method) => $" {Bound.Recall(perWeek, hours, falseTickets[method]):0.000} |");
        Write("| | the bound at as many false tickets as the method's own | |", bounds);
        WriteDelays("", some);
    }
}

void Delays(string name, IEnumerable<int> seeds, Func<int, Plan> plan, int patience, int step, Func<Plan, MoreCustomers, bool> asked)
{
    var delays = Scenarios.Delays(methods, seeds.Select(plan), patience, step, asked);
    Write($"| {name}, {delays[0].Count} times | recall within {patience / Scenarios.Day} days | |",
        delays.Select(all => $" {all.Count(delay => delay is not null) / (double)all.Count:0.000} |"));
    WriteDelays("", [.. delays]);
}

void WriteDelays(string name, List<List<int?>> delays) =>
    Write($"| {name} | hours until found, median / 95 % | |", delays.Select(all => $" {Quantile(all, 0.5)} / {Quantile(all, 0.95)} |"));

void Raised(string name, IEnumerable<int> seeds, Func<int, Plan> plan, int hours, int step, Func<int, bool> asked, int topics,
    int begin = Scenarios.Begin)
{
    var raised = Scenarios.Tickets(methods, seeds.Select(plan), begin, hours, step, asked);
    var journeys = seeds.Count();
    Write($"| {name} | all of {journeys} journeys / of as many quiet ones | |", methods.Select((_, method) =>
        $" {Enumerable.Range(0, raised.GetLength(1)).Sum(kind => raised[method, kind])} / "
            + $"{falseTickets[method] * journeys * hours / Scenarios.FourWeeks * topics / Plan.Topics:0.0} |"));
}

void Surge(IEnumerable<int> seeds)
{
    var surges = new Surges();
    foreach (var journey in seeds)
        surges.Run(journey);
    foreach (var (perWeek, hours) in new[] { (50, 48), (20, 96) })
    {
        List<int?> delays = [.. surges.Delays.Where(surge => surge.Base == perWeek).Select(surge => surge.Delay)];
        var recall = delays.Count(delay => delay <= hours) / (double)delays.Count;
        Write($"| surge of a ticket at three times {perWeek} a week, {delays.Count} times | recall within {hours} h "
            + $"| {Bound.Recall(3 * perWeek, hours, 1):0.000} |", methods.Select((_, method) => IsLast(method) ? $" {recall:0.000} |" : " never told |"));
        Write("|  | hours until found, median / 95 % | |",
            methods.Select((_, method) => !IsLast(method) ? " |" : $" {Quantile(delays, 0.5)} / {Quantile(delays, 0.95)} |"));
    }

    Write($"| tickets that stay at their level, {surges.Quiet.Weeks:0} weeks of a ticket; {surges.WithoutTicket} topics had none | false surges | |",
        methods.Select((_, method) => !IsLast(method) ? " |" : $" {surges.Quiet.False} |"));
}

// Only the product compares a ticket with its own level; before, a topic that had a ticket was not looked at.
bool IsLast(int method) => method == methods.Count - 1;

static string Quantile(List<int?> delays, double share) =>
    delays.Select(delay => delay ?? int.MaxValue).Order().ElementAt((int)Math.Ceiling(share * delays.Count) - 1) is < int.MaxValue and var hours
        ? hours.ToString(CultureInfo.InvariantCulture) : "later";

static void Write(string start, IEnumerable<string> cells) => Console.WriteLine(start + string.Concat(cells));
