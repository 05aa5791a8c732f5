using Feedback.Testing;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Feedback.App.Tests.Documentation;

/// <summary>A Markdown file of the repository, read as GitHub reads it.</summary>
internal sealed class MarkdownPage
{
    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    // What a build or a package manager puts there is not ours.
    private static readonly string[] Foreign = ["node_modules", "bin", "obj", ".data", "artifacts"];

    private readonly MarkdownDocument _document;

    private MarkdownPage(string path) => (Path, _document) = (path, Markdown.Parse(File.ReadAllText(FullOf(path)), GitHub));

    /// <summary>Where it is, from the root of the repository.</summary>
    public string Path { get; }

    /// <summary>Where its links and images lead, as written.</summary>
    public IEnumerable<string> Links => _document.Descendants<LinkInline>().Select(link => link.Url ?? "");

    /// <summary>The names of its headings, which a link may end with.</summary>
    public IEnumerable<string> Anchors => _document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "");

    /// <summary>The code within its text.</summary>
    public IEnumerable<string> Code => _document.Descendants<CodeInline>().Select(code => code.Content);

    public static MarkdownPage Of(string path) => new(path);

    public static string FullOf(string path) => System.IO.Path.Combine(Repository.Root, path);

    /// <summary>The paths of all pages.</summary>
    public static IEnumerable<string> All() => Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(Foreign.Contains))
        .Order(StringComparer.Ordinal);
}
