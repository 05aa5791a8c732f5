using Feedback.Azure.Mail;
using Feedback.Web.Hosting;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace Feedback.Web.Tests.Mail;

public sealed class MailOptionsTests
{
    [Theory]
    [InlineData("Mail", "pigeon")]
    [InlineData("MailFrom", "nobody")]
    [InlineData("MailFrom", "a@example.com, b@example.com")]
    [InlineData("MailPerMinute", "0")]
    [InlineData("SmtpHost", "mail.example.com:25")]
    [InlineData("SmtpPort", "66000")]
    [InlineData("SmtpTls", "perhaps")]
    [InlineData("SmtpTimeoutSeconds", "soon")]
    [InlineData("PublicUrl", "feedback.example.com")]
    [InlineData("PublicUrl", "https://feedback.example.com/?a=b")]
    public void A_fault_names_its_key(string key, string value) => Assert.Contains($"Feedback:{key} ", Faults((key, value)), StringComparison.Ordinal);

    [Fact]
    public void Smtp_needs_a_host_and_somebody_whom_mails_are_from()
    {
        var faults = Faults(("Mail", "smtp"));

        Assert.Contains("Feedback:SmtpHost ", faults, StringComparison.Ordinal);
        Assert.Contains("Feedback:MailFrom ", faults, StringComparison.Ordinal);
    }

    [Fact]
    public void Azure_needs_an_endpoint_and_somebody_whom_mails_are_from()
    {
        var faults = Faults(("Mail", "azure"));

        Assert.Contains("Feedback:MailEndpoint ", faults, StringComparison.Ordinal);
        Assert.Contains("Feedback:MailFrom is required when Feedback:Mail is azure", faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MailKey", "not base 64!")]
    [InlineData("MailEndpoint", "http://mail.example/")]
    [InlineData("MailEndpoint", "mail.example")]
    public void A_fault_of_the_Azure_resource_names_its_key(string key, string value) => Assert.StartsWith(
        $"Feedback:{key} ", Faults([("Mail", "azure"), ("MailFrom", "a@example.com"), .. key == "MailEndpoint" ? []
            : new[] { ("MailEndpoint", "https://mail.example/") }, (key, value)]), StringComparison.Ordinal);

    [Fact]
    public void A_resource_that_would_not_be_used_is_named() =>
        Assert.Equal("Feedback:MailEndpoint is set, but Feedback:Mail is not azure", Faults(("MailEndpoint", "https://mail.example/")));

    [Fact]
    public void Mails_of_Azure_are_from_the_address_without_the_name() => Assert.Equal(
        new AzureMailOptions { Endpoint = new("https://mail.example/"), Key = "a2V5", Sender = "voices@shop.example" },
        Read(("Mail", "azure"), ("MailFrom", "Shop <voices@shop.example>"), ("MailEndpoint", "https://mail.example/"), ("MailKey", "a2V5")).Mail.Azure);

    [Theory]
    [InlineData("SmtpHost", "mail.example.com")]
    [InlineData("SmtpUser", "anna")]
    [InlineData("SmtpPassword", "secret")]
    public void A_mail_server_that_would_not_be_used_is_named(string key, string value) =>
        Assert.Contains($"Feedback:{key} is set, but Feedback:Mail is not smtp", Faults((key, value)), StringComparison.Ordinal);

    [Fact]
    public void A_user_needs_a_password() => Assert.Contains("Feedback:SmtpPassword ", Faults(("SmtpUser", "anna")), StringComparison.Ordinal);

    [Fact]
    public void A_password_is_not_sent_for_anyone_to_read() =>
        Assert.Contains("Feedback:SmtpTls ", Faults(("SmtpUser", "anna"), ("SmtpPassword", "secret"), ("SmtpTls", "none")), StringComparison.Ordinal);

    [Theory]
    [InlineData("starttls")]
    [InlineData("implicit")]
    public void A_password_is_sent_over_either_kind_of_encryption(string tls) =>
        Assert.Equal("secret", Read(
            ("Mail", "smtp"), ("MailFrom", "a@example.com"), ("SmtpHost", "mail.example.com"), ("SmtpUser", "anna"), ("SmtpPassword", "secret"),
            ("SmtpTls", tls)).Mail.SmtpPassword);

    [Theory]
    [InlineData(null, SecureSocketOptions.StartTls, 587)]
    [InlineData("starttls", SecureSocketOptions.StartTls, 587)]
    [InlineData("implicit", SecureSocketOptions.SslOnConnect, 465)]
    [InlineData("none", SecureSocketOptions.None, 587)]
    public void The_usual_port_is_that_of_the_encryption(string? tls, SecureSocketOptions expected, int port)
    {
        var mail = Read([.. tls is null ? [] : new[] { ("SmtpTls", tls) }]).Mail;

        Assert.Equal((expected, port), (mail.SmtpTls, mail.SmtpPort));
    }

    [Fact]
    public void A_domain_outside_ASCII_is_known_by_its_ASCII_form() =>
        Assert.Equal("xn--bcher-kva.example", Read(("MailFrom", "Shop <voices@bücher.example>")).Mail.Origin(null).Domain);

    [Theory]
    [InlineData(null, "http://127.0.0.1:5080/")]
    [InlineData("http://*:8080", "http://localhost:8080/")]
    [InlineData("https://0.0.0.0:443;http://0.0.0.0:80", "http://localhost/")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:5080/")]
    public void Links_lead_to_where_the_program_listens_unless_told(string? listensAt, string address) =>
        Assert.Equal(address, Read().Mail.Origin(listensAt).PublicUrl.AbsoluteUri);

    [Fact]
    public void The_name_before_the_address_is_the_companys()
    {
        var origin = Read(("MailFrom", "Example Shop <voices@shop.example>"), ("PublicUrl", "https://voices.shop.example")).Mail.Origin(null);

        Assert.Equal(new("Example Shop", "shop.example", new("https://voices.shop.example")), origin);
    }

    private static string Faults(params IEnumerable<(string Key, string Value)> settings) => Assert.Throws<OptionsException>(() => Read([.. settings])).Message;

    private static FeedbackOptions Read(params IEnumerable<(string Key, string Value)> settings) => FeedbackOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Feedback:{setting.Key}", (string?)setting.Value)))
            .Build());
}
