namespace Feedback.Core.Mail;

/// <summary>How fast mails are sent: mail servers slow down or shut out who sends much at once.</summary>
/// <param name="Between">The least time from one mail to the next.</param>
public sealed record MailPace(TimeSpan Between);
