using System.Globalization;
using Spectre.Console;

namespace Feedback.App.Cli.Posting;

/// <summary>A progress bar with what is done so far and how fast; plain lines where the output is no terminal.</summary>
internal static class ProgressLine
{
    /// <param name="console">The terminal.</param>
    /// <param name="what">What is done.</param>
    /// <param name="whole">Where it ends.</param>
    /// <param name="time">The clock for the rate.</param>
    /// <param name="work">The work; it is handed what to call with how far it has come, and how many are done.</param>
    public static Task<T> RunAsync<T>(IAnsiConsole console, string what, double whole, TimeProvider time, Func<Action<double, long>, Task<T>> work) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: Math.Max(whole, 1));
                var started = time.GetTimestamp();
                var result = await work((at, done) =>
                {
                    var seconds = Math.Max(time.GetElapsedTime(started).TotalSeconds, 0.001);
                    task.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{what}: {done:#,0} ({done / seconds:#,0}/s)"));
                    task.Value = at;
                });
                task.Value = task.MaxValue;
                return result;
            });
}
