// Asks the program the same on data folders of several sizes and prints how long the answers take, beside each other.
// Usage: Feedback.Bench.Scale Feedback.App.dll SECONDS FOLDER...   (folders that bench/fill has filled)
using System.Globalization;
using System.Net.Http.Headers;
using Feedback.Bench.Scale;

var (program, length, folders) = (args[0], TimeSpan.FromSeconds(double.Parse(args[1], CultureInfo.InvariantCulture)), args[2..]);
var first = new Dictionary<string, double>();
foreach (var folder in folders)
{
    Print($"\n{Path.GetFileName(folder)}\n{"",-46} {"p50 ms",9} {"p99 ms",9} {"max ms",9} {"asked",7}   beside {Path.GetFileName(folders[0])}");
    await using (var server = await Server.StartAsync(program, folder))
    {
        foreach (var question in Question.All(TimeProvider.System.GetUtcNow()))
        {
            Take(question.Name, await Timings.TakeAsync(length, async n =>
            {
                using var answer = await server.Manager.GetAsync(new Uri(question.Path(n), UriKind.Relative));
                answer.EnsureSuccessStatusCode();
            }));
        }

        var (now, peak) = server.Memory();
        Print($"memory {now} MiB, at most {peak} MiB, data folder {server.Bytes() / 1048576.0:N0} MiB");
        await AfterAChangeAsync(server);
        await BesideIntakeAsync(server);
    }

    if (Environment.GetEnvironmentVariable("VERIFY") is null)
        continue;
    var (took, says) = await Server.VerifyAsync(program, folder);
    Print($"verify {took.TotalSeconds:N1} s");
    Console.WriteLine(says.TrimEnd());
}

// A fold has changed since the last look: the map is drawn anew from folds that are otherwise known.
async Task AfterAChangeAsync(Server server)
{
    var change = $"change-{Guid.NewGuid():N}";
    using var source = await server.SourceAsync(change);
    var map = Question.All(TimeProvider.System.GetUtcNow())[0];
    var watch = new System.Diagnostics.Stopwatch();
    var taken = new List<double>();
    for (var n = 0; n < 40; n++)
    {
        await PostAsync(source, change, n);
        await Task.Delay(400);
        watch.Restart();
        using var answer = await server.Manager.GetAsync(new Uri(map.Path(n), UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        taken.Add(watch.Elapsed.TotalMilliseconds);
    }

    taken.Sort();
    Take("map, 90 days, after a feedback was counted", new(taken[20], taken[39], taken[39], 40));
}

// One caller posts as fast as it is answered; then the same with another asking for the drivers of a year without a pause.
async Task BesideIntakeAsync(Server server)
{
    var intake = $"intake-{Guid.NewGuid():N}";
    using var source = await server.SourceAsync(intake);
    Take("intake, one caller, alone", await Timings.TakeAsync(length, n => PostAsync(source, intake, n)));
    using var stop = new CancellationTokenSource();
    var drivers = Question.All(TimeProvider.System.GetUtcNow()).First(question => question.Name.StartsWith("drivers", StringComparison.Ordinal));
    var asking = Task.Run(async () =>
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
            (await server.Manager.GetAsync(new Uri(drivers.Path(n), UriKind.Relative))).EnsureSuccessStatusCode();
    });
    Take("intake, one caller, beside drivers of a year", await Timings.TakeAsync(length, n => PostAsync(source, intake, n)));
    await stop.CancelAsync();
    await asking;
}

static async Task PostAsync(HttpClient client, string source, int n)
{
    const string text = "Nice staff, but I was billed twice and the refund took six weeks.";
    var body = string.Create(CultureInfo.InvariantCulture, $$$"""
        {"source":"{{{source}}}","customer":{"id":"c-{{{n % 5000}}}"},"text":"{{{text}}}","ratings":{"nps":4}}
        """);
    using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
    using var answer = await client.PostAsync(new Uri("/v1/feedback", UriKind.Relative), content);
    answer.EnsureSuccessStatusCode();
}

void Take(string name, Timings timings)
{
    var beside = first.TryGetValue(name, out var before) ? string.Create(CultureInfo.InvariantCulture, $"{timings.P50 / before,8:N2}") : "";
    first.TryAdd(name, timings.P50);
    Print($"{name,-46} {timings} {beside}");
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
