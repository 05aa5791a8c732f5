using System.Globalization;
using Feedback.Core.Language;
using Feedback.Core.Language.BuiltIn;
using Feedback.Core.Records;

namespace Feedback.Bench.Language;

/// <summary>
/// Measures what the sentiment model is worth on a set that it learned nothing from: each whole set is left out once, and the rest trained anew.
/// Beside it is built-in/1, whose words were fitted to rows of four of these sets.
/// </summary>
internal static class LeftOut
{
    // Measured with built-in/1 (commit 9a2b1ad) on the same rows.
    private static readonly (string Set, double Before)[] Sets =
        [("uci", 0.843), ("goemotions", 0.649), ("clothing", 0.830), ("cfpb", 0.896), ("banking77", 0.760), ("bitext_customer_service", 0.736)];

    public static void Print(string directory)
    {
        var training = TrainingRows.ReadAll(directory).ToArray();
        LabelledText[] heldOut =
        [
            .. LabelledText.ReadAll(directory).Where(text => text.HeldOut && text is not { Set: "clothing", Label: 0 }),
            .. TrainingRows.Intents(directory, "banking77", "category").Where(text => text.HeldOut),
            .. TrainingRows.Intents(directory, "bitext_customer_service", "intent").Where(text => text.HeldOut),
        ];
        Console.WriteLine();
        Console.WriteLine("| held-out rows of | rows | built-in/1 | rules | model, this set left out |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        List<(double Before, double Rules, double Model)> all = [];
        foreach (var (set, before) in Sets)
        {
            var model = new SentimentModel(SentimentTrainer.Fit([.. training.Where(text => text.Set != set)]));
            var rows = heldOut.Where(text => text.Set.StartsWith(set, StringComparison.Ordinal)).Select(text => (text.Label, Is: Features(text))).ToArray();
            var rules = Quality.Of([.. rows.Select(row => (row.Label, Label(row.Is.ByRule)))]).MacroF1;
            var judged = Quality.Of([.. rows.Select(row => (row.Label, Label(row.Is.IsEmpty ? row.Is.ByRule : model.Judge(row.Is))))]).MacroF1;
            all.Add((before, rules, judged));
            Row(set, rows.Length.ToString("N0", CultureInfo.InvariantCulture), all[^1]);
        }
        Row("mean", "", (all.Average(f => f.Before), all.Average(f => f.Rules), all.Average(f => f.Model)));
    }

    private static void Row(string name, string rows, (double Before, double Rules, double Model) macroF1) =>
        Console.WriteLine($"| {name} | {rows} | {macroF1.Before:F3} | {macroF1.Rules:F3} | {macroF1.Model:F3} |");

    private static SentimentFeatures Features(LabelledText text)
    {
        var reading = new TextReading(Vocabulary.Instance);
        reading.Read(new TextToAnalyse(text.Text, "en"));
        return reading.Features;
    }

    private static int Label(Sentiment sentiment) => sentiment.Label switch { SentimentLabel.Positive => 1, SentimentLabel.Negative => -1, _ => 0 };
}
