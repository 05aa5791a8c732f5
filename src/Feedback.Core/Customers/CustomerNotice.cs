using System.Security.Cryptography;
using System.Text;
using Feedback.Core.Mail;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>
/// That a customer is, was or could not be notified of what became of a ticket. Stands in the customer's partition and is written before the mail is sent, so
/// that no crash and no other instance can bring a second one. Holds no address.
/// </summary>
/// <param name="Ticket">The ticket's id.</param>
/// <param name="State">Its state.</param>
/// <param name="FirstAt">When it was first tried, UTC.</param>
/// <param name="At">When the state was reached, UTC.</param>
/// <param name="Attempts">The number of attempts.</param>
/// <param name="DueAt">When to look at it again, UTC; <c>null</c> when it is settled.</param>
/// <param name="Reason">Why it was not sent.</param>
public sealed record CustomerNotice(string Ticket, NoticeState State, DateTimeOffset FirstAt, DateTimeOffset At, int Attempts, DateTimeOffset? DueAt = null,
    string? Reason = null)
{
    /// <summary>The notice of a notification that has come so far.</summary>
    public static CustomerNotice Of(string ticket, SendProgress progress) =>
        new(ticket, progress.State, progress.FirstAt, progress.At, progress.Attempts, progress.DueAt, progress.Reason);

    /// <summary>How far the notification has come.</summary>
    public SendProgress Progress() => new(State, FirstAt, At, Attempts, DueAt, Reason);

    /// <summary>Where the notice of a ticket stands.</summary>
    public static DocumentKey KeyOf(string customer, string ticket) => new(customer, Prefix + ticket);

    /// <summary>All notices of a customer.</summary>
    public static IdRange All { get; } = IdRange.StartingWith(Prefix);

    /// <summary>The id of the mail: the same whoever writes it and however often.</summary>
    public static string MailOf(string customer, string ticket, MailOrigin origin) =>
        $"you-said-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ticket}|{customer}"))[..16])}@{origin.Domain}";

    private const string Prefix = "notice|";
}
