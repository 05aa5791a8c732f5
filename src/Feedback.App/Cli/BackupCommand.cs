using System.CommandLine;
using Feedback.App.Cli.Backup;
using Spectre.Console;

namespace Feedback.App.Cli;

/// <summary>Copies the data folder as it stands at one moment; a server may go on beside it.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "Where the backup is written: a folder that does not exist yet, or is empty." };
        var command = new Command("backup", "Copy the data folder as it stands at one moment. A server may be running.") { folder };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, (_, configuration, output, token) =>
            RunAsync(result.GetRequiredValue(folder).FullName, configuration, output, token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string[] configuration, TextWriter output, CancellationToken cancellationToken)
    {
        var console = Terminal.On(output);
        var data = DataFolder.Of(configuration);
        await console.Status().StartAsync("Copying …", _ => BackupFolder.WriteAsync(data, folder, cancellationToken));
        console.Line($"{folder} holds everything that {data} held when the copy began. It holds what customers said and the keys that protect it:");
        console.Line("keep it as safe as the original, and delete it when it is older than what you have promised to forget.");
        return ExitCode.Done;
    }
}
