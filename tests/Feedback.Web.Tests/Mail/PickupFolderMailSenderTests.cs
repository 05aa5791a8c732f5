using System.Net.Mail;
using Feedback.Core.Mail;
using Feedback.Testing;
using Feedback.Web.Mail;

namespace Feedback.Web.Tests.Mail;

public sealed class PickupFolderMailSenderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_mail_is_a_file_named_by_its_id_with_both_parts()
    {
        var result = await SendAsync(Letters.One);

        Assert.Equal(MailOutcome.Sent, result.Outcome);
        var mail = EmlMail.Read(await File.ReadAllTextAsync(Path.Combine(_folder, "you-said-1a2b@shop.example.eml")));
        Assert.StartsWith("multipart/alternative", mail.ContentType, StringComparison.Ordinal);
        Assert.Equal(["text/plain; charset=utf-8", "text/html; charset=utf-8"], mail.Parts.Select(part => part.ContentType));
        Assert.Equal([Letters.One.Text, Letters.One.Html], mail.Parts.Select(part => part.Content.ReplaceLineEndings("\n").TrimEnd('\n')
            + (part.ContentType.Contains("plain", StringComparison.Ordinal) ? "\n" : "")));
    }

    [Fact]
    public async Task The_headers_are_those_of_the_mail()
    {
        await SendAsync(Letters.One);

        var mail = EmlMail.Read(await File.ReadAllTextAsync(Path.Combine(_folder, "you-said-1a2b@shop.example.eml")));
        Assert.Equal(
            ["<you-said-1a2b@shop.example>", Letters.One.Subject, "anna@example.com", Letters.One.Headers["List-Unsubscribe"]],
            new[] { "Message-ID", "Subject", "To", "List-Unsubscribe" }.Select(mail.Header));
        Assert.Matches(@"^\d{1,2} [A-Z][a-z]{2} 20\d\d \d\d:\d\d:\d\d [+-]\d{4}$", mail.Header("Date"));
        Assert.Equal(("voices@shop.example", "Läden"), (new MailAddress(mail.Header("From")).Address, new MailAddress(mail.Header("From")).DisplayName));
    }

    [Fact]
    public async Task Sending_again_writes_the_same_file_and_leaves_nothing_else()
    {
        await SendAsync(Letters.One);
        await SendAsync(Letters.One);

        Assert.Equal(["you-said-1a2b@shop.example.eml"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("Anna<anna@example.com>")]
    [InlineData("a,b@example.com")]
    [InlineData("anna@exam\nple.com")]
    public async Task What_is_no_address_is_refused(string address)
    {
        Directory.CreateDirectory(_folder);

        Assert.Equal(MailOutcome.Refused, (await SendAsync(Letters.One with { To = address })).Outcome);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private Task<MailResult> SendAsync(Core.Mail.MailMessage mail) =>
        new PickupFolderMailSender(_folder, new("voices@shop.example", "Läden")).SendAsync(mail);
}
