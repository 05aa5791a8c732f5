using Feedback.Core.Digests;
using Feedback.Core.Mail;

namespace Feedback.Web.Api;

/// <summary>A digest that was sent, in a list.</summary>
/// <param name="Volume">Opinions.</param>
/// <param name="Complaints">Negative ones.</param>
internal sealed record DigestEntryView(string Week, string Journey, string Audience, DateTimeOffset From, DateTimeOffset To, DateTimeOffset MadeAt, long Volume,
    long Complaints, DigestTrend Trend)
{
    public static DigestEntryView Of(Digest digest) => new(
        digest.Week, digest.Journey, digest.Audience, digest.From, digest.To, digest.MadeAt, digest.Figures.Volume, digest.Figures.Negative,
            digest.Figures.Trend);
}

/// <summary>A digest in words, with its facts.</summary>
/// <param name="Subject">The mail's subject.</param>
/// <param name="Headline">How the journey did, in one sentence.</param>
/// <param name="Scores">The scores with their bases.</param>
/// <param name="Notice">A notice that the week is not over.</param>
/// <param name="Quiet">The reason if there is little to report.</param>
/// <param name="Sections">The digest's sections.</param>
/// <param name="Facts">The facts behind the text.</param>
internal sealed record WrittenDigestView(string Subject, string Headline, string? Scores, string? Notice, string? Quiet,
    IReadOnlyList<DigestSectionView> Sections, Digest Facts)
{
    public static WrittenDigestView Of(Digest digest, DigestLetter letter, Func<string, string> link) => new(
        letter.Subject, letter.Headline, letter.Scores, letter.Notice, letter.Quiet,
        [.. letter.Sections.Select(section => new DigestSectionView(section.Part, section.Title, section.Lead,
            [.. section.Items.Select(item => new DigestItemView(item.Words, item.Basis, item.Path is { } path ? link(path) : null, item.Tone))],
                section.More))],
        digest);
}

/// <summary>A part of a digest.</summary>
/// <param name="Lead">The text before the items.</param>
/// <param name="More">The text after the items.</param>
internal sealed record DigestSectionView(DigestPart Part, string Title, string? Lead, IReadOnlyList<DigestItemView> Items, string? More);

/// <summary>One thing to know.</summary>
/// <param name="Words">One sentence; a quote is the customer's own words, masked.</param>
/// <param name="Basis">What it is based on.</param>
/// <param name="Link">The page that shows more.</param>
/// <param name="Tone">Whether it is good news.</param>
internal sealed record DigestItemView(string Words, string? Basis, string? Link, DigestTone Tone);

/// <summary>Who gets the weekly digest.</summary>
/// <param name="AddedAt">When the recipient was added; digests due before are not sent.</param>
/// <param name="UnsubscribedAt">When the recipient unsubscribed.</param>
internal sealed record DigestRecipientView(
    string Id, string Email, string? Name, string Audience, string Journey, string Language, string? TimeZone, DateTimeOffset AddedAt,
        DateTimeOffset? UnsubscribedAt)
{
    public static DigestRecipientView Of(DigestRecipient recipient) => new(
        recipient.Id, recipient.Email, recipient.Name, recipient.Audience, recipient.Journey, recipient.Language, recipient.TimeZone, recipient.AddedAt,
            recipient.UnsubscribedAt);
}

/// <summary>The sending of the digests of a week.</summary>
/// <param name="DryRun">Whether this was a dry run.</param>
/// <param name="Items">What is done for each recipient, and its state.</param>
internal sealed record DigestSendingView(string Week, bool DryRun, IReadOnlyList<DigestAddresseeView> Items);

/// <summary>One recipient of the digest of a week.</summary>
/// <param name="Recipient">The recipient's id.</param>
/// <param name="Action">What is done.</param>
/// <param name="State">The state of the mail; <c>null</c> if there is none.</param>
/// <param name="At">When that state was reached.</param>
/// <param name="Attempts">The number of attempts.</param>
/// <param name="Reason">Why it was not sent.</param>
internal sealed record DigestAddresseeView(
    string Recipient, string Email, string Audience, string Journey, DigestAction Action, NoticeState? State, DateTimeOffset? At, int Attempts, string? Reason)
{
    public static DigestAddresseeView Of(DigestAddressee addressee) => new(
        addressee.Recipient.Id, addressee.Recipient.Email, addressee.Recipient.Audience, addressee.Recipient.Journey, addressee.Action,
        addressee.Notice?.State, addressee.Notice?.At, addressee.Notice?.Attempts ?? 0, addressee.Notice?.Reason);
}
