using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Feedback.Core.Mail;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Feedback.Web.Mail;

/// <summary>
/// Sends mails to an SMTP server, one connection each. What went wrong is told apart by when and to whom it happened: before the last of the mail was handed
/// over it was surely not sent; after that, without an answer, nobody knows.
/// </summary>
internal sealed class SmtpMailSender(MailOptions options, TimeProvider time, ILogger<SmtpMailSender> logger) : IMailSender
{
    /// <summary>How long after its time an attempt is waited for, since the looking up of a name or of a certificate cannot be cut short.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _timeout = TimeSpan.FromSeconds(options.SmtpTimeoutSeconds);

    public bool IsIdempotent => false;

    public TimeSpan LongestAttempt => _timeout + Grace;

    public async Task<MailResult> SendAsync(MailMessage message, CancellationToken cancellationToken = default)
    {
        if (MimeMail.Of(message, options.MailFrom) is not { } mail)
            return new(MailOutcome.Refused, "the address is not an email address");
        using var timeout = new CancellationTokenSource(_timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var handover = new Handover();
        try
        {
            return await ConverseAsync(mail, handover, either.Token).WaitAsync(LongestAttempt, time, CancellationToken.None);
        }
        catch (TimeoutException exception)
        {
            // What is left behind hands nothing more over: every write looks at the token first, which is cancelled.
            return ResultOf(exception, handover);
        }
    }

    private async Task<MailResult> ConverseAsync(MimeMessage mail, Handover handover, CancellationToken cancellationToken)
    {
        using var message = mail;
        using var client = new Conversation(handover);
        // The token alone says when it is too late, so that what was answered by then counts.
        client.Timeout = (int)(2 * LongestAttempt).TotalMilliseconds;
        // A certificate is checked as HttpClient does by itself: many companies' own authorities say nowhere what they have revoked.
        client.CheckCertificateRevocation = false;
        try
        {
            await client.ConnectAsync(options.SmtpHost!, options.SmtpPort, options.SmtpTls, cancellationToken);
            if (options.SmtpUser is not null)
                await client.AuthenticateAsync(new NetworkCredential(options.SmtpUser, options.SmtpPassword), cancellationToken);
        }
        catch (Exception exception)
        {
            // The server knows nothing of the mail yet, so whatever this is names no addressee.
            return Unavailable(ReasonOf(exception, client.IsConnected), exception.GetBaseException().Message);
        }

        // One who takes UTF-8 is not given any without need: the next server may not.
        const SmtpCapabilities utf8 = SmtpCapabilities.UTF8 | SmtpCapabilities.EightBitMime;
        var format = MimeMail.FormatOf(message);
        if (!format.International)
            client.Capabilities &= ~SmtpCapabilities.UTF8;
        else if ((client.Capabilities & utf8) != utf8)
            return MimeMail.NeedsUtf8(options.MailFrom)
                ? Unavailable("the mail server takes no sender with letters outside ASCII before the @ (SMTPUTF8)")
                : new(MailOutcome.Refused, "the mail server takes no address with letters outside ASCII before the @ (SMTPUTF8)");
        try
        {
            await client.SendAsync(format, message, cancellationToken, handover);
        }
        catch (Exception exception)
        {
            return ResultOf(exception, handover);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
        return MailResult.Sent;
    }

    /// <summary>Why no mail could be handed over.</summary>
    private static string ReasonOf(Exception exception, bool isConnected) => exception switch
    {
        NotSupportedException => isConnected ? "the mail server takes no user and password" : "the mail server offers no STARTTLS",
        SslHandshakeException { ServerCertificate: not null } => "the mail server's certificate is not trusted",
        SslHandshakeException => "no encrypted connection to the mail server came about",
        AuthenticationException or SaslException => "the mail server refused the user and the password",
        SmtpCommandException command => Answered(command.StatusCode),
        _ => "the mail server did not answer",
    };

    /// <summary>What a failure means once the connection stands.</summary>
    private MailResult ResultOf(Exception exception, Handover handover) => exception switch
    {
        // Refused before there was an addressee: the sender, the password or this machine is not welcome. That is not the customer's fault, and can be mended.
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } sender => Unavailable(Answered(sender.StatusCode), sender.Message),
        ServiceNotAuthenticatedException => Unavailable("the mail server asks for a user and a password"),
        SmtpCommandException command => ResultOf(command, handover),
        _ when handover.MayBeComplete => new(MailOutcome.Uncertain, "the mail was handed over, and the mail server did not answer"),
        // Not the network and not the server: the mail itself cannot be written down, which is a matter of its address.
        _ when !IsOfTheConnection(exception) => new(MailOutcome.Refused, "a mail to this address cannot be written"),
        // It knows the addressee, so this may be about no other.
        _ when handover.HasSender => Hindered("the mail server broke off"),
        _ => Unavailable("the mail server did not answer"),
    };

    private static bool IsOfTheConnection(Exception exception) =>
        exception is IOException or SocketException or ProtocolException or ServiceNotConnectedException or TimeoutException or OperationCanceledException
            or SslHandshakeException;

    /// <summary>What a refusal means once there is an addressee.</summary>
    private MailResult ResultOf(SmtpCommandException command, Handover handover)
    {
        var reason = Answered(command.StatusCode);
        return ((int)command.StatusCode, command.ErrorCode) switch
        {
            // One customer's mailbox is full (RFC 3463), not the server.
            (452, SmtpErrorCode.RecipientNotAccepted) when command.Message.StartsWith("4.2.", StringComparison.Ordinal) => new(MailOutcome.Later, reason),
            // The server shuts down or has no room, or wants nothing more for this addressee: nobody can tell yet.
            (421 or 452, _) => Hindered(reason),
            // Not authorised (RFC 3463): a relay that is closed to us, a sender that is not ours. Servers often say so only here, and to everybody, so no
            // addressee is given up for it at once.
            ( >= 500, _) when command.Message.StartsWith("5.7.", StringComparison.Ordinal) => NotAuthorised(reason),
            ( >= 500, _) => new(MailOutcome.Refused, reason),
            ( >= 400, _) => new(MailOutcome.Later, reason),
            // By its first digit any other answer than 250 says the same (RFC 5321, 4.2.1).
            ( < 300, SmtpErrorCode.MessageNotAccepted) => MailResult.Sent,
            _ when handover.MayBeComplete => new(MailOutcome.Uncertain, reason),
            _ => Unavailable(reason),
        };
    }

    private MailResult Hindered(string reason)
    {
        logger.LogWarning("The mail server {Host}:{Port} does not take one of the mails now: {Reason}", options.SmtpHost, options.SmtpPort, reason);
        return new(MailOutcome.Hindered, reason);
    }

    private MailResult NotAuthorised(string reason)
    {
        logger.LogWarning("The mail server {Host}:{Port} does not authorise a mail, by its policy or because of the sender: {Reason}", options.SmtpHost,
            options.SmtpPort, reason);
        return new(MailOutcome.Later, reason);
    }

    private static string Answered(SmtpStatusCode code) => string.Create(CultureInfo.InvariantCulture, $"the mail server answered {(int)code}");

    /// <param name="reason">Why.</param>
    /// <param name="words">In whose words besides; only where they cannot name the addressee.</param>
    private MailResult Unavailable(string reason, string? words = null)
    {
        logger.LogWarning("The mail server {Host}:{Port} does not take mails: {Reason}", options.SmtpHost, options.SmtpPort,
            words is null ? reason : $"{reason}: {words}");
        return new(MailOutcome.Unavailable, reason);
    }

    /// <summary>How much of the content was handed over. The line that ends it follows only then; before that line no server can have taken the mail for
    /// complete.</summary>
    private sealed class Handover : ITransferProgress
    {
        private volatile bool _mayBeComplete;
        private volatile bool _hasSender;

        /// <summary>Whether the server has taken the sender: from then on it is about the addressee.</summary>
        public bool HasSender => _hasSender;

        public bool MayBeComplete => _mayBeComplete;

        public void Report(long bytesTransferred, long totalSize) => _mayBeComplete |= bytesTransferred >= totalSize;

        public void Report(long bytesTransferred) => _mayBeComplete = true;

        public void TakeSender() => _hasSender = true;
    }

    /// <summary>A connection that says how far it has come.</summary>
    private sealed class Conversation(Handover handover) : SmtpClient
    {
        protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => handover.TakeSender();
    }
}
