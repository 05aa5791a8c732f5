using System.Net.Mail;
using Feedback.Core.Erasures;
using Feedback.Core.Mail;

namespace Feedback.Web.Mail;

/// <summary>Mails as files that any mail program opens, one each, named by their message ids: sending one again writes the same file.</summary>
internal sealed class PickupFolderMailSender(string folder, MailAddress from) : IMailSender, IPersonalFiles
{
    public bool IsIdempotent => true;

    public TimeSpan LongestAttempt => TimeSpan.FromSeconds(10);

    public async Task<MailResult> SendAsync(Core.Mail.MailMessage message, CancellationToken cancellationToken = default)
    {
        using var mime = MimeMail.Of(message, from);
        if (mime is null)
            return new(MailOutcome.Refused, "the address is no e-mail address");
        // The framework writes a mail under a name of its own: into a folder of the mail's own, from which it is put in its place whole.
        var making = MakingOf(message.Id);
        try
        {
            if (Directory.Exists(making))
                Directory.Delete(making, recursive: true);
            Directory.CreateDirectory(making);
            using (var pickup = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = making })
                await pickup.SendMailAsync(mime.Message, cancellationToken);
            var made = Directory.GetFiles(making).Single();
            using (var file = File.OpenHandle(made, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(file);
            File.Move(made, PathOf(message.Id), overwrite: true);
            Directory.Delete(making);
            return MailResult.Sent;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SmtpException)
        {
            return new(MailOutcome.Unavailable, "the folder cannot be written to");
        }
    }

    /// <summary>Removes the mails to a person, what is left of such as were never finished, and the digests that quote the person.</summary>
    public async Task EraseAsync(PersonalTraces person, CancellationToken cancellationToken = default)
    {
        foreach (var id in Directory.Exists(folder) ? person.Mails : [])
        {
            File.Delete(PathOf(id));
            if (Directory.Exists(MakingOf(id)))
                Directory.Delete(MakingOf(id), recursive: true);
        }

        foreach (var mail in Directory.Exists(folder) && person.Feedback.Count > 0 ? Directory.EnumerateFiles(folder, "*.eml") : [])
        {
            // Quoted-printable breaks long lines anywhere.
            var text = (await File.ReadAllTextAsync(mail, cancellationToken)).Replace("=\r\n", "", StringComparison.Ordinal);
            if (person.Feedback.Any(id => text.Contains(id, StringComparison.Ordinal)))
                File.Delete(mail);
        }
    }

    private string PathOf(string id) => Path.Combine(folder, id + ".eml");

    private string MakingOf(string id) => Path.Combine(folder, id + ".making");
}
