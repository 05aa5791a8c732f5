using Feedback.Core.Mail;
using Feedback.Core.Storage;

namespace Feedback.Core.Digests;

/// <summary>That a recipient is, was or could not be sent the digest of a week. Written before the mail is sent, so that no crash and no other instance can
/// bring a second one. Holds no address.</summary>
/// <param name="Week">The week.</param>
/// <param name="Recipient">The recipient's id.</param>
/// <param name="State">Its state.</param>
/// <param name="FirstAt">When it was first tried, UTC.</param>
/// <param name="At">When the state was reached, UTC.</param>
/// <param name="Attempts">The number of attempts.</param>
/// <param name="Round">How often somebody asked to send it anew.</param>
/// <param name="DueAt">When to look at it again, UTC; <c>null</c> when it is settled.</param>
/// <param name="Reason">Why it was not sent.</param>
public sealed record DigestNotice(
    string Week, string Recipient, NoticeState State, DateTimeOffset FirstAt, DateTimeOffset At, int Attempts, int Round = 0, DateTimeOffset? DueAt = null,
        string? Reason = null)
{
    /// <summary>The partition of a week's notices.</summary>
    public static string PartitionOf(IsoWeek week) => DocumentKinds.DigestMailPrefix + week;

    /// <summary>Where the notice of a recipient stands.</summary>
    public static DocumentKey KeyOf(IsoWeek week, string recipient) => new(PartitionOf(week), recipient);

    /// <summary>Its state.</summary>
    public SendProgress Progress() => new(State, FirstAt, At, Attempts, DueAt, Reason);

    /// <summary>The notice of a mail that has come so far.</summary>
    public static DigestNotice Of(IsoWeek week, string recipient, int round, SendProgress progress) =>
        new(week.ToString(), recipient, progress.State, progress.FirstAt, progress.At, progress.Attempts, round, progress.DueAt, progress.Reason);
}

/// <summary>The work of sending the digests of one week.</summary>
/// <param name="Week">The week.</param>
/// <param name="DueAt">When to go on, UTC; <c>null</c> when it is done.</param>
public sealed record DigestSending(string Week, DateTimeOffset? DueAt);
