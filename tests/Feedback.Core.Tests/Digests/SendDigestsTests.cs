using Feedback.Core.Digests;
using Feedback.Core.Mail;

namespace Feedback.Core.Tests.Digests;

public sealed class SendDigestsTests : IDisposable
{
    private readonly DigestDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Each_recipient_gets_one_mail_however_often_the_timer_runs()
    {
        await _desk.AddAsync("ann@example.com");
        await _desk.AddAsync("ben@example.com", "billing");

        await _desk.Send.RunAsync();
        await _desk.Send.RunAsync();
        await _desk.RunLaterAsync(TimeSpan.FromDays(3));

        Assert.Equal(["ann@example.com", "ben@example.com"], _desk.Mails.Addressees);
    }

    [Fact]
    public async Task Two_instances_send_each_mail_once()
    {
        for (var number = 0; number < 40; number++)
            await _desk.AddAsync($"r{number}@example.com");
        var another = _desk.Send;
        _desk.Mails.Answer = async _ =>
        {
            await Task.Yield();
            return MailOutcome.Sent;
        };

        await Task.WhenAll(_desk.Send.RunAsync(), another.RunAsync());

        Assert.Equal(40, _desk.Mails.Taken.Count);
        Assert.Equal(40, _desk.Mails.Addressees.Distinct().Count());
    }

    [Fact]
    public async Task When_an_instance_dies_over_a_mail_it_is_not_sent_again_and_reported()
    {
        var ann = await _desk.AddAsync("ann@example.com");
        _desk.Mails.Answer = _ => throw new OperationCanceledException("killed");
        await Assert.ThrowsAsync<OperationCanceledException>(() => _desk.Send.RunAsync());
        _desk.Mails.Answer = null;

        await _desk.RunLaterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(NoticeState.Sending, (await _desk.NoticeAsync(ann))!.State);
        await _desk.RunLaterAsync(TimeSpan.FromMinutes(10));

        Assert.Empty(_desk.Mails.Taken);
        Assert.Equal(NoticeState.Uncertain, (await _desk.NoticeAsync(ann))!.State);
    }

    [Fact]
    public async Task Of_500_recipients_the_400_that_can_be_mailed_are_mailed_at_once_whatever_100_odd_ones_do()
    {
        for (var number = 0; number < 500; number++)
            await _desk.AddAsync(number % 5 == 0 ? $"odd{number}@example.com" : $"r{number}@example.com");
        var odd = 0;
        _desk.Mails.Answer = mail => !mail.To.StartsWith("odd", StringComparison.Ordinal) ? Task.FromResult(MailOutcome.Sent) : (odd++ % 5) switch
        {
            0 => Task.FromResult(MailOutcome.Refused),
            1 => Task.FromResult(MailOutcome.Later),
            2 => Task.FromResult(MailOutcome.Hindered),
            3 => Task.FromResult(MailOutcome.Uncertain),
            _ => throw new FormatException(mail.To),
        };

        await _desk.Send.RunAsync();

        Assert.Equal(400, _desk.Mails.Addressees.Distinct().Count());
        Assert.Equal(500, _desk.Mails.Attempts);
    }

    [Fact]
    public async Task What_is_no_fault_of_the_addressees_makes_the_others_wait()
    {
        for (var number = 0; number < 30; number++)
            await _desk.AddAsync($"r{number}@example.com");
        _desk.Mails.Answer = _ => Task.FromResult(MailOutcome.Hindered);

        await _desk.Send.RunAsync();

        Assert.Equal(10, _desk.Mails.Attempts);
        _desk.Mails.Answer = null;
        await _desk.RunLaterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(30, _desk.Mails.Taken.Count);
    }

    [Fact]
    public async Task A_server_that_answers_no_mail_does_not_use_up_all_of_them()
    {
        for (var number = 0; number < 30; number++)
            await _desk.AddAsync($"r{number}@example.com");
        _desk.Mails.Answer = _ => Task.FromResult(MailOutcome.Uncertain);
        var send = _desk.Send;

        await send.RunAsync();
        Assert.Equal(3, _desk.Mails.Attempts);
        foreach (var (minutes, attempts) in new[] { (0.5, 4), (0.5, 4), (0.5, 5), (2, 6), (2, 6), (2, 7) })
        {
            _desk.Time.Advance(TimeSpan.FromMinutes(minutes));
            await send.RunAsync();
            Assert.Equal(attempts, _desk.Mails.Attempts);
        }

        _desk.Mails.Answer = null;
        _desk.Time.Advance(TimeSpan.FromHours(1));
        await send.RunAsync();
        Assert.Equal(23, _desk.Mails.Taken.Count);
    }

    [Fact]
    public async Task A_mail_that_is_not_taken_is_tried_at_growing_intervals_then_reported()
    {
        var ann = await _desk.AddAsync("ann@example.com");
        _desk.Mails.Answer = _ => Task.FromResult(MailOutcome.Later);
        await _desk.Send.RunAsync();
        var first = (await _desk.NoticeAsync(ann))!;
        await _desk.RunLaterAsync(first.DueAt!.Value - _desk.Time.GetUtcNow());
        var second = (await _desk.NoticeAsync(ann))!;

        Assert.Equal((NoticeState.Waiting, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)), (second.State, first.DueAt - first.At, second.DueAt - second.At));

        await _desk.RunLaterAsync(SendDigests.GiveUpAfter);
        Assert.Equal((NoticeState.Refused, "as it was told"), ((await _desk.NoticeAsync(ann))!.State, (await _desk.NoticeAsync(ann))!.Reason));
    }

    [Fact]
    public async Task After_weeks_of_downtime_only_the_last_week_is_sent()
    {
        await _desk.AddAsync("ann@example.com");

        await _desk.RunLaterAsync(TimeSpan.FromDays(21));

        Assert.Contains("2026-W49", _desk.Mails.Taken.Single().Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_added_after_it_was_due_waits_for_the_next()
    {
        await _desk.AddAsync("ann@example.com", since: TimeSpan.FromMinutes(30));
        await _desk.Send.RunAsync();
        Assert.Empty(_desk.Mails.Taken);

        await _desk.RunLaterAsync(TimeSpan.FromDays(7));

        Assert.Contains("2026-W47", _desk.Mails.Taken.Single().Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_gets_it_by_the_clock_of_their_own_place()
    {
        await _desk.AddAsync("london@example.com", timeZone: "Europe/London");
        await _desk.AddAsync("tokyo@example.com", timeZone: "Asia/Tokyo");
        await _desk.AddAsync("york@example.com", timeZone: "America/New_York", since: TimeSpan.FromDays(5));
        await _desk.Send.RunAsync();
        Assert.Equal(["london@example.com", "tokyo@example.com"], _desk.Mails.Addressees);

        await _desk.RunLaterAsync(TimeSpan.FromHours(4));

        Assert.Equal(["london@example.com", "tokyo@example.com", "york@example.com"], _desk.Mails.Addressees);
    }

    [Fact]
    public async Task Who_has_unsubscribed_or_was_removed_while_it_waited_gets_nothing()
    {
        var (ann, ben) = (await _desk.AddAsync("ann@example.com"), await _desk.AddAsync("ben@example.com"));
        _desk.Mails.Answer = _ => Task.FromResult(MailOutcome.Later);
        await _desk.Send.RunAsync();
        _desk.Mails.Answer = null;
        await _desk.Recipients.UnsubscribeAsync(ann.Id);
        await _desk.Recipients.RemoveAsync(ben.Id);

        await _desk.RunLaterAsync(TimeSpan.FromHours(1));

        Assert.Empty(_desk.Mails.Taken);
        Assert.Equal((NoticeState.Withdrawn, NoticeState.Withdrawn), ((await _desk.NoticeAsync(ann))!.State, (await _desk.NoticeAsync(ben))!.State));
    }

    [Fact]
    public async Task Weeks_answer_one_root_and_each_has_an_id_of_its_own()
    {
        var ann = await _desk.AddAsync("ann@example.com");
        await _desk.Send.RunAsync();
        await _desk.RunLaterAsync(TimeSpan.FromDays(7));

        Assert.Equal([$"digest-2026-W46-{ann.Id}@shop.example", $"digest-2026-W47-{ann.Id}@shop.example"], _desk.Mails.Taken.Select(mail => mail.Id));
        Assert.All(_desk.Mails.Taken, mail => Assert.Equal($"<digests-{ann.Id}@shop.example>", mail.Headers["References"]));
        Assert.All(_desk.Mails.Taken, mail => Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]));
    }

    [Fact]
    public async Task Sending_anew_reaches_only_who_does_not_have_it_and_says_so_first()
    {
        var (ann, ben) = (await _desk.AddAsync("ann@example.com"), await _desk.AddAsync("ben@example.com"));
        _desk.Mails.Answer = mail => Task.FromResult(mail.To == "ben@example.com" ? MailOutcome.Refused : MailOutcome.Sent);
        await _desk.Send.RunAsync();
        _desk.Mails.Answer = null;

        Assert.Equal([DigestAction.HasIt, DigestAction.Send], (await _desk.Ask.PlanAsync(DigestDesk.Week)).Select(planned => planned.Action));
        Assert.Single(_desk.Mails.Taken);
        await _desk.Ask.RunAsync(DigestDesk.Week);
        await _desk.Send.RunAsync();

        Assert.Equal(["ann@example.com", "ben@example.com"], _desk.Mails.Addressees);
        Assert.Equal((NoticeState.Sent, NoticeState.Sent), ((await _desk.NoticeAsync(ann))!.State, (await _desk.NoticeAsync(ben))!.State));
    }

    [Fact]
    public async Task Who_is_named_gets_it_once_more_under_another_id()
    {
        var ann = await _desk.AddAsync("ann@example.com");
        await _desk.Send.RunAsync();

        await _desk.Ask.RunAsync(DigestDesk.Week, ann.Id);
        await _desk.Send.RunAsync();
        await _desk.Send.RunAsync();

        Assert.Equal([$"digest-2026-W46-{ann.Id}@shop.example", $"digest-2026-W46-{ann.Id}.1@shop.example"], _desk.Mails.Taken.Select(mail => mail.Id));
    }

    [Fact]
    public void A_link_holds_for_its_recipient_alone()
    {
        var query = System.Web.HttpUtility.ParseQueryString(_desk.Links.Of("aa00").Query);

        Assert.True(_desk.Links.Holds("aa00", query["t"]!));
        Assert.False(_desk.Links.Holds("aa01", query["t"]!));
        Assert.False(new Core.Customers.OptOutLinks(new byte[32], DigestDesk.Origin).Holds("aa00", query["t"]!));
    }
}
