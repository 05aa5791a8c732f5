using System.Diagnostics;
using System.Reflection;
using Feedback.Testing;

namespace Feedback.EndToEnd.Functions;

/// <summary>The program as <c>dotnet publish</c> lays it out, in a folder of its own: made from what was built beside these tests, once for all of them, and
/// deleted when they end.</summary>
internal static class PublishedProgram
{
    private static readonly Lazy<Task<string>> Made = new(PublishAsync);

    public static Task<string> FolderAsync() => Made.Value;

    private static async Task<string> PublishAsync()
    {
        var folder = Directory.CreateTempSubdirectory("feedback-published-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var configuration = typeof(PublishedProgram).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var start = new ProcessStartInfo("dotnet", ["publish", Path.Combine(Repository.Root, "src/Feedback.App"), "--no-build", "--configuration",
            configuration, "--output", folder, "-p:PublishReadyToRun=false", "--nologo", "--verbosity", "quiet"])
        {
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException(output);
    }
}
