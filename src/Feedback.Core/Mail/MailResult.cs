namespace Feedback.Core.Mail;

/// <summary>What became of a mail.</summary>
/// <param name="Outcome">In one word.</param>
/// <param name="Reason">Why it was not sent, in words that name no address: it is stored and logged.</param>
public readonly record struct MailResult(MailOutcome Outcome, string? Reason)
{
    /// <summary>It was sent.</summary>
    public static readonly MailResult Sent = new(MailOutcome.Sent, null);
}

/// <summary>What became of a mail, in one word.</summary>
public enum MailOutcome
{
    /// <summary>The next server, or the folder, has it.</summary>
    Sent,

    /// <summary>Refused for good: no such address, or a content that the server does not take. Trying again will not help.</summary>
    Refused,

    /// <summary>Not taken now, and surely not sent; the same mail may be taken later. Says nothing of other mails.</summary>
    Later,

    /// <summary>Surely not sent, since the server broke off over this mail when it had heard whom it is for. Other mails may fare better; when none of many
    /// does, none will.</summary>
    Hindered,

    /// <summary>Surely not sent, since the server cannot be reached or serves nobody: no other mail will fare better now.</summary>
    Unavailable,

    /// <summary>The mail was handed over, or part of it, and no answer came: nobody can tell whether it was sent.</summary>
    Uncertain,
}
