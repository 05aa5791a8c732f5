using Feedback.Core.Erasures;
using Feedback.Core.Mail;
using MimeKit;

namespace Feedback.Web.Mail;

/// <summary>Mails as files that any mail program opens, one each, named by their message ids: sending one again writes the same file.</summary>
internal sealed class PickupFolderMailSender(string folder, MailboxAddress from) : IMailSender, IPersonalFiles
{
    public bool IsIdempotent => true;

    public TimeSpan LongestAttempt => TimeSpan.FromSeconds(10);

    public async Task<MailResult> SendAsync(MailMessage message, CancellationToken cancellationToken = default)
    {
        using var mime = MimeMail.Of(message, from);
        if (mime is null)
            return new(MailOutcome.Refused, "the address is not an email address");
        var unfinished = UnfinishedOf(message.Id);
        try
        {
            Directory.CreateDirectory(folder);
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await mime.WriteToAsync(MimeMail.FormatOf(mime), file, cancellationToken);
                await file.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            File.Move(unfinished, PathOf(message.Id), overwrite: true);
            return MailResult.Sent;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
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
            File.Delete(UnfinishedOf(id));
            if (Directory.Exists(FormerUnfinishedOf(id)))
                Directory.Delete(FormerUnfinishedOf(id), recursive: true);
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

    private string UnfinishedOf(string id) => Path.Combine(folder, id + ".part");

    /// <summary>The folder in which version 0.1 wrote a mail before it was whole.</summary>
    private string FormerUnfinishedOf(string id) => Path.Combine(folder, id + ".making");
}
