using System.Globalization;
using System.Text;
using Feedback.Core.Digests;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tests.Maps;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.StoreContract;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Signals;

/// <summary>What is counted is counted in the company's hours and days; and anew when these become others.</summary>
public sealed class TimeZoneTests
{
    private static readonly JourneyDefinition Shop = Definitions.Read(Definitions.Shop());
    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-24T22:00:00", "2026-10-24T22", "2026-10-25")]
    [InlineData("Europe/Berlin", "2026-10-25T22:59:59", "2026-10-25T22", "2026-10-25")]
    [InlineData("Europe/Berlin", "2026-03-29T01:00:00", "2026-03-29T01", "2026-03-29")]
    [InlineData("Europe/Berlin", "2026-03-29T22:00:00", "2026-03-29T22", "2026-03-30")]
    [InlineData("Asia/Kolkata", "2026-10-20T18:29:59", "2026-10-20T17:30", "2026-10-20")]
    [InlineData("Asia/Kolkata", "2026-10-20T18:30:00", "2026-10-20T18:30", "2026-10-21")]
    [InlineData("America/St_Johns", "2026-10-20T02:29:59", "2026-10-20T01:30", "2026-10-19")]
    [InlineData("Asia/Kathmandu", "2026-10-20T00:05:00", "2026-10-19T23:15", "2026-10-20")]
    public async Task A_signal_counts_in_the_companys_hour_and_day(string zone, string time, string hour, string day)
    {
        await FoldAsync(zone, time);

        Assert.Equal([(hour, 1L), (day, 1L)], (await VolumesAsync()).OrderByDescending(fold => fold.Period.Length).Take(2));
    }

    [Theory]
    [InlineData("UTC", null)]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    public async Task A_day_says_whose_it_is_unless_it_is_one_of_UTC(string zone, string? said)
    {
        await FoldAsync(zone, "2026-10-20T10:00:00");

        Assert.Equal(said, Json.Read((await _store.GetAsync(Containers.Folds, new(Shop.Id, "2026-10-20")))!, SignalsJson.Default.Fold).Zone);
        Assert.Null(Json.Read((await _store.GetAsync(Containers.Folds, new(Shop.Id, "2026-10-20T10")))!, SignalsJson.Default.Fold).Zone);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kolkata")]
    public async Task Documents_that_are_named_without_their_bodies_are_counted_where_they_belong(string zone)
    {
        await FoldAsync(zone, "2026-10-20T18:29:00", "2026-10-20T18:31:00");
        var expected = await VolumesAsync();

        var other = new DictionaryStore(new FakeTimeProvider(TestTime.Start));
        var projected = await ProjectAsync(other, "2026-10-20T18:29:00", "2026-10-20T18:31:00");
        await FolderOf(other, In(zone)).HandleAsync([.. projected.Select(document => document with { Body = default })], default);

        Assert.Equal(expected, await VolumesAsync(other));
    }

    [Fact]
    public async Task A_series_has_the_companys_days()
    {
        await FoldAsync("Europe/Berlin", "2026-10-24T21:59:00", "2026-10-24T22:00:00", "2026-10-25T22:59:00", "2026-10-25T23:00:00");
        using var folds = new FoldCache(_store, In("Europe/Berlin"));

        var series = await new SeriesQuery(folds).RunAsync(Shop.Id, Heard.Period("2026-10-23T22:00", "2026-10-26T23:00"), SeriesInterval.Day,
            new(null, null, MapFilter.All));

        Assert.Equal([("23T22", 1L), ("24T22", 2L), ("25T23", 1L)],
            series.Points.Select(point => (point.Start.ToString("dd'T'HH", CultureInfo.InvariantCulture), point.Volume)));
    }

    [Fact]
    public async Task Signals_behind_an_hour_that_begins_at_half_past_are_found()
    {
        await FoldAsync("Asia/Kolkata", "2026-10-20T17:29:00", "2026-10-20T17:31:00", "2026-10-20T18:29:00", "2026-10-20T18:31:00");
        using var folds = new FoldCache(_store, In("Asia/Kolkata"));
        var from = new DateTimeOffset(2026, 10, 20, 17, 30, 0, TimeSpan.Zero);

        var found = await new SignalSearch(_store, folds, new(1)).RunAsync(Shop.Id, QueryPeriod.Between(from, from.AddHours(1), folds.Calendar)!, new())
            .SelectMany(hour => hour.ToAsyncEnumerable()).ToListAsync();

        Assert.Equal([29, 31], found.Select(signal => signal.OccurredAt.Minute));
    }

    [Theory]
    [InlineData("UTC", "Europe/Berlin")]
    [InlineData("Europe/Berlin", "UTC")]
    [InlineData("UTC", "Asia/Kolkata")]
    [InlineData("Asia/Kolkata", "America/St_Johns")]
    public async Task Another_time_zone_makes_everything_be_counted_anew_however_often_that_is_broken_off(string before, string after)
    {
        var first = new DateTime(2026, 9, 20, 0, 20, 0);
        string[] times = [.. Enumerable.Range(0, 60).Select(n => first.AddHours(n * 17).ToString("s", CultureInfo.InvariantCulture))];
        await FoldAsync(before, times);
        await RecountAsync(before);

        // Each run writes a little more before it is broken off.
        var writes = 0;
        for (var most = 1; ; most += 7)
        {
            writes = 0;
            _store.BeforeWrite = _ => writes++ < most ? Task.CompletedTask : throw new StoreUnavailableException("killed");
            try
            {
                await RecountAsync(after);
                break;
            }
            catch (StoreUnavailableException)
            {
                Assert.Equal(before == "Asia/Kolkata" || after == "Asia/Kolkata" ? null : 60, await TotalAsync(after, before, after));
            }
        }

        _store.BeforeWrite = null;
        Assert.Equal(60, await TotalAsync(after));
        Assert.Equal(await FreshAsync(after, times), await HeardAsync(_store));
    }

    [Theory]
    [InlineData("UTC", "Asia/Kolkata")]
    [InlineData("Europe/Berlin", "Asia/Kolkata")]
    [InlineData("Asia/Kolkata", "America/St_Johns")]
    public async Task Back_in_the_time_zone_before_everything_is_as_if_it_had_never_been_another(string first, string second)
    {
        var times = FortyTimes();
        await FoldAsync(first, times);
        await RecountAsync(first);

        await RecountAsync(second);
        await RecountAsync(first);

        Assert.Equal(await FreshAsync(first, times), await HeardAsync(_store));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public async Task Back_before_the_recount_was_done_what_came_meanwhile_is_counted_too(int writesUntilKilled)
    {
        var times = FortyTimes();
        await FoldAsync("Europe/Berlin", times[..30]);
        await RecountAsync("Europe/Berlin");
        var writes = 0;
        _store.BeforeWrite = _ => writes++ < writesUntilKilled ? Task.CompletedTask : throw new StoreUnavailableException("killed");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => RecountAsync("Asia/Kolkata"));
        _store.BeforeWrite = null;
        await FoldAsync("Asia/Kolkata", times);

        await RecountAsync("Europe/Berlin");

        Assert.Equal(await FreshAsync("Europe/Berlin", times), await HeardAsync(_store));
    }

    [Fact]
    public async Task While_everything_is_counted_anew_anybody_can_see_how_far_it_has_come()
    {
        await FoldAsync("UTC", FortyTimes());
        Assert.Null(await RecountingAsync("UTC"));
        Assert.Equal(0, (await RecountingAsync("Asia/Kolkata"))!.Done);

        var writes = 0;
        _store.BeforeWrite = key => key.Partition == DocumentKinds.Calendar && writes++ == 2
            ? throw new StoreUnavailableException("killed") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => RecountAsync("Asia/Kolkata"));
        Assert.InRange((await RecountingAsync("Asia/Kolkata"))!.Done, 0.5, 0.99);

        _store.BeforeWrite = null;
        await RecountAsync("Asia/Kolkata");
        Assert.Null(await RecountingAsync("Asia/Kolkata"));
    }

    [Fact]
    public async Task Days_are_days_also_while_everything_is_counted_anew()
    {
        await FoldAsync("UTC", "2026-10-20T10:00:00", "2026-10-21T10:00:00");
        using var folds = new FoldCache(_store, In("Europe/Berlin"));

        Assert.False(await folds.IsCountedAsync());
        Assert.All(await folds.ReadDaysAsync(Shop.Id, new(2026, 10, 1), new(2026, 10, 30)), fold => Assert.Equal(10, fold.Period.Length));
    }

    [Fact]
    public async Task What_was_always_counted_for_the_time_zone_is_left_alone()
    {
        await FoldAsync("UTC", "2026-10-20T10:00:00");
        await RecountAsync("UTC");
        _store.BeforeWrite = key => throw new InvalidOperationException($"{key} is written");

        await RecountAsync("UTC");
    }

    [Theory]
    [InlineData("Asia/Kolkata", "2026-11-08T18:10:00", "2026-11-08T18:40:00", "2026-11-15T18:10:00", "2026-11-15T18:40:00")]
    [InlineData("Europe/Berlin", "2026-11-08T22:50:00", "2026-11-08T23:10:00", "2026-11-15T22:50:00", "2026-11-15T23:10:00")]
    public async Task A_digest_tells_of_the_companys_week(string zone, string before, string first, string last, string after)
    {
        await FoldAsync(zone, before, first, last, after);
        using var folds = new FoldCache(_store, In(zone));
        var journeys = new JourneyCatalogue([Shop], [Shop.Id]);
        var tickets = new TicketQuery(_store, journeys);
        var make = new MakeDigest(folds, tickets, new(_store, journeys), new(new(_store, folds, new(1)), _store), _store,
            new FakeTimeProvider(new(2026, 11, 17, 8, 0, 0, TimeSpan.Zero)));

        var digest = await make.RunAsync(Shop, IsoWeek.TryParse("2026-W46")!.Value, DigestRecipient.Everyone);

        Assert.Equal(2, digest.Figures.Volume);
    }

    private static string[] FortyTimes() =>
        [.. Enumerable.Range(0, 40).Select(n => new DateTime(2026, 10, 20, 0, 20, 0).AddHours(n * 7).ToString("s", CultureInfo.InvariantCulture))];

    private static CompanyCalendar In(string zone) => new(CompanyCalendar.FindZone(zone)!);

    private static FoldSignals FolderOf(DictionaryStore store, CompanyCalendar calendar) =>
        new(store, new(store, new(1), calendar), new([Shop], [Shop.Id]), new FakeTimeProvider(new(2026, 10, 28, 0, 0, 0, TimeSpan.Zero)));

    private static Task<IReadOnlyList<Document>> ProjectAsync(DictionaryStore store, params string[] times) =>
        store.ProjectAsync(Shop.Id, times.Select((time, n) => ProjectedSignals.Of(Heard.At(time, "buy", 0) with { Feedback = AnySignal.CustomerKey(n) })));

    private static async Task<Dictionary<string, string>> FreshAsync(string zone, string[] times)
    {
        var store = new DictionaryStore(new FakeTimeProvider(TestTime.Start));
        await FolderOf(store, In(zone)).HandleAsync(await ProjectAsync(store, times), default);
        return await HeardAsync(store);
    }

    /// <summary>All folds in which anything was heard: one that stands for nothing any more is empty.</summary>
    private static async Task<Dictionary<string, string>> HeardAsync(DictionaryStore store) =>
        (await store.ReadChangesAsync(Containers.Folds, ChangeCursor.Beginning, 100_000)).Documents
            .Where(fold => Json.Read(fold, SignalsJson.Default.Fold).Cells.Count > 0)
            .OrderBy(fold => fold.Key.Id, StringComparer.Ordinal)
            .ToDictionary(fold => fold.Key.Id, fold => Encoding.UTF8.GetString(fold.Body.Span), StringComparer.Ordinal);

    private async Task FoldAsync(string zone, params string[] times) =>
        await FolderOf(_store, In(zone)).HandleAsync(await ProjectAsync(_store, times), default);

    private Task RecountAsync(string zone)
    {
        var compute = new ComputeFolds(_store, new(1), In(zone));
        return new RecountFolds(_store, FolderOf(_store, In(zone)), compute, NullLogger<RecountFolds>.Instance).RunAsync();
    }

    private Task<Recounting?> RecountingAsync(string zone) => new RecountProgress(_store, In(zone)).FindAsync();

    /// <summary>What a map counts; <c>null</c> where a recount may still be at it.</summary>
    private async Task<long?> TotalAsync(string zone, params string[] underWay)
    {
        using var folds = new FoldCache(_store, In(zone));
        var from = new DateTime(2026, 9, 1, 0, 0, 0, DateTimeKind.Utc);
        var read = await folds.ReadAsync(Shop.Id, folds.Calendar.HourOf(from).Start, folds.Calendar.HourOf(from.AddDays(90)).Start);
        var isPartial = underWay.Any(name => In(name).HourOf(from).Start.Minute != 0);
        return isPartial ? null : read.Sum(fold => fold.Cells.Sum(cell => cell.Volume()));
    }

    private Task<List<(string Period, long Volume)>> VolumesAsync() => VolumesAsync(_store);

    private static async Task<List<(string Period, long Volume)>> VolumesAsync(DictionaryStore store) =>
        [.. (await store.ReadChangesAsync(Containers.Folds, ChangeCursor.Beginning, 100_000)).Documents
            .Select(fold => (fold.Key.Id, Json.Read(fold, SignalsJson.Default.Fold).Cells.Sum(cell => cell.Volume())))
            .OrderBy(fold => fold.Id, StringComparer.Ordinal)];
}
