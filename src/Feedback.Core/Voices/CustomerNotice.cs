using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Feedback.Core.Mail;
using Feedback.Core.Storage;

namespace Feedback.Core.Voices;

/// <summary>
/// That a customer is, was or could not be told what became of a ticket. Stands in the customer's partition and is written before the mail is sent, so that no crash and no other
/// instance can bring a second one. Holds no address.
/// </summary>
/// <param name="Ticket">The ticket's id.</param>
/// <param name="State">How far it has come.</param>
/// <param name="FirstAt">When it was first tried, UTC.</param>
/// <param name="At">When the state was reached, UTC.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">When to look at it again, UTC; <c>null</c> when it is settled.</param>
/// <param name="Reason">Why it was not sent.</param>
public sealed record CustomerNotice(string Ticket, NoticeState State, DateTimeOffset FirstAt, DateTimeOffset At, int Attempts, DateTimeOffset? DueAt = null, string? Reason = null)
{
    /// <summary>Where the notice of a ticket stands.</summary>
    public static DocumentKey KeyOf(string customer, string ticket) => new(customer, Prefix + ticket);

    /// <summary>All notices of a customer.</summary>
    public static IdRange All { get; } = IdRange.StartingWith(Prefix);

    /// <summary>The id of the mail: the same whoever writes it and however often.</summary>
    public static string MailOf(string customer, string ticket, MailOrigin origin) =>
        $"you-said-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ticket}|{customer}"))[..16])}@{origin.Domain}";

    private const string Prefix = "notice|";
}

/// <summary>How far the telling of one customer has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeState>))]
public enum NoticeState
{
    /// <summary>An instance is sending it; when it stays so for long, the instance has died over it.</summary>
    [JsonStringEnumMemberName("sending")] Sending,

    /// <summary>It could not be sent, surely was not, and will be tried again.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>The customer was told.</summary>
    [JsonStringEnumMemberName("sent")] Sent,

    /// <summary>The mail was refused for good, or for too long.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Nobody can tell whether it was sent, so it is not sent again.</summary>
    [JsonStringEnumMemberName("uncertain")] Uncertain,

    /// <summary>While it waited, the customer opted out or was erased.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,
}
