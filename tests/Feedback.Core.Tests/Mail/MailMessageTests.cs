using Feedback.Core.Mail;

namespace Feedback.Core.Tests.Mail;

public sealed class MailMessageTests
{
    [Theory]
    [InlineData("you-said-1a2b@example.com")]
    [InlineData("2026-W47.store@mail.example.com")]
    public void An_id_can_name_a_file(string id) => Assert.Equal(id, With(id).Id);

    [Theory]
    [InlineData("")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a@b@c")]
    [InlineData("../a@example.com")]
    [InlineData("a b@example.com")]
    [InlineData("a\r\nBcc: x@example.com")]
    [InlineData("<a@example.com>")]
    public void What_could_not_is_refused(string id) => Assert.Throws<ArgumentException>(() => With(id));

    private static MailMessage With(string id) => new() { Id = id, To = "a@example.com", Subject = "s", Text = "t", Html = "h" };
}
