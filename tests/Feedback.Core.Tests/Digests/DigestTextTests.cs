using Feedback.Core.Detection;
using Feedback.Core.Signals;
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

            No significant change: 50% of 101 opinions were complaints, compared with
            50% in the four weeks before.

            A quiet week: no significant increases or decreases, and no tickets
            raised, shipped, concluded or waiting too long.


            -- 
            Journey map: https://x/
            You receive this every week because you are on the list of recipients. Unsubscribe: https://x/bye

            """, await _desk.TextAsync());
    }

    [Fact]
    public async Task A_week_in_which_something_rose_says_what_with_its_base_and_its_owner()
    {
        await _desk.HearAQuietMonthAsync(bills: 75);

        var text = await _desk.TextAsync();

        Assert.Contains("""
            WHAT WENT UP AND WHAT WENT DOWN

            - More complaints about Wrong bills: 75, compared with 20 in a usual week.
              At “I pay”; owner: Billing. Usual: the average of the previous 4 weeks.
              https://x/stages/pay?journey=shop&from=2026-11-09&to=2026-11-15
            """, text, StringComparison.Ordinal);
        Assert.Contains("The journey did worse than usual", text, StringComparison.Ordinal);
        Assert.DoesNotContain("quiet week", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "No feedback this week.")]
    [InlineData(12, "Only 12 opinions this week: too few to tell how the journey did.")]
    [InlineData(60, "100% of 60 opinions were complaints. There is not enough history")]
    public async Task Where_little_can_be_said_little_is(int heard, string said)
    {
        await _desk.HearAsync("pay", "invoice-error", "billing", -500, heard);

        Assert.Contains(said, await _desk.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_was_shipped_is_told_with_its_effect_and_interval_in_plain_words()
    {
        await _desk.HearAQuietMonthAsync();
        var at = DigestDesk.Week.StartIn(CompanyCalendar.Utc).AddDays(3);
        var shipped = AnyTicket.Of(TicketState.Shipped);
        await _desk.PutAsync(TicketLifecycle.Conclude(shipped, AnyTicket.Outcome(OutcomeVerdict.Verified, at), at).Ticket!);

        Assert.Contains("""
            WHAT SHIPPED, AND WHETHER IT HELPED

            - Wrong bills (“I pay”): it helped. 65% fewer customers complain about it
              than would have without the change.
              Likely between 80% fewer and 40% fewer.
              https://x/tickets/shop.invoice-error.2026-11-10
            """, await _desk.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_surged_in_the_week_is_told_with_its_figures()
    {
        await _desk.HearAQuietMonthAsync();
        var at = new DateTimeOffset(2026, 11, 12, 9, 0, 0, TimeSpan.Zero);
        var rise = new Finding(AnyTicket.Invoice, FindingKind.Jump, at.AddDays(-2), at, 45, 15.2, 1e-7, 0.2);
        var old = AnyTicket.Raised("shop.invoice-error.2026-10-01", new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), AnyTicket.Invoice) with { Assignee = "Ann" };
        await _desk.PutAsync(TicketSurges.Surged(old, rise, TicketSurges.Words(rise), at));

        var text = (await _desk.TextAsync()).Replace("\n  ", " ", StringComparison.Ordinal);

        Assert.Contains("A TICKET THAT SURGED\n\nMore customers complained than at the ticket’s own level.\n\n"
            + "- Wrong bills (“I pay”): complaints surged on 12 November: 45 customers in 2 days, 15.2 expected at the ticket’s own level."
            + " Owner: Billing; assigned to Ann. https://x/tickets/shop.invoice-error.2026-10-01\n", text, StringComparison.Ordinal);
        Assert.Equal("Week 46: complaints about Wrong bills surged; 1 ticket waiting too long",
            (await _desk.Write.RunAsync(await _desk.MakeAsync())).Subject);
    }

    [Fact]
    public async Task A_surge_of_another_week_is_not()
    {
        await _desk.HearAQuietMonthAsync();
        var at = new DateTimeOffset(2026, 11, 7, 9, 0, 0, TimeSpan.Zero);
        await _desk.PutAsync(TicketSurges.Surged(AnyTicket.Of(TicketState.Accepted), new(AnyTicket.Invoice, FindingKind.Jump, at.AddDays(-2), at, 45, 15.2,
            1e-7, 0.2), "", at));

        Assert.Empty((await _desk.MakeAsync()).Tickets.Surged);
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
        Assert.Contains("- Delivery (“I get it”) was due on 12 November and has not shipped.\n  Owner: Billing; assigned to Ann.\n", text,
            StringComparison.Ordinal);
        Assert.Contains("- 1 of 2 active tickets is unassigned.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_is_told_what_it_hears_of_others_and_what_others_hear_of_it()
    {
        await _desk.HearAQuietMonthAsync();

        Assert.Contains("""
            - You heard 50 complaints; other departments own 50 of them, most often
              Delivery (owned by Logistics, 30) and Wrong bills (owned by Billing,
              20).
            """, await _desk.TextAsync("store"), StringComparison.Ordinal);
        Assert.Contains("""
            - 20 complaints were about what you own; other departments heard 20 of
              them, most often Wrong bills (heard by Stores, 20).
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
        Assert.Contains("Week in progress, data to Thursday 08:00 UTC", await _desk.TextAsync(), StringComparison.Ordinal);
    }
}
