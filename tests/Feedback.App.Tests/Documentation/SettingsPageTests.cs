using Feedback.Web.Hosting;

namespace Feedback.App.Tests.Documentation;

/// <summary>What docs/settings.md says is what the program reads.</summary>
public sealed class SettingsPageTests
{
    private const string Prefix = FeedbackOptions.Section + ":";

    private static readonly MarkdownPage Page = MarkdownPage.Of("docs/settings.md");

    [Fact]
    public void Every_setting_is_on_the_page() =>
        Assert.Empty(FeedbackOptions.Keys.Select(key => Prefix + key).Except(Page.Code));

    [Fact]
    public void Every_setting_on_the_page_is_read() =>
        Assert.Empty(Page.Code.Where(code => code.StartsWith(Prefix, StringComparison.Ordinal)).Select(code => code[Prefix.Length..].Split('=')[0])
            .Except(FeedbackOptions.Keys));

    [Fact]
    public void Every_setting_that_another_page_names_is_read() =>
        Assert.Empty(MarkdownPage.All().SelectMany(path => MarkdownPage.Of(path).Code.Where(code => code.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(code => code[Prefix.Length..].Split('=', ' ')[0]).Except(FeedbackOptions.Keys).Select(code => $"{path}: {code}")));
}
