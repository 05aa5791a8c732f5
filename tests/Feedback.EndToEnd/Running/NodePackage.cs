using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Feedback.EndToEnd.Running;

/// <summary>A folder of this project with a package.json: programs of others that the tests run.</summary>
internal static class NodePackage
{
    private static readonly SemaphoreSlim Installing = new(1);

    /// <summary>The folder of the calling test, with its packages installed as its lock file says; they stay there from one run to the next.</summary>
    public static async Task<string> InstallAsync([CallerFilePath] string test = "")
    {
        var folder = Path.GetDirectoryName(test)!;
        await Installing.WaitAsync();
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            {
                var (exitCode, output) = await RunAsync(folder, "npm", ["ci", "--silent", "--no-audit", "--no-fund"]);
                if (exitCode != 0)
                    throw new InvalidOperationException($"npm ci in {folder} failed: {output}");
            }
        }
        finally
        {
            Installing.Release();
        }

        return folder;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string program, string[] arguments, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output + await errors);
    }
}
