using Feedback.Core.Mail;

namespace Feedback.Web.Tests.Mail;

internal static class Letters
{
    public static readonly MailMessage One = new()
    {
        Id = "you-said-1a2b@shop.example",
        To = "anna@example.com",
        Subject = "You told us about “Größe und Farbe”, which was a long story with a subject that does not fit into one line. Here is what we did",
        Text = "Grüße 😀\n.\nA line that begins with a dot above. = equals\n",
        Html = "<p>Grüße 😀</p>",
        Headers = new Dictionary<string, string>
        {
            ["List-Unsubscribe"] = "<https://shop.example/opt-out?c=" + new string('a', 32) + "&t=" + new string('b', 43)
            + ">"
        },
    };
}
