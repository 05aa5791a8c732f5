using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.Core.Tests.Maps;

public sealed class SignalSearchTests : IDisposable
{
    private static readonly QueryPeriod Days = Heard.Period("2026-11-01T00:00", "2026-11-20T00:00");

    private readonly Heard _heard = new();

    public void Dispose() => _heard.Dispose();

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("pay", null, null)]
    [InlineData(null, "refund", null)]
    [InlineData(null, "refund", SentimentLabel.Negative)]
    [InlineData("buy", "receipt", SentimentLabel.Positive)]
    [InlineData(null, MappedOpinion.Unmapped, null)]
    public async Task It_finds_what_is_asked_for_whether_that_is_heard_often_or_seldom(string? stage, string? theme, SentimentLabel? sentiment)
    {
        List<Signal> all = [.. Random(new(7), 1_500)];
        await _heard.HearAsync(all);
        var filter = new SignalFilter(stage, theme, Sentiment: sentiment);

        var found = await FindAsync(filter);

        var asked = all.Where(filter.Matches).Select(signal => signal.OccurredAt).OrderDescending().ToList();
        Assert.NotEmpty(asked);
        Assert.Equal(asked, found);
    }

    [Fact]
    public async Task Of_a_day_that_hears_of_it_all_the_time_the_folds_of_the_hours_are_not_read()
    {
        await _heard.HearAsync(Enumerable.Range(0, 24).Select(hour => Heard.At($"2026-11-10T{hour:00}:30", "pay", -800)));
        await ForgetHoursAsync();

        Assert.Equal(24, (await FindAsync(new("pay"))).Count);
    }

    [Fact]
    public async Task Of_a_day_that_seldom_hears_of_it_only_the_hours_that_do_are_read()
    {
        await _heard.HearAsync(Enumerable.Range(0, 24).Select(hour => Heard.At($"2026-11-10T{hour:00}:30", hour == 7 ? "buy" : "pay", -800)));
        var hours = 0;
        _heard.Store.BeforeRange = _ => hours++;

        Assert.Single(await FindAsync(new("buy")));
        Assert.Equal(1, hours);
    }

    private static IEnumerable<Signal> Random(Random random, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var time = Days.From + ((Days.To - Days.From) * Math.Sqrt(random.NextDouble()));
            var theme = random.Next(40) switch { 0 => "refund", 1 => "receipt", < 20 => "staff", _ => null };
            yield return Heard.At(time.ToString("yyyy-MM-ddTHH:mm:ss.fff", null), random.Next(4) == 0 ? "pay" : "buy", random.Next(-1000, 1001)) with
            {
                Theme = theme,
            };
        }
    }

    private async Task<List<DateTimeOffset>> FindAsync(SignalFilter filter) =>
        await new SignalSearch(_heard.Store, _heard.Folds, new(1)).RunAsync(Heard.Shop.Id, Days, filter)
            .SelectMany(hour => hour.ToAsyncEnumerable()).Select(signal => signal.OccurredAt).ToListAsync();

    private async Task ForgetHoursAsync()
    {
        foreach (var fold in await _heard.Store.RangeAsync(Containers.Folds, Heard.Shop.Id, IdRange.All, 1_000))
        {
            if (FoldPeriod.Parse(fold.Key.Id).Grain == FoldGrain.Hour)
                await _heard.Store.DeleteAsync(Containers.Folds, fold.Key);
        }
    }
}
