using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Pages;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Journeys;

/// <summary>Touchpoint, silo and segment in the queries of the API.</summary>
public sealed class FilterTests
{
    [Fact]
    public async Task The_map_of_a_silo_has_what_it_hears_or_owns_and_no_number_of_customers()
    {
        await using var program = await HeardAsync();

        var map = await ReadAsync(program, "/v1/journeys/retail/map?silo=billing");

        var total = map.GetProperty("total");
        Assert.Equal(("billing", 1), (map.GetProperty("silo").GetString(), total.GetProperty("volume").GetInt32()));
        Assert.Equal(JsonValueKind.Null, total.GetProperty("customers").ValueKind);
    }

    [Fact]
    public async Task The_map_of_a_segment_has_what_its_customers_said()
    {
        await using var program = await HeardAsync();

        var map = await ReadAsync(program, "/v1/journeys/retail/map?segment=petite");

        var total = map.GetProperty("total");
        Assert.Equal(("petite", 1, 1), (map.GetProperty("segment").GetString(), total.GetProperty("volume").GetInt32(), total.GetProperty("customers")
            .GetInt32()));
    }

    [Theory]
    [InlineData("silo=billing", 1)]
    [InlineData("segment=petite", 1)]
    [InlineData("segment=petite&silo=billing", 0)]
    [InlineData("touchpoint=store", 2)]
    public async Task A_series_counts_what_is_asked_for(string filter, int volume)
    {
        await using var program = await HeardAsync();

        var series = await ReadAsync(program, $"/v1/journeys/retail/series?{filter}");

        Assert.Equal(volume, series.GetProperty("points").EnumerateArray().Sum(point => point.GetProperty("volume").GetInt32()));
    }

    [Theory]
    [InlineData("segment=petite", "The queue was long.")]
    [InlineData("silo=billing", "I was billed twice.")]
    public async Task The_feedback_behind_the_figures_is_that_of_the_filter(string filter, string text)
    {
        await using var program = await HeardAsync();

        var found = await ReadAsync(program, $"/v1/feedback?{filter}");

        Assert.Equal(text, Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("/v1/journeys/retail/map?segment=moon", "segment")]
    [InlineData("/v1/journeys/retail/map?silo=moon", "silo")]
    [InlineData("/v1/journeys/retail/series?segment=moon", "segment")]
    [InlineData("/v1/journeys/subscription/map?segment=petite", "segment")]
    [InlineData("/v1/feedback?segment=moon", "segment")]
    public async Task A_part_that_the_journey_does_not_have_is_refused_by_name(string address, string field)
    {
        await using var program = await RunningProgram.StartAsync();

        using var response = await program.Manager.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([field], (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task A_journey_shows_its_segments_and_a_feedback_those_that_it_belongs_to()
    {
        await using var program = await HeardAsync();

        var journey = await ReadAsync(program, "/v1/journeys/retail");
        var found = await ReadAsync(program, "/v1/feedback?segment=petite");

        Assert.Contains("petite", journey.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("id").GetString()));
        Assert.Equal("petite", found.GetProperty("items")[0].GetProperty("mapping")[0].GetProperty("segments")[0].GetString());
    }

    [Fact]
    public async Task What_has_no_theme_is_a_number_on_the_map_and_can_be_listed()
    {
        await using var program = await HeardAsync();
        var (till, _) = await program.AddSourceAsync("pos-43");
        using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-43", text = "I absolutely love it!" });
        await program.DrainAsync();

        var map = await ReadAsync(program, "/v1/journeys/retail/map");
        var series = await ReadAsync(program, "/v1/journeys/retail/series?theme=unmapped");
        var found = await ReadAsync(program, "/v1/feedback?theme=unmapped");

        Assert.Equal(1, map.GetProperty("stages").EnumerateArray().Sum(stage => stage.GetProperty("unthemed").GetInt32()));
        Assert.Equal(1, series.GetProperty("points").EnumerateArray().Sum(point => point.GetProperty("volume").GetInt32()));
        Assert.Equal("I absolutely love it!", Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_score_without_words_stands_apart_from_what_has_no_theme()
    {
        await using var program = await HeardAsync();
        var (till, _) = await program.AddSourceAsync("pos-43");
        using var posted = await till.PostAsJsonAsync("/v1/feedback/batch", new object[]
        {
            new { source = "pos-43", text = "I absolutely love it!", ratings = new { nps = 9 } },
            new { source = "pos-43", ratings = new { nps = 10 } },
            new { source = "pos-43", ratings = new { nps = 3 } },
        });
        await program.DrainAsync();

        var stages = (await ReadAsync(program, "/v1/journeys/retail/map")).GetProperty("stages").EnumerateArray().ToList();
        using var visitor = new PageVisitor(program);
        (await visitor.SignInAsync()).Dispose();
        var page = (await visitor.ReadAsync("/")).DocumentElement.TextContent;

        Assert.Equal((3, 2), (stages.Sum(stage => stage.GetProperty("unthemed").GetInt32()), stages.Sum(stage => stage.GetProperty("wordless").GetInt32())));
        Assert.Contains("1 without a theme, 2 scores without words", page, StringComparison.Ordinal);
    }

    private static async Task<RunningProgram> HeardAsync()
    {
        var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42");
        using var response = await till.PostAsJsonAsync("/v1/feedback/batch", new object[]
        {
            new { source = "pos-42", customer = new { id = "c-1" }, text = "The queue was long.", attributes = new { division = "general petite " } },
            new { source = "pos-42", customer = new { id = "c-2" }, text = "I was billed twice." },
        });
        response.EnsureSuccessStatusCode();
        await program.DrainAsync();
        return program;
    }

    private static Task<JsonElement> ReadAsync(RunningProgram program, string address) => program.Manager.GetFromJsonAsync<JsonElement>(address);
}
