using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Net = System.Net.Mail;

namespace Feedback.Web.Mail;

/// <summary>A mail in the form in which it travels: multipart/alternative with the text first, UTF-8, under our own Message-ID; the client adds the
/// date.</summary>
internal sealed class MimeMail : IDisposable
{
    private readonly WatchedContent _html;

    private MimeMail(Net.MailMessage message, WatchedContent html) => (Message, _html) = (message, html);

    public Net.MailMessage Message { get; }

    /// <summary>Whether the last part was asked for: before that no server can have taken the mail for complete.</summary>
    public bool MayBeComplete => _html.IsRead;

    /// <summary>Composes a mail; <c>null</c> when the addressee's address is none.</summary>
    public static MimeMail? Of(Core.Mail.MailMessage mail, MailAddress from)
    {
        // An address with a name in it would be read as another than the one that the customer gave.
        if (!MailAddress.TryCreate(mail.To, out var to) || to.Address != mail.To)
            return null;
        var html = new WatchedContent(Lines(mail.Html));
        var message = new Net.MailMessage(from, to) { Subject = mail.Subject, SubjectEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8 };
        message.AlternateViews.Add(Part(new MemoryStream(Lines(mail.Text)), MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(Part(html, MediaTypeNames.Text.Html));
        message.Headers["Message-ID"] = $"<{mail.Id}>";
        foreach (var (name, value) in mail.Headers)
            message.Headers[name] = value;
        return new(message, html);
    }

    public void Dispose() => Message.Dispose();

    /// <summary>A mail's lines end with CR LF; a lone LF would be encoded like any odd byte.</summary>
    private static byte[] Lines(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    private static AlternateView Part(Stream content, string mediaType) =>
        new(content, new ContentType(mediaType) { CharSet = "utf-8" }) { TransferEncoding = TransferEncoding.QuotedPrintable };

    /// <summary>Content that knows whether it was read.</summary>
    private sealed class WatchedContent(byte[] content) : MemoryStream(content, writable: false)
    {
        public bool IsRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            IsRead = true;
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            IsRead = true;
            return base.Read(buffer);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            IsRead = true;
            return base.ReadAsync(buffer, offset, count, cancellationToken);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            IsRead = true;
            return base.ReadAsync(buffer, cancellationToken);
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            IsRead = true;
            return base.CopyToAsync(destination, bufferSize, cancellationToken);
        }

        public override void CopyTo(Stream destination, int bufferSize)
        {
            IsRead = true;
            base.CopyTo(destination, bufferSize);
        }
    }
}
