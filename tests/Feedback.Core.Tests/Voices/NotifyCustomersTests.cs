using System.Text;
using Feedback.Core.Customers;
using Feedback.Core.Mail;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Voices;

public sealed class NotifyCustomersTests : IDisposable
{
    private readonly Teller _teller = new();

    public void Dispose() => _teller.Dispose();

    [Fact]
    public async Task When_a_ticket_is_verified_each_voice_gets_one_mail_however_often_they_spoke()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await _teller.ComplainAsync(Teller.Anna, "2026-11-06T10:00:00");
        await _teller.ComplainAsync(Teller.Ben);

        await TellAsync(ShopTicket.Verified());

        Assert.Equal(["a@example.com", "b@example.com"], _teller.Mails.Addressees);
        Assert.Equal(NoticeState.Sent, (await _teller.NoticeAsync(Teller.Anna))!.State);
    }

    [Fact]
    public async Task However_often_the_change_is_delivered_nobody_is_told_again()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await TellAsync(ShopTicket.Verified());
        await TellAsync(ShopTicket.Verified());
        await TellAsync(ShopTicket.Verified() with { Assignee = "somebody" });
        await _teller.RunLaterAsync(TimeSpan.FromDays(30));

        Assert.Single(_teller.Mails.Taken);
    }

    [Fact]
    public async Task Closing_a_verified_ticket_does_not_keep_the_word_back()
    {
        await _teller.ComplainAsync(Teller.Anna);

        await TellAsync(ShopTicket.Verified().Moved(TicketState.Closed));

        Assert.Single(_teller.Mails.Taken);
    }

    [Theory]
    [InlineData(TicketState.Shipped)]
    [InlineData(TicketState.Ineffective)]
    [InlineData(TicketState.Closed)]
    [InlineData(TicketState.Dismissed)]
    public async Task Nobody_is_told_of_a_ticket_that_was_not_verified(TicketState state)
    {
        await _teller.ComplainAsync(Teller.Anna);

        await TellAsync(ShopTicket.Raised().Moved(state));

        Assert.Empty(_teller.Mails.Taken);
    }

    [Fact]
    public async Task A_ticket_that_comes_back_before_anybody_was_told_is_not_told()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await _teller.SeeAsync(ShopTicket.Verified());
        await _teller.SeeAsync(ShopTicket.Verified().Moved(TicketState.Open));

        await _teller.Tell.RunAsync();

        Assert.Empty(_teller.Mails.Taken);
    }

    [Fact]
    public async Task When_a_ticket_comes_back_and_is_verified_again_only_the_new_voices_are_told()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await TellAsync(ShopTicket.Verified());
        var again = ShopTicket.Verified().Moved(TicketState.Open).Moved(TicketState.Shipped) with { ShippedAt = ShopTicket.ShippedAt.AddDays(4) };
        await _teller.ComplainAsync(Teller.Anna, "2026-11-17T10:00:00");
        await _teller.ComplainAsync(Teller.Ben, "2026-11-17T10:00:00");

        await TellAsync(again.Verify());

        Assert.Equal(["a@example.com", "b@example.com"], _teller.Mails.Addressees);
    }

    [Fact]
    public async Task Who_may_not_be_written_to_is_not()
    {
        await _teller.ComplainAsync(Teller.Anna, profile: known => known with { OptedOutAt = known.FirstSeen });
        await _teller.ComplainAsync(Teller.Ben, profile: known => known with { MayContact = false });
        await _teller.ComplainAsync(Teller.Cem, profile: known => known with { Email = null });
        await _teller.ComplainAsync(Teller.Dora, profile: _ => null);

        await TellAsync(ShopTicket.Verified());

        Assert.Equal(0, _teller.Mails.Attempts);
        Assert.Null(await _teller.NoticeAsync(Teller.Anna));
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_tried_again()
    {
        await _teller.ComplainAsync(Teller.Anna);
        _teller.Mails.Answer = _ => Task.FromResult(MailOutcome.Refused);
        await TellAsync(ShopTicket.Verified());
        await _teller.RunLaterAsync(TimeSpan.FromDays(1));

        Assert.Equal(1, _teller.Mails.Attempts);
        Assert.Equal((NoticeState.Refused, "as it was told"), ((await _teller.NoticeAsync(Teller.Anna))!.State, (await _teller.NoticeAsync(Teller.Anna))!.Reason));
    }

    [Fact]
    public async Task What_is_not_taken_now_waits_holds_up_nobody_else_and_is_sent_later()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await _teller.ComplainAsync(Teller.Ben);
        _teller.Mails.Answer = mail => Task.FromResult(mail.To == "a@example.com" ? MailOutcome.Later : MailOutcome.Sent);
        await TellAsync(ShopTicket.Verified());
        Assert.Equal(["b@example.com"], _teller.Mails.Addressees);
        Assert.Equal(NoticeState.Waiting, (await _teller.NoticeAsync(Teller.Anna))!.State);
        _teller.Mails.Answer = null;
        await _teller.RunLaterAsync(TimeSpan.FromSeconds(59));
        Assert.Single(_teller.Mails.Taken);

        await _teller.RunLaterAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["a@example.com", "b@example.com"], _teller.Mails.Addressees);
    }

    [Fact]
    public async Task What_is_never_taken_is_tried_ever_more_rarely_and_given_up_after_two_weeks()
    {
        await _teller.ComplainAsync(Teller.Anna);
        _teller.Mails.Answer = _ => Task.FromResult(MailOutcome.Later);
        await TellAsync(ShopTicket.Verified());

        for (var hours = 0; hours < 24 * 15; hours++)
            await _teller.RunLaterAsync(TimeSpan.FromHours(1));

        Assert.Equal(NoticeState.Refused, (await _teller.NoticeAsync(Teller.Anna))!.State);
        Assert.InRange(_teller.Mails.Attempts, 24 * 14 - 12, 24 * 14 + 12);
    }

    [Fact]
    public async Task While_the_mail_server_is_down_one_mail_is_tried_at_a_time_and_afterwards_all_are_sent()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await _teller.ComplainAsync(Teller.Ben);
        _teller.Mails.Answer = _ => Task.FromResult(MailOutcome.Unavailable);
        await TellAsync(ShopTicket.Verified());
        Assert.Equal(1, _teller.Mails.Attempts);
        _teller.Mails.Answer = null;

        for (var minute = 0; minute < 3; minute++)
            await _teller.RunLaterAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["a@example.com", "b@example.com"], _teller.Mails.Addressees);
    }

    [Fact]
    public async Task A_mail_over_which_the_program_died_is_not_sent_again_but_reported()
    {
        await DieOverAsync(Teller.Anna);

        await _teller.RunLaterAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(1, _teller.Mails.Attempts);
        Assert.Equal(NoticeState.Uncertain, (await _teller.NoticeAsync(Teller.Anna))!.State);
    }

    [Fact]
    public async Task Where_sending_again_is_harmless_it_is_sent_again_under_the_same_id()
    {
        _teller.Mails.IsIdempotent = true;
        var id = await DieOverAsync(Teller.Anna);

        await _teller.RunLaterAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(id, Assert.Single(_teller.Mails.Taken).Id);
        Assert.Equal(NoticeState.Sent, (await _teller.NoticeAsync(Teller.Anna))!.State);
    }

    [Fact]
    public async Task An_answer_that_leaves_it_open_is_not_tried_again()
    {
        await _teller.ComplainAsync(Teller.Anna);
        _teller.Mails.Answer = _ => Task.FromResult(MailOutcome.Uncertain);
        await TellAsync(ShopTicket.Verified());
        await _teller.RunLaterAsync(TimeSpan.FromDays(1));

        Assert.Equal(1, _teller.Mails.Attempts);
        Assert.Equal(NoticeState.Uncertain, (await _teller.NoticeAsync(Teller.Anna))!.State);
    }

    [Fact]
    public async Task Two_instances_at_once_tell_each_once()
    {
        foreach (var letter in "abcdef")
            await _teller.ComplainAsync(new string(letter, 32));
        _teller.Mails.Answer = async _ =>
        {
            // While the first instance is sending its first mail, the second goes through all of it.
            _teller.Mails.Answer = null;
            await _teller.Tell.RunAsync();
            return MailOutcome.Sent;
        };

        await TellAsync(ShopTicket.Verified());
        await _teller.RunLaterAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("abcdef".Select(letter => $"{letter}@example.com"), _teller.Mails.Addressees);
    }

    [Fact]
    public async Task Who_opts_out_while_the_mail_waits_is_spared()
    {
        await _teller.ComplainAsync(Teller.Anna);
        _teller.Mails.Answer = _ => Task.FromResult(MailOutcome.Later);
        await TellAsync(ShopTicket.Verified());
        await new OptOut(_teller.Store, _teller.Time).OfAsync(Teller.Anna);

        await _teller.RunLaterAsync(TimeSpan.FromHours(1));

        Assert.Equal(1, _teller.Mails.Attempts);
        Assert.Equal(NoticeState.Withdrawn, (await _teller.NoticeAsync(Teller.Anna))!.State);
    }

    [Fact]
    public async Task Who_opts_out_while_others_are_told_is_spared()
    {
        await _teller.ComplainAsync(Teller.Anna, "2026-11-04T10:00:00");
        await _teller.ComplainAsync(Teller.Ben, "2026-11-05T10:00:00");
        _teller.Mails.Answer = async _ =>
        {
            await new OptOut(_teller.Store, _teller.Time).OfAsync(Teller.Anna);
            return MailOutcome.Sent;
        };

        await TellAsync(ShopTicket.Verified());

        Assert.Equal(["b@example.com"], _teller.Mails.Addressees);
    }

    [Fact]
    public async Task The_text_says_what_was_told_what_was_done_what_came_of_it_and_how_to_opt_out()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await TellAsync(ShopTicket.Verified());

        var mail = Assert.Single(_teller.Mails.Taken);

        foreach (var said in new[]
        {
            "Wrong bills (“I pay”)", "5 November 2026, in one of our shops", "Every bill is now checked against the order", "In place since 15 November 2026", "about 30 no longer do",
            "Example Shop", $"https://voices.shop.example/opt-out?c={Teller.Anna}&t=",
        })
        {
            Assert.Contains(said, mail.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mail_program_can_unsubscribe_with_one_click()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await TellAsync(ShopTicket.Verified());

        var headers = Assert.Single(_teller.Mails.Taken).Headers;

        Assert.StartsWith($"<https://voices.shop.example/opt-out?c={Teller.Anna}&t=", headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task Without_a_figure_the_outcomes_own_words_are_used()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await TellAsync(ShopTicket.Shipped().Verify(effect: null));

        Assert.Contains("30 % fewer customers are hurt", Assert.Single(_teller.Mails.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_stands_in_the_profile_and_nowhere_else()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await TellAsync(ShopTicket.Verified());

        foreach (var container in Containers.All)
        {
            await foreach (var document in _teller.Store.EverythingAsync(container))
                Assert.Equal(document.Key.Id == "profile", Encoding.UTF8.GetString(document.Body.Span).Contains("a@example.com", StringComparison.Ordinal));
        }
    }

    private async Task TellAsync(Ticket ticket)
    {
        await _teller.SeeAsync(ticket);
        await _teller.Tell.RunAsync();
    }

    /// <summary>Lets the program die while it sends.</summary>
    /// <returns>The mail's id.</returns>
    private async Task<string> DieOverAsync(string customer)
    {
        var id = "";
        await _teller.ComplainAsync(customer);
        _teller.Mails.Answer = mail =>
        {
            id = mail.Id;
            throw new OperationCanceledException("the process is gone");
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => TellAsync(ShopTicket.Verified()));
        _teller.Mails.Answer = null;
        return id;
    }
}
