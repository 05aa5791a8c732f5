using System.Text.RegularExpressions;
using Feedback.Testing;

namespace Feedback.App.Tests.Infrastructure;

/// <summary>
/// The files of infra/, read as far as the tests ask. No Bicep compiler can be had where the tests run, so this is no check that they compile: the files are
/// kept plain, and braces and quotation marks are counted.
/// </summary>
internal static partial class BicepText
{
    public static string Of(string file) => File.ReadAllText(Path.Combine(Repository.Root, "infra", file));

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra"), "*.bicep")
        .Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    /// <summary>The texts of an array: <c>var name = ['a', 'b']</c>.</summary>
    public static IReadOnlyList<string> Texts(string bicep, string variable) =>
        [.. Text().Matches(Regex.Match(bicep, $@"^var {variable} = \[([^\]]*)\]", RegexOptions.Multiline).Groups[1].Value)
            .Select(match => match.Groups[1].Value)];

    /// <summary>The objects of an array that have a name, one a line, with all that stands on the line.</summary>
    public static IReadOnlyDictionary<string, string> Named(string bicep, string variable) =>
        Name().Matches(Regex.Match(bicep, $@"^var {variable} = \[([^\]]*(?:\[[^\]]*\][^\]]*)*)^\]", RegexOptions.Multiline).Groups[1].Value)
            .ToDictionary(match => match.Groups[1].Value, match => match.Value);

    /// <summary>The names of the app's settings.</summary>
    public static IReadOnlyList<string> Settings => [.. Setting().Matches(Of("app.bicep")).Select(match => match.Groups[1].Value)];

    /// <summary>The text without comments and texts: what is left is structure.</summary>
    public static string Structure(string bicep) => Comment().Replace(Text().Replace(bicep, ""), "");

    [GeneratedRegex(@"'((?:[^'\\\n]|\\.)*)'")]
    private static partial Regex Text();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{ name: '([^']+)'.*$", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"^    ([A-Za-z]+(?:__[A-Za-z]+)?|[A-Z_]+): ", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
