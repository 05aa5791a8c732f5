namespace Feedback.Core.Mail;

/// <summary>A mail to one addressee, as a text and as HTML. Whom it is from is configured with the sender.</summary>
public sealed record MailMessage
{
    private const int LongestId = 200;

    /// <summary>The <c>Message-ID</c> without its angle brackets: <c>local@domain</c> of letters, digits, dots, hyphens and underscores, so that it can name a
    /// file too.</summary>
    /// <exception cref="ArgumentException">It has another form.</exception>
    public required string Id
    {
        get;
        init => field = IsId(value) ? value : throw new ArgumentException("a message id is local@domain, of letters, digits, dots, hyphens and underscores",
            nameof(value));
    }

    /// <summary>The address that it goes to.</summary>
    public required string To { get; init; }

    /// <summary>The subject, one line.</summary>
    public required string Subject { get; init; }

    /// <summary>The text part.</summary>
    public required string Text { get; init; }

    /// <summary>The HTML part: the same for those who like it set.</summary>
    public required string Html { get; init; }

    /// <summary>Further headers, such as <c>List-Unsubscribe</c> or <c>In-Reply-To</c>; printable ASCII.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    private static bool IsId(string id) =>
        id.Length <= LongestId && id.Split('@') is [{ Length: > 0 } local, { Length: > 0 } domain] && local[0] != '.'
            && (local + domain).All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
