namespace Feedback.Core.Mail;

/// <summary>
/// Sends one mail to one addressee at most once, whatever dies meanwhile and however many instances try: what is to happen is written down under the document's
/// ETag <em>before</em> the mail is sent, and what came of it after. Whoever cannot write leaves the mail to who could.
/// </summary>
public sealed class SendOnce(IMailSender sender, MailPace pace, TimeProvider time)
{
    /// <summary>How long all mails rest when the mail server serves nobody.</summary>
    public static readonly TimeSpan UnavailableRest = TimeSpan.FromSeconds(30);

    /// <summary>So many mails in a row are no fault of their addressees.</summary>
    private const int MostHindered = 10;

    /// <summary>So many mails in a row that nobody knows the fate of are no accident: whoever went on would lose them all.</summary>
    private const int MostUncertain = 3;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);

    private int _hindered;
    private int _uncertain;

    /// <summary>How long a mail may be in sending before whoever sends it is taken for dead: twice the longest attempt, since clocks differ.</summary>
    private TimeSpan Lease => 2 * sender.LongestAttempt;

    /// <summary>Takes the mail one step on, if it is due.</summary>
    /// <param name="before">How far it has come; <c>null</c> when nothing was done yet.</param>
    /// <param name="etag">The version of the document that says so; <c>null</c> when there is none.</param>
    /// <param name="compose">Writes the mail at the last moment; <c>null</c> when it is not to be sent after all.</param>
    /// <param name="write">Writes down how far it has come.</param>
    /// <param name="giveUpAfter">For how long it is tried when it is not taken.</param>
    /// <param name="stopping">Cuts the rest after the mail short.</param>
    public async Task<SendStep> RunAsync(SendProgress? before, string? etag, Func<Task<MailMessage?>> compose, WriteProgress write, TimeSpan giveUpAfter,
        CancellationToken stopping)
    {
        if (before is { DueAt: null })
            return default;
        if (before?.DueAt > time.GetUtcNow())
            return new(before.DueAt);
        if (before is { State: NoticeState.Sending } && !sender.IsIdempotent)
            return await SettleAsync(before, etag, write, NoticeState.Uncertain, "the program ended while it was being sent");
        if (await compose() is not { } message)
            return before is null ? default : await SettleAsync(before, etag, write, NoticeState.Withdrawn, null);

        var now = time.GetUtcNow();
        var claim = new SendProgress(NoticeState.Sending, before?.FirstAt ?? now, now, (before?.Attempts ?? 0) + 1, now + Lease);
        if (await write(claim, etag) is not { } claimed)
            return new(now + Lease); // Another instance has it.

        var sentAt = time.GetTimestamp();
        var result = await TrySendAsync(message);
        var rest = RestAfter(result.Outcome);
        var step = result.Outcome switch
        {
            MailOutcome.Sent => await SettleAsync(claim, claimed, write, NoticeState.Sent, null),
            MailOutcome.Refused => await SettleAsync(claim, claimed, write, NoticeState.Refused, result.Reason),
            MailOutcome.Uncertain when !sender.IsIdempotent => await SettleAsync(claim, claimed, write, NoticeState.Uncertain, result.Reason),
            _ => await WaitAsync(claim, claimed, write, giveUpAfter, result.Reason),
        };
        await RestAsync(pace.Between - time.GetElapsedTime(sentAt), stopping);
        return step with { Rest = rest };
    }

    /// <summary>A sender that throws has come to grief over this one mail, and nobody knows how far it came.</summary>
    private async Task<MailResult> TrySendAsync(MailMessage message)
    {
        try
        {
            return await sender.SendAsync(message, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Its words may name the addressee.
            return new(MailOutcome.Uncertain, $"the mail could not be handed over ({exception.GetType().Name})");
        }
    }

    /// <summary>For how long all other mails rest; <c>null</c> when they need not.</summary>
    private TimeSpan? RestAfter(MailOutcome outcome)
    {
        var hindered = CountIf(outcome == MailOutcome.Hindered, ref _hindered);
        var uncertain = CountIf(outcome == MailOutcome.Uncertain, ref _uncertain);
        if (uncertain < MostUncertain)
            return outcome == MailOutcome.Unavailable || hindered >= MostHindered ? UnavailableRest : null;
        // Each further one is one more that is never sent again: the longer it goes on, the longer the others wait.
        var rest = UnavailableRest * Math.Pow(2, Math.Min(uncertain - MostUncertain, 10));
        return rest < LongestRetry ? rest : LongestRetry;
    }

    private static int CountIf(bool again, ref int inARow)
    {
        if (again)
            return Interlocked.Increment(ref inARow);
        Volatile.Write(ref inARow, 0);
        return 0;
    }

    private async Task<SendStep> WaitAsync(SendProgress claim, string etag, WriteProgress write, TimeSpan giveUpAfter, string? reason)
    {
        var now = time.GetUtcNow();
        if (now - claim.FirstAt >= giveUpAfter)
            return await SettleAsync(claim, etag, write, NoticeState.Refused, reason);
        // At the tenth attempt it has long come to the longest.
        var retry = FirstRetry * Math.Pow(2, Math.Min(claim.Attempts, 10) - 1);
        var due = now + (retry < LongestRetry ? retry : LongestRetry);
        var waiting = claim with { State = NoticeState.Waiting, At = now, DueAt = due, Reason = reason };
        await write(waiting, etag);
        return new(due, Became: waiting);
    }

    private async Task<SendStep> SettleAsync(SendProgress progress, string? etag, WriteProgress write, NoticeState state, string? reason)
    {
        var settled = progress with { State = state, At = time.GetUtcNow(), DueAt = null, Reason = reason };
        // When another has taken this instance for dead meanwhile, its word stands: at worst one that was sent is reported as uncertain.
        await write(settled, etag);
        return new(null, Became: settled);
    }

    private Task RestAsync(TimeSpan rest, CancellationToken stopping) =>
        rest > TimeSpan.Zero ? Task.Delay(rest, time, stopping)
            .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default) : Task.CompletedTask;
}

/// <summary>How far the sending of one mail has come.</summary>
/// <param name="State">In one word.</param>
/// <param name="FirstAt">When it was first tried, UTC.</param>
/// <param name="At">When the state was reached, UTC.</param>
/// <param name="Attempts">The number of attempts.</param>
/// <param name="DueAt">When to look at it again, UTC; <c>null</c> when it is settled.</param>
/// <param name="Reason">Why it was not sent. Names no address.</param>
public sealed record SendProgress(NoticeState State, DateTimeOffset FirstAt, DateTimeOffset At, int Attempts, DateTimeOffset? DueAt = null,
    string? Reason = null);

/// <summary>Writes down how far a mail has come, if its document still is of a version; if there is none yet, for <c>null</c>.</summary>
/// <returns>The new version; <c>null</c> when another was faster.</returns>
public delegate Task<string?> WriteProgress(SendProgress progress, string? etag);

/// <summary>What came of one step.</summary>
/// <param name="Due">When to look at it again; <c>null</c> when it is settled.</param>
/// <param name="Became">What it came to, when something was done.</param>
/// <param name="Rest">For how long all others should rest, since none will fare better now; <c>null</c> when they need not.</param>
public readonly record struct SendStep(DateTimeOffset? Due, SendProgress? Became = null, TimeSpan? Rest = null);
