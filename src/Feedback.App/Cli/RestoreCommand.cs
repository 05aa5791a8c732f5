using System.CommandLine;
using Feedback.App.Cli.Backup;
using Feedback.Web.Hosting;
using Spectre.Console;

namespace Feedback.App.Cli;

/// <summary>Makes a data folder of a backup.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The backup." };
        var command = new Command("restore", "Make a data folder of a backup. The data folder must not exist yet, or be empty.") { folder };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, (_, configuration, output, token) =>
            RunAsync(result.GetRequiredValue(folder).FullName, configuration, output, token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string[] configuration, TextWriter output, CancellationToken cancellationToken)
    {
        var console = Terminal.On(output);
        var data = DataFolder.Of(configuration);
        await console.Status().StartAsync("Copying …", _ => BackupFolder.RestoreAsync(folder, data, cancellationToken));
        if (!ProtectionKeys.AreIn(data))
        {
            console.Line($"There are no keys in {folder}. If the original had some, these things of it cannot be read any more:");
            console.Line("  the signing secrets of sources and of webhook subscriptions: rotate them;");
            console.Line("  sessions and forms: everybody signs in again.");
        }

        console.Line($"{data} is as it was when the backup was taken. Start the server before anybody else can reach it, and then:");
        console.Line("  erase again the customers who were erased since then: they are back;");
        console.Line("  ask your sources to post again what they posted since then: what is known already is not stored twice.");
        console.Line("`verify` counts everything again and compares.");
        return ExitCode.Done;
    }
}
