using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Feedback.Bench.Language;

/// <summary>Runs the baseline in a process of its own.</summary>
internal static class Vader
{
    public static (double[] Scores, double Seconds) Score(string script, IReadOnlyList<LabelledText> texts)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("node did not start.");
        var answer = process.StandardOutput.ReadToEndAsync();
        foreach (var text in texts) process.StandardInput.WriteLine(JsonSerializer.Serialize(text.Text));
        process.StandardInput.Close();
        var lines = answer.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => double.Parse(l, CultureInfo.InvariantCulture)).ToArray();
        process.WaitForExit();
        return (lines[..^1], lines[^1]);
    }
}
