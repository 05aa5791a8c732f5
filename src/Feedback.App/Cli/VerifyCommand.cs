using System.CommandLine;
using System.Globalization;
using System.Text;
using Feedback.Core.Pipeline;
using Feedback.Core.Signals;
using Feedback.Sqlite;
using Feedback.Web.Hosting;
using Feedback.Web.Pages;
using Spectre.Console;

namespace Feedback.App.Cli;

/// <summary>Computes all that is counted once more and compares; reads only, so a server may go on beside it.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Count everything again and compare it with what is stored. A server may be running.");
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, string[] configuration, TextWriter output, CancellationToken cancellationToken)
    {
        var console = Terminal.On(output);
        var options = HostConfiguration.Options(configuration);
        OpenStore opened;
        try
        {
            opened = await OpenStore.OpenAsync(options, readOnly: true);
        }
        catch (DamagedDatabaseException exception)
        {
            return Damaged(console, options, [exception.Fault]);
        }

        await using var store = opened;
        IReadOnlyList<string> faults = store.File is { } file ? await file.CheckAsync(cancellationToken) : [];
        if (faults.Count > 0)
            return Damaged(console, options, faults);

        IReadOnlyList<string> losses = store.File?.Losses() ?? [];
        foreach (var loss in losses)
            console.Line($"Lost       {loss}");
        if (losses.Count > 0)
            console.Line($"{DatabaseCheck.LossAdvice} {store.File!.LossesPath}.");

        var compute = new ComputeFolds(store.Documents, new(options.SignalBuckets), options.TimeZone);
        var verify = new VerifyFolds(store.Documents, compute, FeedbackPipeline.CursorsOn(Heads.OneMachine));

        var found = await console.Status().StartAsync("Counting everything again …", _ => verify.RunAsync(cancellationToken));
        if (found.Damaged.Count > 0)
            Damaged(console, options, found.Damaged);
        console.Line(TextOf(found));
        if (await new RecountProgress(store.Documents, options.TimeZone).FindAsync(cancellationToken) is { } recounting)
            console.Line($"Recounting {Format.Percent(recounting.Done)} done: everything is counted anew, and figures are incomplete until then.");
        return losses.Count == 0 && found is { Damaged.Count: 0, Disagreements: 0, Undecided: 0 } ? ExitCode.Done : ExitCode.NotAll;
    }

    private static int Damaged(IAnsiConsole console, FeedbackOptions options, IReadOnlyList<string> faults)
    {
        console.Line($"Damaged    {options.DatabasePath}");
        foreach (var fault in faults)
            console.Line($"  {fault}");
        console.Line(DatabaseCheck.Advice);
        return ExitCode.NotAll;
    }

    private static string TextOf(Verification found)
    {
        var text = new StringBuilder();
        Add($"Records    {found.Records.Values.Sum():#,0} ({string.Join(", ", found.Records.Select(pair => $"{pair.Value:#,0} "
            + $"{pair.Key.ToString().ToLowerInvariant()}"))})");
        Add($"Opinions   {found.Opinions:#,0}");
        Add($"Signals    {found.Signals:#,0}, and {found.Void:#,0} void: feedback that left a journey");
        Add($"Folds      {found.Folds:#,0}");
        if (found.UnderWay > 0)
            Add($"Under way  {found.UnderWay:#,0}: not processed yet. The server does it while it runs.");
        if (found.Undecided > 0)
            Add($"Undecided  {found.Undecided:#,0}: the server has to count everything anew in another time zone. Verify again when it has.");
        Add($"Disagree   {found.Disagreements:#,0}");
        foreach (var name in found.Named)
            Add($"  {name}");
        if (found.Disagreements > found.Named.Count)
            Add($"  and {found.Disagreements - found.Named.Count:#,0} more");
        return text.ToString().TrimEnd();

        void Add(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
