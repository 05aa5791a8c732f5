using Feedback.Core.Mail;

namespace Feedback.Core.Tests.ClosingTheLoop;

public sealed class VoiceCountsTests : IDisposable
{
    private readonly Notifier _notifier = new();

    public void Dispose() => _notifier.Dispose();

    [Fact]
    public async Task Before_anybody_is_notified_the_voices_are_counted_and_who_may_be_written_to()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await _notifier.ComplainAsync(Notifier.Ben, profile: usual => usual with { Email = null });

        Assert.Equal(new(2, 1, 0, 0, 0), await _notifier.CountVoicesAsync());
    }

    [Fact]
    public async Task Who_was_notified_and_who_waits_is_told_apart()
    {
        await _notifier.ComplainAsync(Notifier.Anna);
        await _notifier.ComplainAsync(Notifier.Ben);
        _notifier.Mails.Answer = mail => Task.FromResult(mail.To.StartsWith('a') ? MailOutcome.Sent : MailOutcome.Later);

        await _notifier.SeeAsync(ShopTicket.Verified());
        await _notifier.RunLaterAsync(TimeSpan.Zero);

        Assert.Equal(new(2, 2, 1, 1, 0), await _notifier.CountVoicesAsync());
    }
}
