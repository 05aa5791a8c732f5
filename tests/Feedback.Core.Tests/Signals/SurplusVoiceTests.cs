using System.Text;
using Feedback.Core.Journeys;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Signals;

/// <summary>An hour tells how many of those who name nobody are too many, and a day adds its hours up.</summary>
public sealed class SurplusVoiceTests
{
    private static readonly JourneyDefinition Shop = Definitions.Read(Definitions.Shop());
    private static readonly DateTimeOffset Morning = new(2026, 11, 20, 8, 5, 0, TimeSpan.Zero);

    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(60)]
    public void More_than_three_in_an_hour_are_too_many(int unnamed)
    {
        var fold = Hour(Enumerable.Range(1, unnamed).Select(n => Said(n)).Append(Said(99) with { Customer = AnySignal.CustomerKey(1) }));

        var surplus = Math.Max(0, unnamed - 3);
        Assert.Equal((unnamed, surplus), (Assert.Single(fold.Customers).Unnamed, fold.Customers[0].Surplus));
        Assert.Equal((unnamed, surplus), (Assert.Single(fold.Affected).Unnamed, fold.Affected[0].Surplus));
    }

    [Fact]
    public void Three_at_each_of_two_touchpoints_are_not() =>
        Assert.Equal((6, 0), Hour(Enumerable.Range(1, 6).Select(n => Said(n) with { Touchpoint = n % 2 == 0 ? "web" : "store" })).Affected
            .Select(affected => (affected.Unnamed, affected.Surplus)).Single());

    [Fact]
    public void An_hour_that_has_none_is_stored_without_a_word_of_it() =>
        Assert.DoesNotContain("surplus", Encoding.UTF8.GetString(Json.Serialize(Hour([Said(1)]), SignalsJson.Default.Fold)), StringComparison.Ordinal);

    [Fact]
    public void A_surplus_is_read_as_it_was_stored()
    {
        var document = new Document(new("shop", "2026-11-20T08"), "1",
            Json.Serialize(Hour(Enumerable.Range(1, 9).Select(n => Said(n))), SignalsJson.Default.Fold));

        var fold = Json.Read(document, SignalsJson.Default.Fold);

        Assert.Equal((6, 6), (fold.Customers[0].Surplus, fold.Affected[0].Surplus));
    }

    [Fact]
    public async Task What_is_added_one_by_one_gives_the_bytes_that_the_facts_give()
    {
        var folder = FolderOf(_store);
        for (var n = 1; n <= 24; n++)
            await folder.HandleAsync(await _store.ProjectAsync(Shop.Id, Said(n, hour: n % 2) with { Segments = n % 3 == 0 ? ["app"] : null }), default);
        var added = await FoldsAsync();

        await FolderOf(_store).HandleAsync([.. (await _store.ReadChangesAsync(Containers.Signals, ChangeCursor.Beginning, 1_000)).Documents
            .Select(document => document with { Body = default })], default);

        Assert.Equal(await FoldsAsync(), added);
        Assert.Equal(18, Json.Read((await _store.GetAsync(Containers.Folds, new(Shop.Id, "2026-11-20")))!, SignalsJson.Default.Fold).Affected[0].Surplus);
        Assert.Equal(2, Json.Read((await _store.GetAsync(Containers.Folds, new(FoldPartition.Of(Shop.Id, "app"), "2026-11-20")))!,
            SignalsJson.Default.Fold).Customers[0].Surplus);
    }

    private async Task<SortedDictionary<string, string>> FoldsAsync() => new(
        (await _store.ReadChangesAsync(Containers.Folds, ChangeCursor.Beginning, 1_000)).Documents
            .ToDictionary(fold => $"{fold.Key.Partition} {fold.Key.Id}", fold => Encoding.UTF8.GetString(fold.Body.Span)), StringComparer.Ordinal);

    private static FoldSignals FolderOf(DictionaryStore store) =>
        new(store, new(store, new(1)), new([Shop], [Shop.Id]), new FakeTimeProvider(TestTime.Start));

    private static Fold Hour(IEnumerable<FeedbackSignals> said)
    {
        var builder = new FoldBuilder(isOfHour: true);
        foreach (var signals in said)
            builder.Add(signals);
        return builder.Build("shop", FoldPeriod.Parse("2026-11-20T08"));
    }

    private static FeedbackSignals Said(int feedback, int hour = 0) => ProjectedSignals.Of(new Signal
    {
        Feedback = AnySignal.CustomerKey(feedback),
        OccurredAt = Morning.AddHours(hour),
        Touchpoint = "store",
        HeardBy = "store",
        Stage = "buy",
        Theme = "refund",
        Sentiment = -600,
    });
}
