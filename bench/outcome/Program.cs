using System.Diagnostics;
using System.Globalization;
using Feedback.Bench.Outcome;
using Feedback.Core.Outcomes;
using Feedback.Core.Tickets;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Whatever was chosen was chosen on the one set of seeds, and is reported on the other.
var seeds = args is ["tune", ..] ? 1_000_000 : 2_000_000;
var analysis = new OutcomeAnalysis(OutcomeSettings.Default);
var watch = Stopwatch.StartNew();

Console.WriteLine("## No true effect: verified within 12 looks\n");
Header();
Ending[] falsely =
[
    .. Row(new("plain", Raised.Plain, 1, null, 1, 70), 500),
    .. Row(new("on noise, shipped within 13 days", Raised.OnNoise, 1, null, 1, 13), 250),
    .. Row(new("on noise, shipped after 14 to 70 days", Raised.OnNoise, 1, null, 14, 70), 250),
];
Console.WriteLine($"\nAll {falsely.Length}: {Share(falsely, OutcomeVerdict.Verified):P1} verified.\n");
Header();
Row(new("plain, one channel shrinks", Raised.Plain, 1, null, 1, 70, Weather: Weather.ChannelShrinks), 200);
Row(new("plain, a season falls", Raised.Plain, 1, null, 1, 70, Weather: Weather.SeasonFalls), 100);
Row(new("plain, restless topics", Raised.Plain, 1, null, 1, 70, Scenario.Restless), 150);
Row(new("plain, 600 a week", Raised.Plain, 1, 600, 1, 70), 150);
Row(new("plain, only 5 other topics", Raised.Plain, 1, null, 1, 70, Topics: 5), 150);
Row(new("plain, only 2 other topics", Raised.Plain, 1, null, 1, 70, Topics: 2), 150);

Console.WriteLine("\n## A true effect: verified within four weeks, and within 12\n\nSteady weeks, found long before it was shipped:\n");
Header();
foreach (var effect in new[] { 0.85, 0.7, 0.5 })
{
    foreach (var weekly in new[] { 20, 30, 60, 120 })
        Row(new($"{1 - effect:P0} fewer of {weekly} a week", Raised.Plain, effect, weekly, 57, 57, Weather: Weather.Steady), effect == 0.7 && weekly == 60 ? 400
            : 100);
}

Console.WriteLine("\nThirty per cent fewer of 60 a week, otherwise:\n");
Header();
Row(new("any weather", Raised.Plain, 0.7, 60, 57, 57), 300);
Row(new("a season falls by 40 %", Raised.Plain, 0.7, 60, 57, 57, Weather: Weather.SeasonFalls), 100);
Row(new("one channel shrinks by 40 %", Raised.Plain, 0.7, 60, 57, 57, Weather: Weather.ChannelShrinks), 100);
Row(new("calm topics", Raised.Plain, 0.7, 60, 57, 57, Scenario.Calm, Weather: Weather.Steady), 300);
Row(new("restless topics", Raised.Plain, 0.7, 60, 57, 57, Scenario.Restless, Weather: Weather.Steady), 100);
Row(new("only 5 other topics", Raised.Plain, 0.7, 60, 57, 57, Topics: 5, Weather: Weather.Steady), 100);
Row(new("only 2 other topics", Raised.Plain, 0.7, 60, 57, 57, Topics: 2, Weather: Weather.Steady), 100);
Row(new("after a jump, shipped 4 weeks after raising", Raised.OnJump, 0.7, 60, 29, 29, Weather: Weather.Steady), 100);
Row(new("after a jump, shipped 2 weeks after raising", Raised.OnJump, 0.7, 60, 15, 15, Weather: Weather.Steady), 100);
Row(new("after a jump, shipped 5 days after raising", Raised.OnJump, 0.7, 60, 5, 5, Weather: Weather.Steady), 100);
Row(new("a threefold jump undone 5 days after raising", Raised.OnJump, 1 / 3.0, 60, 5, 5, Weather: Weather.Steady), 100);
Row(new("a threefold jump undone 2 days after raising", Raised.OnJump, 1 / 3.0, 60, 2, 2, Weather: Weather.Steady), 100);

Console.WriteLine($"\n{Environment.CpuUsage.TotalTime.TotalSeconds:0} s of one processor, {watch.Elapsed.TotalSeconds:0} s in all, seeds from {seeds}");

static void Header() => Console.WriteLine("""
    | scenario | tickets | verified ≤ 4 looks | verified ≤ 12 | ineffective | neither | median weeks | median effect | naive ≤ 4 | naive ≤ 12 |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    """);

Ending[] Row(Scenario scenario, int count)
{
    var product = new Ending[count];
    var naive = new Ending[count];
    for (var number = 0; number < count; number++)
    {
        var ticket = SimulatedTicket.Of(scenario, new Random(seeds++));
        (product[number], naive[number]) = (Judges.Product(analysis, ticket), Judges.Naive(ticket));
    }

    Console.WriteLine(
        $"| {scenario.Name} | {count} | {Share(product, OutcomeVerdict.Verified, 4):P1} | {Share(product, OutcomeVerdict.Verified):P1} | "
            + $"{Share(product, OutcomeVerdict.Ineffective):P1} | "
        + $"{Share(product, OutcomeVerdict.NotEnoughYet):P1} | {Median(product.Select(end => (double)end.Look))} | "
            + $"{Median(product.Select(end => end.Effect ?? 1)):0.00} | "
        + $"{Share(naive, OutcomeVerdict.Verified, 4):P1} | {Share(naive, OutcomeVerdict.Verified):P1} |");
    return product;
}

static double Share(Ending[] endings, OutcomeVerdict verdict, int within = PlannedLooks.Most) =>
    endings.Count(end => end.Verdict == verdict && end.Look <= within) / (double)endings.Length;

static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
