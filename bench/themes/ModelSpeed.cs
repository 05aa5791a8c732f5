using System.Diagnostics;
using System.Numerics.Tensors;
using Feedback.Core.Language;
using Feedback.MiniLm;

namespace Feedback.Bench.Themes;

/// <summary>How fast the sentence model is on one core, and what eight bits a weight change.</summary>
internal static class ModelSpeed
{
    private const int Rounds = 5;
    private const int Compared = 1000;

    /// <summary>Prints both, over the clauses that the pipeline would embed of some texts: those of their opinions.</summary>
    public static async Task PrintAsync(IReadOnlyList<string> texts, MiniLmEmbedding model)
    {
        var read = await new BuiltInLanguageAnalysis().AnalyseAsync([.. texts.Take(Compared).Select(text => new TextToAnalyse(text, "en"))]);
        var clauses = read.Zip(texts).SelectMany(pair => FeedbackUnderstanding.OpinionsOf(pair.First.Analysis!, pair.Second)
            .Select(opinion => opinion.Clause.Of(pair.Second))).Where((_, n) => n % 3 == 0).Take(Compared).ToList();
        using var full = FullModel.Open();

        Console.WriteLine($"\n## The sentence model on one core: {clauses.Count} clauses of opinions, "
            + $"{clauses.Average(clause => model.PiecesOf(clause)):0.0} word pieces each\n");
        Console.WriteLine("| | sentences a second of processor time | by the clock |\n| --- | ---: | ---: |");
        // In turn, so that what else the machine does weighs on both.
        var (ofFull, ofModel) = (new List<(double, double)>(), new List<(double, double)>());
        foreach (var _ in Enumerable.Range(0, Rounds + 1))
        {
            ofFull.Add(Rates(full, clauses));
            ofModel.Add(Rates(model, clauses));
        }

        Row("32 bits a weight", ofFull[1..]);
        Row("8 bits a weight", ofModel[1..]);
        var likeness = clauses.ConvertAll(clause => TensorPrimitives.Dot<float>(OfModel(full, clause), OfModel(model, clause)));
        likeness.Sort();
        Console.WriteLine($"\nCosine of both vectors of a clause: mean {likeness.Average():0.0000}, least {likeness[0]:0.0000}; "
            + $"{likeness.Count(cosine => cosine < 0.99) * 100.0 / likeness.Count:0.0} % are below 0.99.");
    }

    private static (double Processor, double Clock) Rates(MiniLmEmbedding model, List<string> clauses)
    {
        var vector = new float[model.Dimensions];
        var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        foreach (var clause in clauses)
            model.Embed(clause, vector);
        return (clauses.Count / (Environment.CpuUsage.TotalTime - before).TotalSeconds, clauses.Count / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static void Row(string name, List<(double Processor, double Clock)> rates) =>
        Console.WriteLine($"| {name} | {Middle(rates, rate => rate.Processor):0} | {Middle(rates, rate => rate.Clock):0} |");

    private static double Middle(List<(double Processor, double Clock)> rates, Func<(double Processor, double Clock), double> of) =>
        rates.Select(of).Order().ElementAt(rates.Count / 2);

    // Without the table's part, which is the same in both.
    private static float[] OfModel(MiniLmEmbedding model, string clause)
    {
        var vector = new float[model.Dimensions];
        model.Embed(clause, vector);
        var own = vector[..MiniLmEmbedding.OfModel];
        TensorPrimitives.Divide(own, TensorPrimitives.Norm<float>(own), own);
        return own;
    }
}
