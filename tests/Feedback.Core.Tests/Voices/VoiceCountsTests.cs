using Feedback.Core.Mail;

namespace Feedback.Core.Tests.Voices;

public sealed class VoiceCountsTests : IDisposable
{
    private readonly Teller _teller = new();

    public void Dispose() => _teller.Dispose();

    [Fact]
    public async Task Before_anybody_is_told_the_voices_are_counted_and_who_may_be_written_to()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await _teller.ComplainAsync(Teller.Ben, profile: usual => usual with { Email = null });

        Assert.Equal(new(2, 1, 0, 0, 0), await _teller.CountVoicesAsync());
    }

    [Fact]
    public async Task Who_was_told_and_who_waits_is_told_apart()
    {
        await _teller.ComplainAsync(Teller.Anna);
        await _teller.ComplainAsync(Teller.Ben);
        _teller.Mails.Answer = mail => Task.FromResult(mail.To.StartsWith('a') ? MailOutcome.Sent : MailOutcome.Later);

        await _teller.SeeAsync(ShopTicket.Verified());
        await _teller.RunLaterAsync(TimeSpan.Zero);

        Assert.Equal(new(2, 2, 1, 1, 0), await _teller.CountVoicesAsync());
    }
}
