using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.Digests;

/// <summary>What a digest says, read as a specification.</summary>
public sealed class DigestTextTests : IDisposable
{
    private readonly DigestDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_quiet_week_is_short()
    {
        await _desk.HearAQuietMonthAsync();

        Assert.Equal("""
            A shop. Week 46, 9 to 15 November 2026.

            The journey did as usual: 50 % of 101 opinions were complaints; it was
            50 % in the four weeks before.

            It was a quiet week: nothing rose or fell by more than chance explains,
            and no ticket was raised, shipped, settled or left waiting.


            -- 
            The journey map: https://x/
            You get this once a week because you were put on the list. No more of it: https://x/bye

            """, await _desk.TextAsync());
    }

    [Fact]
    public async Task A_week_in_which_something_rose_says_what_with_its_base_and_who_can_mend_it()
    {
        await _desk.HearAQuietMonthAsync(bills: 75);

        var text = await _desk.TextAsync();

        Assert.Contains("""
            WHAT ROSE AND WHAT FELL

            - More complaints about Wrong bills: 75, where a usual week has 20.
              At “I pay”; Billing can mend it. A usual week is the average of the 4
              weeks before.
              https://x/stages/pay?journey=shop&from=2026-11-09&to=2026-11-15
            """, text, StringComparison.Ordinal);
        Assert.Contains("The journey did worse than usual", text, StringComparison.Ordinal);
        Assert.DoesNotContain("quiet week", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Nothing was heard this week.")]
    [InlineData(12, "Only 12 opinions were heard this week: too few to say how the journey did.")]
    [InlineData(60, "100 % of 60 opinions were complaints. There is no past yet to compare it")]
    public async Task Where_little_can_be_said_little_is(int heard, string said)
    {
        await _desk.HearAsync("pay", "invoice-error", "billing", -500, heard);

        Assert.Contains(said, await _desk.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_was_shipped_is_told_with_its_effect_and_interval_in_plain_words()
    {
        await _desk.HearAQuietMonthAsync();
        var at = DigestDesk.Week.Start.AddDays(3);
        var shipped = AnyTicket.Of(TicketState.Shipped);
        await _desk.PutAsync(TicketLifecycle.Conclude(shipped, AnyTicket.Outcome(OutcomeVerdict.Verified, at), at).Ticket!);

        Assert.Contains("""
            WHAT WAS SHIPPED, AND WHETHER IT HELPED

            - Wrong bills (“I pay”): it helped. 65 % fewer complain of it than would
              without the change.
              Likely between 80 % fewer and 40 % fewer.
              https://x/tickets/shop.invoice-error.2026-11-10
            """, await _desk.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_ticket_and_one_that_is_overdue_are_told_and_so_is_who_is_missing()
    {
        await _desk.HearAQuietMonthAsync();
        await _desk.PutAsync(AnyTicket.Of());
        await _desk.PutAsync(AnyTicket.Of(TicketState.Accepted, "shop.delivery-time.2026-10-01", AnyTicket.Delivery) with
        {
            RaisedAt = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero),
            DueAt = new(2026, 11, 12, 0, 0, 0, TimeSpan.Zero),
            Assignee = "Ann",
        });

        var text = await _desk.TextAsync();

        Assert.Contains("A NEW TICKET\n\n- Wrong bills.\n  Priority 50 of 100.\n  https://x/tickets/shop.invoice-error.2026-11-10\n", text,
            StringComparison.Ordinal);
        Assert.Contains("- Delivery (“I get it”) was due on 12 November and is not shipped.\n  Billing can mend it; Ann works on it.\n", text,
            StringComparison.Ordinal);
        Assert.Contains("- 1 of 2 live tickets names nobody who works on it.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_is_told_what_it_hears_of_others_and_what_others_hear_of_it()
    {
        await _desk.HearAQuietMonthAsync();

        Assert.Contains("""
            - You heard 50 complaints; 50 of them are for others to mend, most of all
              Delivery (by Logistics, 30) and Wrong bills (by Billing, 20).
            """, await _desk.TextAsync("store"), StringComparison.Ordinal);
        Assert.Contains("""
            - 20 complaints were about what you own; others heard 20 of them, most of
              all Wrong bills (at Stores, 20).
            """, await _desk.TextAsync("billing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_that_is_not_over_says_so_and_is_compared_with_the_same_hours()
    {
        await _desk.HearAQuietMonthAsync();
        _desk.Time.AdjustTime(_desk.Time.GetUtcNow().AddDays(-4));

        var digest = await _desk.MakeAsync();

        Assert.Equal((false, new DateTimeOffset(2026, 11, 12, 8, 0, 0, TimeSpan.Zero)), (digest.Finished, digest.To));
        Assert.InRange(digest.Figures.VolumeBefore, 4 * 30, 4 * 50);
        Assert.Contains("This week is not over. So far it tells up to Thursday 08:00 UTC", await _desk.TextAsync(), StringComparison.Ordinal);
    }
}
