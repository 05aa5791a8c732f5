using Feedback.Core.Maps;
using Feedback.Core.Outcomes;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Outcomes;

public sealed class AffectedPerWeekTests : IDisposable
{
    private static readonly Ticket Shipped =
        AnyTicket.Of(TicketState.Shipped, "shop.delivery-time.2026-08-01", Said.Mended) with { ShippedAt = Said.ShippedAt };

    private readonly DictionaryStore _store = new(new FakeTimeProvider(Said.ShippedAt));
    private readonly FoldCache _folds;

    public AffectedPerWeekTests() => _folds = new(_store);

    public void Dispose() => _folds.Dispose();

    [Fact]
    public async Task Weeks_are_counted_from_shipping_whose_own_day_is_left_out()
    {
        // On the day of shipping a hundred: they are in no week.
        await HearAsync(day => day < 0 ? 9 : day == 0 ? 100 : 5);

        var weeks = await WeeksAsync(Said.Start(15));

        Assert.Equal(
            [new(Day(-14), 7, 63), new(Day(-7), 7, 63), new(Day(1), 7, 35), new(Day(8), 7, 35)],
            weeks);
        Assert.Equal((9, 5), (weeks[0].PerDay, weeks[^1].PerDay));
    }

    [Fact]
    public async Task The_last_week_has_only_the_days_that_are_over()
    {
        await HearAsync(_ => 5);

        var weeks = await WeeksAsync(Said.Start(10).AddHours(13));

        Assert.Equal(new(Day(8), 2, 10), weeks[^1]);
    }

    [Fact]
    public async Task The_weeks_end_with_the_last_look()
    {
        await HearAsync(_ => 5);

        Assert.Equal(2 + PlannedLooks.Most, (await WeeksAsync(Said.Start(98))).Count);
    }

    [Fact]
    public async Task On_the_day_of_shipping_there_is_only_a_before()
    {
        await HearAsync(_ => 5);

        Assert.Equal([Day(-14), Day(-7)], (await WeeksAsync(Said.ShippedAt.AddHours(1))).Select(week => week.From));
    }

    [Fact]
    public async Task A_ticket_that_is_not_shipped_has_no_weeks() =>
        Assert.Empty(await new AffectedPerWeek(_folds).OfAsync(Shipped with { ShippedAt = null }, 2, Said.Start(20)));

    private Task<IReadOnlyList<WeekOfAffected>> WeeksAsync(DateTimeOffset now) => new AffectedPerWeek(_folds).OfAsync(Shipped, 2, now);

    private async Task HearAsync(Func<int, int> customers)
    {
        foreach (var fold in Said.Beside().Of(Said.Mended, customers).Folds())
            await _store.UpsertAsync(Containers.Folds, Json.Write(new(fold.Journey, fold.Period), fold, SignalsJson.Default.Fold));
    }

    private static DateOnly Day(int day) => DateOnly.FromDateTime(Said.Start(day).UtcDateTime);
}
