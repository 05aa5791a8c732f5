using System.Text;
using Feedback.Core.Mail;
using MimeKit;

namespace Feedback.Web.Mail;

/// <summary>A mail in the form in which it travels: multipart/alternative with the text first, UTF-8, under our own Message-ID.</summary>
internal static class MimeMail
{
    private static readonly ParserOptions WithDomain = new() { AllowAddressesWithoutDomain = false };

    /// <summary>Reads an address, with or without a name; <c>null</c> when it is none.</summary>
    public static MailboxAddress? AddressOf(string text) => MailboxAddress.TryParse(WithDomain, text, out var address) ? address : null;

    /// <summary>Composes a mail; <c>null</c> when the addressee's address is none.</summary>
    public static MimeMessage? Of(MailMessage mail, MailboxAddress from)
    {
        // An address with a name in it would be read as another than the one that the customer gave.
        if (AddressOf(mail.To) is not { } to || !MailableAddress.IsOne(to.Address) || (mail.To != to.Address && mail.To != to.GetAddress(idnEncode: true)))
            return null;
        var body = new MultipartAlternative(Part("plain", mail.Text), Part("html", mail.Html));
        // A copy of the sender: an address keeps hold of every message that it was put in.
        var message = new MimeMessage([from.Clone()], [to], mail.Subject, body) { MessageId = mail.Id };
        foreach (var (name, value) in mail.Headers)
            message.Headers[name] = value;
        return message;
    }

    /// <summary>Whether an address can be written only in UTF-8: a domain has a form in ASCII, what stands before it has none.</summary>
    public static bool NeedsUtf8(MailboxAddress address) => !Ascii.IsValid(address.LocalPart);

    /// <summary>How a mail is written. Its headers are in ASCII (RFC 2047) unless an address cannot be (RFC 6532).</summary>
    public static FormatOptions FormatOf(MimeMessage message)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.International = message.From.Mailboxes.Concat(message.To.Mailboxes).Any(NeedsUtf8);
        return format;
    }

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }
}
