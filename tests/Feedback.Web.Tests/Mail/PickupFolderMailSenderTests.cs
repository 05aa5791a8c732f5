using System.Text;
using Feedback.Core.Mail;
using Feedback.Web.Mail;
using MimeKit;

namespace Feedback.Web.Tests.Mail;

public sealed class PickupFolderMailSenderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"));

    private string File => Path.Combine(_folder, "you-said-1a2b@shop.example.eml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_mail_is_a_file_named_by_its_id_with_both_parts()
    {
        var result = await SendAsync(Letters.One);

        Assert.Equal(MailOutcome.Sent, result.Outcome);
        using var mail = await MimeMessage.LoadAsync(File);
        var parts = Assert.IsType<MultipartAlternative>(mail.Body).Cast<TextPart>().ToList();
        Assert.Equal([("text/plain", "utf-8"), ("text/html", "utf-8")], parts.Select(part => (part.ContentType.MimeType, part.ContentType.Charset)));
        Assert.All(parts, part => Assert.Equal(ContentEncoding.QuotedPrintable, part.ContentTransferEncoding));
        Assert.Equal([Letters.One.Text, Letters.One.Html], parts.Select(part => part.Text.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task The_headers_are_those_of_the_mail()
    {
        await SendAsync(Letters.One);

        using var mail = await MimeMessage.LoadAsync(File);
        Assert.Equal(
            ("you-said-1a2b@shop.example", Letters.One.Subject, "anna@example.com", Letters.One.Headers["List-Unsubscribe"]),
            (mail.MessageId, mail.Subject, mail.To.ToString(), mail.Headers["List-Unsubscribe"]));
        Assert.InRange(mail.Date, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddSeconds(1));
        Assert.Equal(("voices@shop.example", "Läden"), (mail.From.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Name));
    }

    [Fact]
    public async Task A_mail_is_written_in_ASCII_and_no_link_in_its_headers_is_broken()
    {
        await SendAsync(Letters.One);

        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.True(Ascii.IsValid(text));
        Assert.Contains(Letters.One.Headers["List-Unsubscribe"], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_outside_ASCII_is_written_as_it_is()
    {
        await SendAsync(Letters.One with { To = "jörg@bücher.example" });

        Assert.Contains("To: jörg@bücher.example\r\n", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_again_writes_the_same_file_and_leaves_nothing_else()
    {
        await SendAsync(Letters.One);
        await SendAsync(Letters.One);

        Assert.Equal(["you-said-1a2b@shop.example.eml"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_erasure_removes_a_mail_and_what_was_never_finished_of_it()
    {
        await SendAsync(Letters.One);
        await System.IO.File.WriteAllTextAsync(Path.ChangeExtension(File, "part"), "To: anna");
        Directory.CreateDirectory(Path.ChangeExtension(File, "making"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(Path.ChangeExtension(File, "making"), "of the framework's.eml"), "To: anna");

        await Sender.EraseAsync(new([], [Letters.One.Id], []));

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("Anna<anna@example.com>")]
    [InlineData("a,b@example.com")]
    [InlineData("anna@exam\nple.com")]
    [InlineData("anna@example.com\r\nBcc: ben@example.com")]
    public async Task What_is_no_address_is_refused(string address)
    {
        Directory.CreateDirectory(_folder);

        Assert.Equal(MailOutcome.Refused, (await SendAsync(Letters.One with { To = address })).Outcome);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private PickupFolderMailSender Sender => new(_folder, new MailboxAddress("Läden", "voices@shop.example"));

    private Task<MailResult> SendAsync(MailMessage mail) => Sender.SendAsync(mail);
}
