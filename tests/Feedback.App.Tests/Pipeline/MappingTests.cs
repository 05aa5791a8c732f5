using Feedback.Core.Customers;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.App.Tests.Pipeline;

public sealed class MappingTests
{
    [Fact]
    public async Task Each_opinion_becomes_one_signal_in_one_document_at_the_hour_in_which_it_was_said()
    {
        await using var house = new House();
        var id = await house.PostAsync("Nice staff, but I was billed twice and the refund took six weeks.", occurredAt: House.Now.AddDays(-40));
        await house.RunAsync();

        var projected = Assert.Single(await house.ChangesAsync(Containers.Signals));

        Assert.Equal(new DocumentKey("retail|2026-10-11|0", $"12:0000000|{id}"), projected.Key);
        Assert.Equal(3, Json.Read(projected, SignalsJson.Default.FeedbackSignals).Opinions.Count);
    }

    [Fact]
    public async Task Ratings_count_once_and_at_the_touchpoints_usual_stage()
    {
        await using var house = new House();
        await house.PostAsync("Nice staff, but I was billed twice and the refund took six weeks.", ratings: new(4, 2, 6));
        await house.RunAsync();

        var map = await MapAsync(house);

        Assert.Equal(new NpsScore(-100, 1, 0, 0, 1), map.Total.Nps);
        Assert.Equal("buy", Assert.Single(map.Stages, stage => stage.Figures.Csat is not null).Stage);
    }

    [Fact]
    public async Task Ratings_without_a_text_are_one_opinion_on_the_whole()
    {
        await using var house = new House();
        await house.PostAsync(null!, ratings: new(10, null, null));
        await house.RunAsync();

        var map = await MapAsync(house);

        Assert.Equal((1, 1), (map.Total.Volume, map.Total.Positive));
    }

    [Fact]
    public async Task No_score_is_computed_from_nothing()
    {
        await using var house = new House();
        await house.PostAsync("The staff are nice.");
        await house.RunAsync();

        var figures = (await MapAsync(house)).Total;

        Assert.Null(figures.Nps);
        Assert.Null(figures.Csat);
        Assert.Null(figures.Ces);
        Assert.Null(figures.Change.Volume);
    }

    [Fact]
    public async Task Text_and_ratings_that_contradict_each_other_are_kept_apart_and_flagged()
    {
        await using var house = new House();
        var id = await house.PostAsync("Terrible service, I am very disappointed.", ratings: new(10, 5, null));
        await house.RunAsync();

        var analysis = (await house.RecordAsync(id)).Analysis!;

        Assert.Equal(SentimentLabel.Negative, analysis.Sentiment.Label);
        Assert.Equal(SentimentLabel.Positive, analysis.Contradiction!.Ratings.Label);
    }

    [Fact]
    public async Task The_customers_identifier_stands_in_the_profile_alone_once_the_feedback_is_understood()
    {
        await using var house = new House();
        var id = await house.PostAsync("The staff are nice.", customer: "c-7781");
        await house.RunAsync();

        var record = await house.RecordAsync(id);
        var profile = await house.Store.GetAsync(Containers.Customers, new(record.CustomerKey!, "profile"));

        Assert.Null(record.Customer);
        Assert.DoesNotContain("c-7781", record.CustomerKey!, StringComparison.Ordinal);
        Assert.Equal("c-7781", Json.Read(profile!, CustomersJson.Default.CustomerProfile).Id);
        Assert.Single(await house.Store.RangeAsync(Containers.Customers, record.CustomerKey!, IdRange.StartingWith("feedback|"), 10));
    }

    [Fact]
    public async Task A_customer_who_speaks_three_times_is_counted_once()
    {
        await using var house = new House();
        foreach (var hour in new[] { 1, 30, 500 })
            await house.PostAsync("The staff are nice.", customer: "c-1", occurredAt: House.Now.AddHours(-hour));
        await house.RunAsync();

        var map = await MapAsync(house);

        Assert.Equal((3, 1), (map.Total.Volume, map.Total.Customers));
    }

    [Fact]
    public async Task Customers_whom_no_source_named_count_once_each_in_an_hour()
    {
        await using var house = new House();
        for (var i = 0; i < 3; i++)
            await house.PostAsync("The staff are nice.");
        await house.RunAsync();

        var hour = (await house.FoldsAsync())["retail 2026-11-20T12"];
        Assert.Contains("\"unnamed\":3", hour, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_new_mapping_no_longer_projects_counts_no_more()
    {
        await using var house = new House();
        var id = await house.PostAsync("Nice staff, but I was billed twice and the refund took six weeks.");
        await house.RunAsync();
        var record = await house.RecordAsync(id);
        var fewer = record with
        {
            Analysis = record.Analysis! with { Opinions = [record.Analysis!.Opinions[0]] },
            Mapping = [record.Mapping![0] with { Opinions = [record.Mapping![0].Opinions[0]] }],
        };

        await house.PutUnderstoodAsync(fewer);
        await house.RunAsync();

        Assert.Equal(1, (await MapAsync(house)).Total.Volume);
        Assert.Single(Json.Read(Assert.Single(await house.ChangesAsync(Containers.Signals)), SignalsJson.Default.FeedbackSignals).Opinions);
    }

    private static Task<JourneyMap> MapAsync(House house)
    {
        var retail = house.Get<Core.Journeys.JourneyCatalogue>().Active[0];
        return house.Get<JourneyMapQuery>().RunAsync(retail, QueryPeriod.Last(TimeSpan.FromDays(60), House.Now, CompanyCalendar.Utc), MapFilter.All);
    }
}
