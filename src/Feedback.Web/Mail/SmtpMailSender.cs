using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using Feedback.Core.Mail;

namespace Feedback.Web.Mail;

/// <summary>
/// Sends mails to an SMTP server, one connection each. What went wrong is told apart by when and to whom it happened: before the last of the mail was handed
/// over it was surely not sent; after that, without an answer, nobody knows.
/// </summary>
internal sealed class SmtpMailSender(MailOptions options, TimeProvider time, ILogger<SmtpMailSender> logger) : IMailSender
{
    public bool IsIdempotent => false;

    public TimeSpan LongestAttempt { get; } = TimeSpan.FromSeconds(options.SmtpTimeoutSeconds);

    public async Task<MailResult> SendAsync(Core.Mail.MailMessage message, CancellationToken cancellationToken = default)
    {
        using var mime = MimeMail.Of(message, options.MailFrom);
        if (mime is null)
            return new(MailOutcome.Refused, "the address is no e-mail address");
        using var timeout = new CancellationTokenSource(LongestAttempt, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var client = new SmtpClient(options.SmtpHost, options.SmtpPort) { EnableSsl = options.SmtpTls, Timeout = (int)LongestAttempt.TotalMilliseconds };
        if (options.SmtpUser is not null)
            client.Credentials = new NetworkCredential(options.SmtpUser, options.SmtpPassword);
        try
        {
            // Not awaited alone: the client's own cancellation does not reach every phase of a connection.
            await client.SendMailAsync(mime.Message, either.Token).WaitAsync(either.Token);
            return MailResult.Sent;
        }
        catch (Exception exception) when (exception is SmtpException or OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
            // Breaks the connection: from here on no more of the mail is handed over.
            client.Dispose();
            var result = ResultOf(exception, mime.MayBeComplete);
            // The server's own words are logged only where they cannot name the addressee.
            if (result.Outcome == MailOutcome.Unavailable)
                logger.LogWarning("The mail server {Host}:{Port} does not take mails: {Reason}", options.SmtpHost, options.SmtpPort, exception.Message);
            return result;
        }
    }

    /// <summary>What a failure means.</summary>
    /// <param name="exception">The client's exception.</param>
    /// <param name="mayBeComplete">Whether the last part of the mail was handed over.</param>
    private static MailResult ResultOf(Exception exception, bool mayBeComplete)
    {
        // GeneralFailure is the client's word for "no answer".
        var answer = exception is SmtpException { StatusCode: not SmtpStatusCode.GeneralFailure } smtp ? (int?)smtp.StatusCode : null;
        var reason = answer is { } code ? string.Create(CultureInfo.InvariantCulture, $"the mail server answered {code}") : "the mail server did not answer";
        var isAddressee = exception is SmtpFailedRecipientException;
        return (answer, isAddressee, mayBeComplete) switch
        {
            // The server shuts down or has no room: so it says to everybody.
            (421 or 452, _, _) => new(MailOutcome.Unavailable, reason),
            ( >= 500, true, _) or ( >= 500, _, true) => new(MailOutcome.Refused, reason),
            ( >= 400, true, _) or ( >= 400, _, true) => new(MailOutcome.Later, reason),
            // Refused before there was an addressee: the sender, the password or this machine is not welcome. That is not the customer's fault, and can be
            // mended.
            ( >= 400, _, _) => new(MailOutcome.Unavailable, reason),
            (null, true, _) => new(MailOutcome.Refused, "the mail server cannot write to this address"),
            (_, _, true) => new(MailOutcome.Uncertain, "the mail was handed over, and the mail server did not answer"),
            _ => new(MailOutcome.Unavailable, reason),
        };
    }
}
