using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Feedback.Testing;

namespace Feedback.App.Tests.Infrastructure;

/// <summary>infra/ as the Bicep compiler understands it.</summary>
internal static partial class Infra
{
    private static readonly Lazy<JsonElement> Compiled = new(() =>
    {
        var (exitCode, output, errors) = RunBicep("build", "main.bicep", "--stdout");
        return exitCode == 0 ? JsonElement.Parse(output) : throw new InvalidOperationException(errors);
    });

    private static readonly Lazy<IReadOnlyDictionary<string, JsonElement>> Modules = new(() => ResourcesOf(Main, "Microsoft.Resources/deployments")
        .ToDictionary(module => module.GetProperty("name").GetString()!, module => module.GetProperty("properties").GetProperty("template")));

    public static string Folder { get; } = Path.Combine(Repository.Root, "infra");

    /// <summary>The template that main.bicep makes, with those of all modules in it.</summary>
    public static JsonElement Main => Compiled.Value;

    /// <summary>The names of the modules: those of their files.</summary>
    public static IEnumerable<string> Names => Modules.Value.Keys;

    /// <summary>The names of the app's settings. They stand in an expression that only Azure evaluates.</summary>
    public static IReadOnlyList<string> Settings { get; } =
        [.. Setting().Matches(File.ReadAllText(Path.Combine(Folder, "app.bicep"))).Select(match => match.Groups[1].Value)];

    /// <summary>The template of a module.</summary>
    public static JsonElement Module(string name) => Modules.Value[name];

    /// <summary>The resources of a type in a module.</summary>
    public static IReadOnlyList<JsonElement> Resources(string module, string type) => ResourcesOf(Module(module), type);

    /// <summary>The properties of a module's one resource of a type.</summary>
    public static JsonElement Properties(string module, string type) => Resources(module, type).Single().GetProperty("properties");

    /// <summary>A variable of a module.</summary>
    public static JsonElement Variable(string module, string name) => Module(module).GetProperty("variables").GetProperty(name);

    /// <summary>The texts of an array.</summary>
    public static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(text => text.GetString()!);

    /// <summary>Runs the Bicep compiler in the folder of the files.</summary>
    public static (int ExitCode, string Output, string Errors) RunBicep(params string[] arguments)
    {
        var program = typeof(Infra).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Bicep").Value!;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        using var bicep = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = bicep.StandardError.ReadToEndAsync();
        var output = bicep.StandardOutput.ReadToEnd();
        bicep.WaitForExit();
        return (bicep.ExitCode, output, errors.Result);
    }

    private static IReadOnlyList<JsonElement> ResourcesOf(JsonElement template, string type) =>
        [.. template.GetProperty("resources").EnumerateArray().Where(resource => resource.GetProperty("type").GetString() == type)];

    [GeneratedRegex(@"^    ([A-Za-z]+(?:__[A-Za-z]+)?|[A-Z_]+): ", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
