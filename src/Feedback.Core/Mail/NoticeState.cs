using System.Text.Json.Serialization;

namespace Feedback.Core.Mail;

/// <summary>How far the sending of one mail to one addressee has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeState>))]
public enum NoticeState
{
    /// <summary>An instance is sending it; when it stays so for long, the instance has died over it.</summary>
    [JsonStringEnumMemberName("sending")] Sending,

    /// <summary>It could not be sent, surely was not, and will be tried again.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>The mail server has it.</summary>
    [JsonStringEnumMemberName("sent")] Sent,

    /// <summary>The mail was refused for good, or for too long.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Nobody can tell whether it was sent, so it is not sent again.</summary>
    [JsonStringEnumMemberName("uncertain")] Uncertain,

    /// <summary>While it waited, the addressee wanted no more mail or was removed.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,
}
