using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Pages;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Journeys;

/// <summary>Why it changed, on the API and on the page of a stage and of a theme.</summary>
public sealed class ChangesTests
{
    [Theory]
    [InlineData("stage=pay", -1)]
    [InlineData("theme=refund", 1)]
    [InlineData("", 0)]
    [InlineData("segment=petite", -1)]
    [InlineData("silo=billing&touchpoint=store", 0)]
    public async Task Contributions_to_sentiment_and_volume_add_up_in_every_list(string filter, int more)
    {
        await using var program = await HeardAsync();

        var change = await program.Manager.GetFromJsonAsync<JsonElement>(new Uri($"/v1/journeys/retail/changes?{filter}", UriKind.Relative));

        var total = change.GetProperty("total");
        Assert.Equal(more, total.GetProperty("volumeChange").GetInt32());
        foreach (var list in new[] { "themes", "stages", "touchpoints", "segments" }.Select(name => change.GetProperty(name).EnumerateArray().ToList())
            .Where(list => list.Count > 0))
        {
            Assert.Equal(more, list.Sum(part => part.GetProperty("volumeChange").GetInt32()));
            if (total.GetProperty("sentimentChange").ValueKind == JsonValueKind.Number)
                Assert.Equal(total.GetProperty("sentimentChange").GetDecimal(), list.Sum(part => part.GetProperty("sentimentChange").GetDecimal()));
        }
    }

    [Fact]
    public async Task Nothing_was_heard_a_year_ago()
    {
        await using var program = await HeardAsync();

        var change = await program.Manager.GetFromJsonAsync<JsonElement>(new Uri("/v1/journeys/retail/changes?stage=pay&compare=year", UriKind.Relative));

        Assert.Equal(364, (change.GetProperty("from").GetDateTimeOffset() - change.GetProperty("comparedFrom").GetDateTimeOffset()).TotalDays);
        Assert.Equal(JsonValueKind.Null, change.GetProperty("total").GetProperty("sentimentChange").ValueKind);
        Assert.Equal(0, change.GetProperty("total").GetProperty("volumeBefore").GetInt32());
    }

    [Theory]
    [InlineData("/stages/pay", "By theme")]
    [InlineData("/themes/invoice-error", "By stage")]
    public async Task The_page_says_it_in_words_and_shows_what_adds_up(string address, string heading)
    {
        await using var program = await HeardAsync();
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();

        var panel = (await visitor.ReadAsync(address)).QuerySelector("section[aria-labelledby=why-changed]")!;

        Assert.Matches("Mean sentiment (rose|fell|stayed)", panel.TextContent);
        Assert.Contains(heading, panel.QuerySelectorAll("h3").Select(title => title.TextContent));
        foreach (var table in panel.QuerySelectorAll("table"))
        {
            var rows = table.QuerySelectorAll("tbody td:nth-child(2)").Select(cell => Number(cell.FirstChild!.TextContent));
            Assert.Equal(Number(table.QuerySelector("tfoot td")!.TextContent), rows.Sum());
        }
    }

    [Fact]
    public async Task Without_anything_before_the_page_does_not_ask_why()
    {
        await using var program = await HeardAsync();
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();

        Assert.Null((await visitor.ReadAsync("/themes/refund")).QuerySelector("#why-changed"));
    }

    private static decimal Number(string text) => decimal.Parse(text.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture);

    // Before: a bill, twice, and a late parcel. Now: a bill, a refund and staff.
    private static async Task<RunningProgram> HeardAsync()
    {
        var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        var before = TimeProvider.System.GetUtcNow().AddDays(-40);
        using var response = await till.PostAsJsonAsync("/v1/feedback/batch", new object[]
        {
            new { source = "pos-42", occurredAt = before, text = "I was billed twice.", attributes = new { division = "General Petite" } },
            new { source = "pos-42", occurredAt = before, text = "The invoice is wrong." },
            new { source = "pos-42", occurredAt = before, text = "The delivery was terribly late." },
            new { source = "pos-42", text = "I was billed twice." },
            new { source = "pos-42", text = "The refund took six weeks." },
            new { source = "pos-42", text = "The staff was wonderful." },
        });
        response.EnsureSuccessStatusCode();
        till.Dispose();
        await program.DrainAsync();
        return program;
    }
}
