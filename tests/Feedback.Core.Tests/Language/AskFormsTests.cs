using Feedback.Core.Language;

namespace Feedback.Core.Tests.Language;

public sealed class AskFormsTests
{
    private static readonly string[] Whole =
    [
        "words\twho\tI | we", "part\tstart\t\\b{who}", "form\tend\t;",
        .. new[] { "want", "request", "expectation", "advice", "wish", "question" }
            .SelectMany(kind => new[] { $"cues\t{kind}\t{kind}", $"form\t{kind}\t{{start}} {kind}" }),
    ];

    [Fact]
    public void The_forms_of_the_file_are_read() =>
        Assert.Equal(Enum.GetValues<ExpectedOutcomeKind>(), AskForms.Instance.Forms.Select(form => form.Kind).Distinct().Order());

    [Fact]
    public void A_form_is_put_together_from_lists_and_parts_over_several_rows()
    {
        var forms = Read("form\twant\t{start} would", "\t like").Forms;

        var want = Assert.Single(forms, form => form.Kind == ExpectedOutcomeKind.Want).Pattern;
        Assert.All(["We want it", "we would like it"], text => Assert.Matches(want, text));
        Assert.DoesNotMatch(want, "they want it");
    }

    [Theory]
    [InlineData("thing\twho\tthey", "no row of words")]
    [InlineData("form\twant", "no row of words")]
    [InlineData("words\twho\twe", "twice")]
    [InlineData("part\tstart\tyou", "twice")]
    [InlineData("form\tdemand\tpay", "no kind of ask")]
    [InlineData("form\twant-more\tmore", "has no cues")]
    [InlineData("form\twant\t{whom}", "no list and no part whom")]
    [InlineData("form\twant\t(", "no regular expression")]
    [InlineData("words\twho\t{who}", "names itself")]
    [InlineData("words\tidle\tx | y", "Nothing names words idle")]
    [InlineData("cues\tidle\tx", "Nothing names cues idle")]
    public void A_row_that_is_wrong_is_refused(string row, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => Read(row)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_kind_without_a_form_is_refused()
    {
        var others = Whole.Where(row => !row.Contains("\twish\t", StringComparison.Ordinal));

        Assert.Contains("Wish", Assert.Throws<InvalidDataException>(() => new AskForms(Rows(others))).Message, StringComparison.Ordinal);
    }

    private static AskForms Read(params string[] more) => new(Rows(Whole.Concat(more)));

    private static IEnumerable<string[]> Rows(IEnumerable<string> rows) => rows.Select(row => row.Split('\t'));
}
