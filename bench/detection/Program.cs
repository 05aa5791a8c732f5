using System.Diagnostics;
using System.Globalization;
using Feedback.Bench.Detection;
using Feedback.Core.Detection;

var mode = args[0];
var seed = int.Parse(args[1], CultureInfo.InvariantCulture);
var count = int.Parse(args[2], CultureInfo.InvariantCulture);
var step = int.Parse(args[3], CultureInfo.InvariantCulture);
var methods = new List<Method> { Method.First };
foreach (var f in args[4..])
    methods.Add(Method.Detector("F " + f, DetectionSettings.Default with { FalseTicketsPerFourWeeks = double.Parse(f, CultureInfo.InvariantCulture) }));
var watch = Stopwatch.StartNew();
if (mode == "quiet")
{
    var raised = Scenarios.Quiet(methods, Enumerable.Range(seed, count), 52, step);
    for (var m = 0; m < methods.Count; m++)
        Console.WriteLine($"{methods[m].Name,-14} jump {raised[m, 0] / (13.0 * count):0.00} drift {raised[m, 1] / (13.0 * count):0.00} chronic {raised[m, 2] / (13.0 * count):0.00}");
}
else if (mode == "sudden")
{
    foreach (var b in new[] { 20, 50 })
    {
        var delays = Scenarios.Delays(methods, Enumerable.Range(seed, count).Select(Scenarios.Sudden), 7 * 24, step, (plan, trouble) => plan.Bases[trouble.Topic] == b);
        for (var m = 0; m < methods.Count; m++)
        {
            var d = delays[m];
            Console.WriteLine($"{b} {methods[m].Name,-14} n {d.Count} 48h {d.Count(x => x <= 48) / (double)d.Count:0.000} 96h {d.Count(x => x <= 96) / (double)d.Count:0.000} median {d.Select(x => x ?? 999).Order().ElementAt(d.Count / 2)}");
        }
    }
}
else
{
    foreach (var (b, h) in new[] { (20, 96), (50, 48) })
        Console.WriteLine($"{b} {h} {Bound.Recall(b, h, 1):0.000} {Bound.Recall(b, h, 0.5):0.000}");
}

Console.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
