namespace Feedback.Core.Mail;

/// <summary>The one port for mail. Whose name a mail bears is the sender's to know; what became of it is the caller's to decide on.</summary>
public interface IMailSender
{
    /// <summary>
    /// Whether sending the same message again leaves the addressee with one mail all the same. Where it does not, what may have been sent must not be sent
    /// again.
    /// </summary>
    bool IsIdempotent { get; }

    /// <summary>After this long an attempt has ended, whatever came of it.</summary>
    TimeSpan LongestAttempt { get; }

    /// <summary>Sends a mail, or tries to.</summary>
    /// <param name="message">The mail.</param>
    /// <param name="cancellationToken">Gives the attempt up; the mail may have been sent all the same.</param>
    /// <returns>What became of it; a fault of the network or of the receiving server is a result, no exception.</returns>
    Task<MailResult> SendAsync(MailMessage message, CancellationToken cancellationToken = default);
}
