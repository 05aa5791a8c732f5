using System.Diagnostics;
using System.Globalization;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.Cli;

public sealed class ImportTests
{
    [Fact]
    public async Task An_import_killed_in_the_middle_goes_on_and_every_row_is_there_once()
    {
        const int rows = 8_000;
        var data = FeedbackProcess.FreshData();
        Directory.CreateDirectory(data);
        var file = Path.Combine(data, "rows.csv");
        await File.WriteAllLinesAsync(file,
            ["text", .. Enumerable.Range(0, rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"The refund took {row} days."))]);
        string[] command = ["import", file, "--source", "pos-42", "--touchpoint", "store"];
        try
        {
            await KillOnceUnderWayAsync(data, command);

            var resumed = await FeedbackProcess.RunAsync(data, command);
            var verified = await FeedbackProcess.RunAsync(data, "verify");

            Assert.True(resumed.ExitCode == 0, resumed.Output);
            Assert.Contains("Resuming after row", resumed.Output, StringComparison.Ordinal);
            Assert.Contains("8,000 rows: ", resumed.Output, StringComparison.Ordinal);
            Assert.Contains("0 rejected", resumed.Output, StringComparison.Ordinal);
            Assert.True(verified.ExitCode == 0, verified.Output);
            Assert.Contains("8,000 (8,000 mapped)", verified.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task An_import_that_cannot_begin_says_why_and_nothing_else()
    {
        var data = FeedbackProcess.FreshData();
        try
        {
            Directory.CreateDirectory(data);
            var file = Path.Combine(data, "rows.csv");
            await File.WriteAllTextAsync(file, "text,at\nFine.,2026-11-20\n");

            var ended = await FeedbackProcess.RunAsync(data, "import", file, "--source", "till", "--touchpoint", "store", "--map", "text=nope");

            Assert.Equal(2, ended.ExitCode);
            Assert.Contains("nope", ended.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("fail:", ended.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Kills the import (SIGKILL) when it has written its first state, long before its last row.</summary>
    private static async Task KillOnceUnderWayAsync(string data, string[] command)
    {
        var states = Path.Combine(data, "imports");
        Directory.CreateDirectory(states);
        var underWay = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(states, "*.json") { EnableRaisingEvents = true };
        watcher.Created += (_, _) => underWay.TrySetResult();
        watcher.Renamed += (_, _) => underWay.TrySetResult();

        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Feedback.App.dll") }.Concat(command))
            start.ArgumentList.Add(argument);
        start.Environment["Feedback__Data"] = data;
        using var process = Process.Start(start)!;
        await underWay.Task.WaitAsync(TimeSpan.FromMinutes(2));
        process.Kill();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
    }
}
