using System.Text;
using Feedback.Core.Customers;
using Feedback.Core.Mail;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.ClosingTheLoop;

public sealed class NotifyCustomersTests : IDisposable
{
    private readonly Notifier _notifier = new();

    public void Dispose() => _notifier.Dispose();

    [Fact]
    public async Task When_a_ticket_is_verified_each_voice_gets_one_mail_however_often_they_spoke()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await _notifier.ComplainAsync(Notifier.Anna, "2026-11-06T10:00:00");
        await _notifier.ComplainAsync(Notifier.Ben);

        await NotifyAsync(ShopTicket.Verified());

        Assert.Equal(["a@example.com", "b@example.com"], _notifier.Mails.Addressees);
        Assert.Equal(NoticeState.Sent, (await _notifier.NoticeAsync(Notifier.Anna))!.State);
    }

    [Fact]
    public async Task However_often_the_change_is_delivered_nobody_is_notified_again()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await NotifyAsync(ShopTicket.Verified());
        await NotifyAsync(ShopTicket.Verified());
        await NotifyAsync(ShopTicket.Verified() with { Assignee = "somebody" });
        await _notifier.RunLaterAsync(TimeSpan.FromDays(30));

        Assert.Single(_notifier.Mails.Taken);
    }

    [Fact]
    public async Task Closing_a_verified_ticket_does_not_keep_the_word_back()
    {
        await _notifier.ComplainAsync(Notifier.Anna);

        await NotifyAsync(ShopTicket.Verified().Moved(TicketState.Closed));

        Assert.Single(_notifier.Mails.Taken);
    }

    [Theory]
    [InlineData(TicketState.Shipped)]
    [InlineData(TicketState.Ineffective)]
    [InlineData(TicketState.Closed)]
    [InlineData(TicketState.Dismissed)]
    public async Task Nobody_is_notified_of_a_ticket_that_was_not_verified(TicketState state)
    {
        await _notifier.ComplainAsync(Notifier.Anna);

        await NotifyAsync(ShopTicket.Raised().Moved(state));

        Assert.Empty(_notifier.Mails.Taken);
    }

    [Fact]
    public async Task A_ticket_that_comes_back_before_anybody_was_notified_notifies_nobody()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await _notifier.SeeAsync(ShopTicket.Verified());
        await _notifier.SeeAsync(ShopTicket.Verified().Moved(TicketState.Open));

        await _notifier.Notify.RunAsync();

        Assert.Empty(_notifier.Mails.Taken);
    }

    [Fact]
    public async Task When_a_ticket_comes_back_and_is_verified_again_only_the_new_voices_are_notified()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await NotifyAsync(ShopTicket.Verified());
        var again = ShopTicket.Verified().Moved(TicketState.Open).Moved(TicketState.Shipped) with { ShippedAt = ShopTicket.ShippedAt.AddDays(4) };
        await _notifier.ComplainAsync(Notifier.Anna, "2026-11-17T10:00:00");
        await _notifier.ComplainAsync(Notifier.Ben, "2026-11-17T10:00:00");

        await NotifyAsync(again.Verify());

        Assert.Equal(["a@example.com", "b@example.com"], _notifier.Mails.Addressees);
    }

    [Fact]
    public async Task Who_may_not_be_written_to_is_not()
    {
        await _notifier.ComplainAsync(Notifier.Anna, profile: known => known with { OptedOutAt = known.FirstSeen });
        await _notifier.ComplainAsync(Notifier.Ben, profile: known => known with { MayContact = false });
        await _notifier.ComplainAsync(Notifier.Cem, profile: known => known with { Email = null });
        await _notifier.ComplainAsync(Notifier.Dora, profile: _ => null);

        await NotifyAsync(ShopTicket.Verified());

        Assert.Equal(0, _notifier.Mails.Attempts);
        Assert.Null(await _notifier.NoticeAsync(Notifier.Anna));
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_tried_again()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        _notifier.Mails.Answer = _ => Task.FromResult(MailOutcome.Refused);
        await NotifyAsync(ShopTicket.Verified());
        await _notifier.RunLaterAsync(TimeSpan.FromDays(1));

        Assert.Equal(1, _notifier.Mails.Attempts);
        Assert.Equal((NoticeState.Refused, "as it was told"),
            ((await _notifier.NoticeAsync(Notifier.Anna))!.State, (await _notifier.NoticeAsync(Notifier.Anna))!.Reason));
    }

    [Fact]
    public async Task What_is_not_taken_now_waits_holds_up_nobody_else_and_is_sent_later()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await _notifier.ComplainAsync(Notifier.Ben);
        _notifier.Mails.Answer = mail => Task.FromResult(mail.To == "a@example.com" ? MailOutcome.Later : MailOutcome.Sent);
        await NotifyAsync(ShopTicket.Verified());
        Assert.Equal(["b@example.com"], _notifier.Mails.Addressees);
        Assert.Equal(NoticeState.Waiting, (await _notifier.NoticeAsync(Notifier.Anna))!.State);
        _notifier.Mails.Answer = null;
        await _notifier.RunLaterAsync(TimeSpan.FromSeconds(59));
        Assert.Single(_notifier.Mails.Taken);

        await _notifier.RunLaterAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["a@example.com", "b@example.com"], _notifier.Mails.Addressees);
    }

    [Fact]
    public async Task What_is_never_taken_is_tried_ever_more_rarely_and_given_up_after_two_weeks()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        _notifier.Mails.Answer = _ => Task.FromResult(MailOutcome.Later);
        await NotifyAsync(ShopTicket.Verified());

        for (var hours = 0; hours < 24 * 15; hours++)
            await _notifier.RunLaterAsync(TimeSpan.FromHours(1));

        Assert.Equal(NoticeState.Refused, (await _notifier.NoticeAsync(Notifier.Anna))!.State);
        Assert.InRange(_notifier.Mails.Attempts, 24 * 14 - 12, 24 * 14 + 12);
    }

    [Fact]
    public async Task While_the_mail_server_is_down_one_mail_is_tried_at_a_time_and_afterwards_all_are_sent()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await _notifier.ComplainAsync(Notifier.Ben);
        _notifier.Mails.Answer = _ => Task.FromResult(MailOutcome.Unavailable);
        await NotifyAsync(ShopTicket.Verified());
        Assert.Equal(1, _notifier.Mails.Attempts);
        _notifier.Mails.Answer = null;

        for (var minute = 0; minute < 3; minute++)
            await _notifier.RunLaterAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["a@example.com", "b@example.com"], _notifier.Mails.Addressees);
    }

    [Fact]
    public async Task A_mail_over_which_the_program_died_is_not_sent_again_but_reported()
    {
        await DieOverAsync(Notifier.Anna);

        await _notifier.RunLaterAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(1, _notifier.Mails.Attempts);
        Assert.Equal(NoticeState.Uncertain, (await _notifier.NoticeAsync(Notifier.Anna))!.State);
    }

    [Fact]
    public async Task Where_sending_again_is_harmless_it_is_sent_again_under_the_same_id()
    {
        _notifier.Mails.IsIdempotent = true;
        var id = await DieOverAsync(Notifier.Anna);

        await _notifier.RunLaterAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(id, Assert.Single(_notifier.Mails.Taken).Id);
        Assert.Equal(NoticeState.Sent, (await _notifier.NoticeAsync(Notifier.Anna))!.State);
    }

    [Fact]
    public async Task An_answer_that_leaves_it_open_is_not_tried_again()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        _notifier.Mails.Answer = _ => Task.FromResult(MailOutcome.Uncertain);
        await NotifyAsync(ShopTicket.Verified());
        await _notifier.RunLaterAsync(TimeSpan.FromDays(1));

        Assert.Equal(1, _notifier.Mails.Attempts);
        Assert.Equal(NoticeState.Uncertain, (await _notifier.NoticeAsync(Notifier.Anna))!.State);
    }

    [Fact]
    public async Task Two_instances_at_once_notify_each_once()
    {
        foreach (var letter in "abcdef")
            await _notifier.ComplainAsync(new string(letter, 32));
        _notifier.Mails.Answer = async _ =>
        {
            // While the first instance is sending its first mail, the second goes through all of it.
            _notifier.Mails.Answer = null;
            await _notifier.Notify.RunAsync();
            return MailOutcome.Sent;
        };

        await NotifyAsync(ShopTicket.Verified());
        await _notifier.RunLaterAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("abcdef".Select(letter => $"{letter}@example.com"), _notifier.Mails.Addressees);
    }

    [Fact]
    public async Task Who_opts_out_while_the_mail_waits_is_spared()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        _notifier.Mails.Answer = _ => Task.FromResult(MailOutcome.Later);
        await NotifyAsync(ShopTicket.Verified());
        await new OptOut(_notifier.Store, _notifier.Time).OfAsync(Notifier.Anna);

        await _notifier.RunLaterAsync(TimeSpan.FromHours(1));

        Assert.Equal(1, _notifier.Mails.Attempts);
        Assert.Equal(NoticeState.Withdrawn, (await _notifier.NoticeAsync(Notifier.Anna))!.State);
    }

    [Fact]
    public async Task Who_opts_out_while_others_are_notified_is_spared()
    {
        await _notifier.ComplainAsync(Notifier.Anna, "2026-11-04T10:00:00");
        await _notifier.ComplainAsync(Notifier.Ben, "2026-11-05T10:00:00");
        _notifier.Mails.Answer = async _ =>
        {
            await new OptOut(_notifier.Store, _notifier.Time).OfAsync(Notifier.Anna);
            return MailOutcome.Sent;
        };

        await NotifyAsync(ShopTicket.Verified());

        Assert.Equal(["b@example.com"], _notifier.Mails.Addressees);
    }

    [Fact]
    public async Task The_text_says_what_was_told_what_was_done_what_came_of_it_and_how_to_opt_out()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await NotifyAsync(ShopTicket.Verified());

        var mail = Assert.Single(_notifier.Mails.Taken);

        foreach (var said in new[]
        {
            "Wrong bills (“I pay”)", "5 November 2026, in one of our shops", "Every bill is now checked against the order", "In place since 15 November 2026",
                "about 30 no longer do",
            "Example Shop", $"https://voices.shop.example/opt-out?c={Notifier.Anna}&t=",
        })
        {
            Assert.Contains(said, mail.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, "We found the cause and have changed how we work.\n\nIn place since")]
    [InlineData("Every bill is checked.", "Every bill is checked.\n\nIn place since")]
    public async Task The_text_says_what_was_done_without_the_line_that_the_program_adds_to_the_history(string? reason, string said)
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        var shipped = TicketLifecycle.Move(
            ShopTicket.Raised().Moved(TicketState.InProgress), new(TicketState.Shipped, reason), new("manager"), ShopTicket.ShippedAt).Ticket!;

        await NotifyAsync(shipped.Verify());

        Assert.Contains(said, Assert.Single(_notifier.Mails.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_program_can_unsubscribe_with_one_click()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await NotifyAsync(ShopTicket.Verified());

        var headers = Assert.Single(_notifier.Mails.Taken).Headers;

        Assert.StartsWith($"<https://voices.shop.example/opt-out?c={Notifier.Anna}&t=", headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task Without_a_figure_the_outcomes_own_words_are_used()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await NotifyAsync(ShopTicket.Shipped().Verify(effect: null));

        Assert.Contains("30% fewer customers complain about it", Assert.Single(_notifier.Mails.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_stands_in_the_profile_and_nowhere_else()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await NotifyAsync(ShopTicket.Verified());

        foreach (var container in Containers.All)
        {
            await foreach (var page in _notifier.Store.AllChangesAsync(container))
                Assert.All(page, document =>
                    Assert.Equal(document.Key.Id == "profile", Encoding.UTF8.GetString(document.Body.Span)
                        .Contains("a@example.com", StringComparison.Ordinal)));
        }
    }

    private async Task NotifyAsync(Ticket ticket)
    {
        await _notifier.SeeAsync(ticket);
        await _notifier.Notify.RunAsync();
    }

    /// <summary>Lets the program die while it sends.</summary>
    /// <returns>The mail's id.</returns>
    private async Task<string> DieOverAsync(string customer)
    {
        var id = "";
        await _notifier.ComplainAsync(customer);
        _notifier.Mails.Answer = mail =>
        {
            id = mail.Id;
            throw new OperationCanceledException("the process is gone");
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => NotifyAsync(ShopTicket.Verified()));
        _notifier.Mails.Answer = null;
        return id;
    }
}
