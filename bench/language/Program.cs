using System.Diagnostics;
using System.Globalization;
using Feedback.Bench.Language;
using Feedback.Core.Language;
using Feedback.Core.Records;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["train", var what, var from, var file])
{
    using var output = new StreamWriter(file) { NewLine = "\n" };
    if (what == "languages") LanguageTable.Write(from, output);
    else SentimentTrainer.Write(SentimentTrainer.Fit([.. TrainingRows.ReadAll(from)]), output);
    return 0;
}
if (args is not [var directory, .. var rest])
{
    Console.Error.WriteLine("Usage: Feedback.Bench.Language DATA-DIRECTORY VADER-SCRIPT LABELS-DIRECTORY");
    return 2;
}
var texts = LabelledText.ReadAll(directory).ToArray();
if (Environment.GetEnvironmentVariable("SHOW") is { Length: > 0 } shown)
{
    Reader.Print(texts, shown);
    return 0;
}
var (vader, vaderSeconds) = rest is [var script, ..] ? Vader.Score(script, texts) : (new double[texts.Length], double.NaN);
var analysis = new BuiltInLanguageAnalysis();
var inputs = texts.Select(t => new TextToAnalyse(t.Text, null)).ToArray();
var results = await analysis.AnalyseAsync(inputs);

Console.WriteLine("| file | rows | VADER accuracy | VADER macro-F1 | built-in/1 macro-F1 | ours accuracy | ours macro-F1 |");
Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
Row("uci", t => t.Set.StartsWith("uci", StringComparison.Ordinal));
Row("uci, held out", t => t.Set.StartsWith("uci", StringComparison.Ordinal) && t.HeldOut);
foreach (var source in new[] { "amazon", "imdb", "yelp" })
    Row($"uci {source}, held out", t => t.Set == "uci " + source && t.HeldOut);
Row("goemotions dev", t => t.Set == "goemotions dev");
Row("goemotions test, held out", t => t.Set == "goemotions test");
Row("clothing", t => t.Set == "clothing");
Row("clothing, held out", t => t.Set == "clothing" && t.HeldOut);
Row("clothing without 3 stars", t => t.Set == "clothing" && t.Label != 0);
Row("clothing without 3 stars, held out", t => t.Set == "clothing" && t.Label != 0 && t.HeldOut);
Row("cfpb (all complaints)", t => t.Set == "cfpb");
Row("cfpb (all complaints), held out", t => t.Set == "cfpb" && t.HeldOut);

// The same customer texts through both, on one core; each row is about 200 characters.
var typical = inputs.Where(t => t.Text.Length is >= 150 and <= 250).ToArray();
var rounds = 5;
await analysis.AnalyseAsync(typical);
var before = GC.GetTotalAllocatedBytes(precise: true);
var watch = Stopwatch.StartNew();
for (var i = 0; i < rounds; i++) await analysis.AnalyseAsync(typical);
watch.Stop();
var allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(rounds * typical.Length);
Console.WriteLine();
Console.WriteLine($"Ours: {rounds * typical.Length / watch.Elapsed.TotalSeconds:N0} texts a second on one core ({typical.Length:N0} texts of 150 to 250 "
    + $"characters, {rounds} rounds), {allocated:N0} bytes allocated a text.");
Stopwatch all = Stopwatch.StartNew();
await analysis.AnalyseAsync(inputs);
Console.WriteLine($"All {texts.Length:N0} texts ({texts.Average(t => t.Text.Length):N0} characters in the mean): ours "
    + $"{texts.Length / all.Elapsed.TotalSeconds:N0}, VADER (node) {texts.Length / vaderSeconds:N0} texts a second.");
Console.WriteLine($"Taken for another language than English: {results.Count(r => r.Analysis!.NotUnderstood)} of {texts.Length:N0}.");
LeftOut.Print(directory);
if (rest is [_, var labels])
{
    await OtherLanguages.PrintAsync(Path.Combine(labels, "languages", "texts.tsv"), analysis);
    LabelledClauses.Print(Path.Combine(labels, "labelled"), Environment.GetEnvironmentVariable("HALF") ?? "tuning", analysis);
    foreach (var half in new[] { "tuning", "check" })
        ReadOpinions.Print(Path.Combine(labels, "labelled", "opinions.tsv"), half, Path.Combine(labels, "..", "journeys", "retail.json"), analysis);
}
return 0;

void Row(string name, Func<LabelledText, bool> picks)
{
    var picked = Enumerable.Range(0, texts.Length).Where(i => picks(texts[i])).ToArray();
    var theirs = Quality.Of([.. picked.Select(i => (texts[i].Label, Label(Sentiment.FromScore(vader[i]))))]);
    var ours = Quality.Of([.. picked.Select(i => (texts[i].Label, Label(results[i].Analysis!.Sentiment)))]);
    Console.WriteLine($"| {name} | {picked.Length:N0} | {theirs.Accuracy:F3} | {theirs.MacroF1:F3} | {Before.MacroF1[name]:F3} "
        + $"| {ours.Accuracy:F3} | {ours.MacroF1:F3} |");
}

static int Label(Sentiment sentiment) => sentiment.Label switch { SentimentLabel.Positive => 1, SentimentLabel.Negative => -1, _ => 0 };
