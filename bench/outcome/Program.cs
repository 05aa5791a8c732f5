using System.Diagnostics;
using System.Globalization;
using Feedback.Bench.Outcome;
using Feedback.Core.Outcomes;

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
foreach (var weather in Enum.GetValues<Weather>())
    Row(new($"plain, {weather}", Raised.Plain, 1, null, 1, 70, Weather: weather), 200);
Row(new("plain, calm topics", Raised.Plain, 1, null, 1, 70, Scenario.Calm), 200);
Row(new("plain, restless topics", Raised.Plain, 1, null, 1, 70, Scenario.Restless), 200);
Row(new("plain, 600 a week", Raised.Plain, 1, 600, 1, 70), 200);
Row(new("plain, only 5 other topics", Raised.Plain, 1, null, 1, 70, Topics: 5), 200);
Row(new("plain, only 2 other topics", Raised.Plain, 1, null, 1, 70, Topics: 2), 200);

Console.WriteLine("\n## A true effect: verified within four weeks, and within 12\n");
Header();
foreach (var effect in new[] { 0.85, 0.7, 0.5 })
{
    foreach (var weekly in new[] { 20, 30, 60, 120 })
        Row(new($"{1 - effect:P0} fewer of {weekly} a week, 8 weeks before", Raised.Plain, effect, weekly, 57, 57), effect == 0.7 && weekly == 60 ? 500 : 200);
}

Header();
Row(new("30 % fewer of 60, calm topics", Raised.Plain, 0.7, 60, 57, 57, Scenario.Calm), 200);
Row(new("30 % fewer of 60, restless topics", Raised.Plain, 0.7, 60, 57, 57, Scenario.Restless), 200);
Row(new("30 % fewer of 60, only 5 other topics", Raised.Plain, 0.7, 60, 57, 57, Topics: 5), 200);
Row(new("30 % fewer of 60, only 2 other topics", Raised.Plain, 0.7, 60, 57, 57, Topics: 2), 200);
Row(new("30 % fewer of 60, jump, shipped after 8 weeks", Raised.OnJump, 0.7, 60, 57, 57), 200);
Row(new("30 % fewer of 60, jump, shipped after 4 weeks", Raised.OnJump, 0.7, 60, 29, 29), 200);
Row(new("30 % fewer of 60, jump, shipped after 2 weeks", Raised.OnJump, 0.7, 60, 15, 15), 200);
Row(new("30 % fewer of 60, jump, shipped after 5 days", Raised.OnJump, 0.7, 60, 5, 5), 200);
Row(new("a third of 60, jump undone after 5 days", Raised.OnJump, 1 / 3.0, 60, 5, 5), 200);
Row(new("a third of 60, jump undone after 2 days", Raised.OnJump, 1 / 3.0, 60, 2, 2), 200);

Console.WriteLine($"\n{watch.Elapsed.TotalSeconds:0} s, seeds from {seeds}");

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
        $"| {scenario.Name} | {count} | {Share(product, OutcomeVerdict.Verified, 4):P1} | {Share(product, OutcomeVerdict.Verified):P1} | {Share(product, OutcomeVerdict.Ineffective):P1} | "
        + $"{Share(product, OutcomeVerdict.NotEnoughYet):P1} | {Median(product.Select(end => (double)end.Look))} | {Median(product.Select(end => end.Effect ?? 1)):0.00} | "
        + $"{Share(naive, OutcomeVerdict.Verified, 4):P1} | {Share(naive, OutcomeVerdict.Verified):P1} |");
    return product;
}

static double Share(Ending[] endings, OutcomeVerdict verdict, int within = PlannedLooks.Most) =>
    endings.Count(end => end.Verdict == verdict && end.Look <= within) / (double)endings.Length;

static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
