using System.Text.Json.Serialization;

namespace Feedback.Azure.Mail;

/// <summary>What is sent to <c>/emails:send</c>, version 2023-03-31: https://learn.microsoft.com/rest/api/communication/email/email/send.</summary>
internal sealed record EmailMessage(string SenderAddress, EmailContent Content, EmailRecipients Recipients, IReadOnlyDictionary<string, string> Headers,
    bool UserEngagementTrackingDisabled);

internal sealed record EmailContent(string Subject, string PlainText, string Html);

internal sealed record EmailRecipients(IReadOnlyList<EmailAddress> To);

internal sealed record EmailAddress(string Address);

internal sealed record MailErrorResponse(MailError? Error);

internal sealed record MailError(string? Code);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EmailMessage))]
[JsonSerializable(typeof(MailErrorResponse))]
internal sealed partial class MailJson : JsonSerializerContext;
