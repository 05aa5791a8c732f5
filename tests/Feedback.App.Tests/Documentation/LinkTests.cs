using Feedback.Testing;

namespace Feedback.App.Tests.Documentation;

/// <summary>The README and the docs lead somewhere. Links to other sites are not followed: no test of ours depends on them.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => new(MarkdownPage.All());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_to_a_heading_in_it(string path)
    {
        var page = MarkdownPage.Of(path);

        Assert.DoesNotContain(page.Links, link => !IsElsewhere(link) && !Leads(page, link));
    }

    [Fact]
    public void Every_page_of_the_docs_is_in_their_index() =>
        Assert.Empty(MarkdownPage.All().Where(path => Path.GetDirectoryName(path) == "docs").Except(LinkedFrom("docs/README.md")).Except(["docs/README.md"]));

    [Fact]
    public void Every_decision_is_in_their_index() =>
        Assert.Empty(MarkdownPage.All().Where(path => path.StartsWith("docs/decisions/", StringComparison.Ordinal))
            .Except(LinkedFrom("docs/decisions/README.md")).Except(["docs/decisions/README.md"]));

    [Fact]
    public void Every_benchmark_is_in_their_index() =>
        Assert.Empty(MarkdownPage.All().Where(path => path.StartsWith("bench/", StringComparison.Ordinal)).Except(LinkedFrom("bench/README.md"))
            .Except(["bench/README.md"]));

    private static bool IsElsewhere(string link) => Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "mailto";

    private static bool Leads(MarkdownPage page, string link)
    {
        var (target, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var path = target.Length == 0 ? page.Path : Resolve(page.Path, target);
        return path.EndsWith(".md", StringComparison.Ordinal) && File.Exists(MarkdownPage.FullOf(path))
            ? anchor is null || MarkdownPage.Of(path).Anchors.Contains(anchor)
            : anchor is null && Path.Exists(MarkdownPage.FullOf(path));
    }

    private static IEnumerable<string> LinkedFrom(string index) =>
        MarkdownPage.Of(index).Links.Where(link => !IsElsewhere(link)).Select(link => Resolve(index, link.Split('#')[0]));

    private static string Resolve(string from, string link) =>
        Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(from)!, link)).Replace('\\', '/');
}
