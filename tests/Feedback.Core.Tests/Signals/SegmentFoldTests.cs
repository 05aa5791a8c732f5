using Feedback.Core.Journeys;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Signals;

/// <summary>Each segment has folds of its own, beside the journey's and from the same signals.</summary>
public sealed class SegmentFoldTests
{
    private static readonly string[] Periods = ["2026-11-20T17", "2026-11-20", "2026-11"];
    private readonly FakeTimeProvider _time = new(new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Fact]
    public void A_segments_folds_are_those_of_its_signals_alone() =>
        Prop.ForAll(AnySignal.Many.ToArbitrary(), signals =>
        {
            var computed = Compute(signals);
            return new[] { "gold", "petite" }.All(segment =>
                Text(computed.Of(segment)) == Text(Of($"shop~{segment}", signals.Where(signal => signal.Segments?.Contains(segment) == true))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void A_journeys_fold_counts_everything_and_names_the_segments_that_were_heard() =>
        Prop.ForAll(AnySignal.Many.ToArbitrary(), signals =>
        {
            var whole = Compute(signals).Whole;
            var heard = signals.SelectMany(signal => signal.Segments ?? []).Distinct().Order();
            return Text(whole with { Segments = null }) == Text(Of("shop", signals)) && (whole.Segments ?? []).SequenceEqual(heard);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void The_order_of_signals_changes_no_byte_of_any_segment() =>
        Prop.ForAll((from signals in AnySignal.Many from shuffled in Gen.Shuffle(signals) select (signals, shuffled)).ToArbitrary(), any =>
        {
            var (one, other) = (Compute(any.signals), Compute(any.shuffled));
            return one.Segments.SequenceEqual(other.Segments) && one.Segments.All(segment => Text(one.Of(segment)) == Text(other.Of(segment)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public async Task Hour_day_and_month_of_a_segment_count_what_its_customers_said()
    {
        await ProjectAsync(Journey(), Said(1, "gold"), Said(2, "gold"), Said(3));

        foreach (var period in Periods)
        {
            Assert.Equal(3, await VolumeAsync("shop", period));
            Assert.Equal(2, await VolumeAsync("shop~gold", period));
        }
    }

    [Fact]
    public async Task A_segment_of_which_nothing_was_heard_has_no_fold()
    {
        await ProjectAsync(Journey(), Said(1, "gold"));

        Assert.Null(await _store.GetAsync(Containers.Folds, new("shop~leeds", Periods[0])));
    }

    [Fact]
    public async Task A_journey_without_segments_has_the_folds_that_it_always_had()
    {
        await ProjectAsync(Journey(), Said(1));

        Assert.Equal(Periods.Order(), (await FoldsAsync()).Select(key => key.Id).Order());
        var body = (await _store.GetAsync(Containers.Folds, new("shop", Periods[0])))!.Body;
        Assert.DoesNotContain("segments", System.Text.Encoding.UTF8.GetString(body.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_leaves_a_segment_is_counted_there_no_longer_even_when_the_journey_has_it_no_longer(bool defined)
    {
        await ProjectAsync(Journey(), Said(1, "gold"), Said(2, "gold"));

        await ProjectAsync(defined ? Journey() : Without(), Said(1), Said(2));

        foreach (var period in Periods)
        {
            Assert.Equal(2, await VolumeAsync("shop", period));
            Assert.Equal(0, await VolumeAsync("shop~gold", period));
        }
    }

    [Fact]
    public async Task What_leaves_the_journey_is_counted_in_none_of_its_segments()
    {
        await ProjectAsync(Journey(), Said(1, "gold"), Said(2, "gold"));

        await ProjectAsync(Journey(), [ProjectedSignals.Of(Said(2)) with { Opinions = [] }]);

        foreach (var period in Periods)
        {
            Assert.Equal(1, await VolumeAsync("shop", period));
            Assert.Equal(1, await VolumeAsync("shop~gold", period));
        }
    }

    [Fact]
    public async Task What_a_journey_has_no_longer_is_counted_until_its_signals_say_otherwise()
    {
        await ProjectAsync(Without(), Said(1, "gold"));

        Assert.Equal(1, await VolumeAsync("shop~gold", Periods[2]));
    }

    [Fact]
    public async Task A_fold_of_a_segment_that_was_lost_half_way_is_made_when_the_change_comes_again()
    {
        await ProjectAsync(Journey(), Said(1, "gold"));
        foreach (var period in Periods)
            await _store.DeleteAsync(Containers.Folds, new("shop~gold", period));

        await ProjectAsync(Journey(), Said(1, "gold"));

        foreach (var period in Periods)
            Assert.Equal(1, await VolumeAsync("shop~gold", period));
    }

    private static Signal Said(int feedback, params string[] segments) => new()
    {
        Feedback = AnySignal.CustomerKey(feedback),
        OccurredAt = new(2026, 11, 20, 17, 3, 11, TimeSpan.Zero),
        Touchpoint = "store",
        HeardBy = "store",
        Stage = "buy",
        Sentiment = -600,
        Customer = AnySignal.CustomerKey(feedback),
        Segments = segments.Length == 0 ? null : segments,
    };

    private static JourneyDefinition Journey() => Definitions.Read(Definitions.Shop());

    private static JourneyDefinition Without()
    {
        var json = Definitions.Shop();
        json.Remove("segments");
        return Definitions.Read(json);
    }

    private Task ProjectAsync(JourneyDefinition journey, params Signal[] signals) =>
        ProjectAsync(journey, signals.Select(signal => ProjectedSignals.Of(signal)));

    private async Task ProjectAsync(JourneyDefinition journey, IEnumerable<FeedbackSignals> projected) =>
        await new FoldSignals(_store, new(_store, new(1)), new([journey], [journey.Id]), _time)
            .HandleAsync(await _store.ProjectAsync(journey.Id, projected), default);

    private async Task<long> VolumeAsync(string partition, string period) =>
        await _store.GetAsync(Containers.Folds, new(partition, period)) is { } document
            ? Json.Read(document, SignalsJson.Default.Fold).Cells.Sum(cell => cell.Volume()) : 0;

    private async Task<IReadOnlyList<DocumentKey>> FoldsAsync() =>
        [.. (await _store.ReadChangesAsync(Containers.Folds, ChangeCursor.Beginning, 1_000)).Documents.Select(document => document.Key)];

    private static PeriodFolds Compute(IEnumerable<Signal> signals)
    {
        var builder = new PeriodFolds.Builder();
        foreach (var signal in signals)
            builder.Add(signal);
        return builder.Build("shop", FoldPeriod.Parse(Periods[0]));
    }

    private static Fold Of(string partition, IEnumerable<Signal> signals)
    {
        var builder = new FoldBuilder();
        foreach (var signal in signals)
            builder.Add(signal);
        return builder.Build(partition, FoldPeriod.Parse(Periods[0]));
    }

    private static string Text(Fold fold) => System.Text.Encoding.UTF8.GetString(Json.Serialize(fold, SignalsJson.Default.Fold));
}
