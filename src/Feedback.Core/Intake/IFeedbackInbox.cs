using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Intake;

/// <summary>A second durable place for feedback, which takes it in while the store does not answer; from there it is stored later, by
/// <see cref="CollectFeedback.TakeInAsync"/>.</summary>
public interface IFeedbackInbox
{
    /// <summary>Puts messages in. Returns only when all of them are durable; when it fails, some may be. A message that comes twice does no harm.</summary>
    /// <param name="messages">The messages, at least one.</param>
    /// <param name="cancellationToken">Cancels the call; somebody waits for its end, so it gives up by itself within seconds.</param>
    /// <exception cref="InboxUnavailableException">They cannot be put in.</exception>
    Task PutAsync(IReadOnlyList<InboxMessage> messages, CancellationToken cancellationToken = default);
}

/// <summary>A feedback in the inbox.</summary>
/// <remarks>
/// A message's id decides over duplicates among all senders, so a sender's own name of a request cannot be it: two sources may use the same one. Here it is the
/// feedback's id, which the source is part of, behind a word that no sender's own message id begins with by chance.
/// </remarks>
/// <param name="Id">The message's id, at most 128 characters of printable ASCII.</param>
/// <param name="Body">The feedback as <c>POST /v1/feedback</c> takes it, in UTF-8.</param>
public sealed record InboxMessage(string Id, ReadOnlyMemory<byte> Body)
{
    private const string Prefix = "feedback:";

    /// <summary>The message of a feedback.</summary>
    /// <param name="feedback">The id that the feedback will have.</param>
    /// <param name="posted">The feedback.</param>
    public static InboxMessage Of(string feedback, PostedFeedback posted) => new(Prefix + feedback, Json.Serialize(posted, InboxJson.Plain.PostedFeedback));

    /// <summary>The feedback's id that a message's id holds; <c>null</c> when it is a sender's own.</summary>
    public static string? FeedbackIn(string? messageId) =>
        messageId is not null && messageId.StartsWith(Prefix, StringComparison.Ordinal) && FeedbackId.IsValid(messageId[Prefix.Length..])
            ? messageId[Prefix.Length..] : null;
}

/// <summary>The inbox cannot take a message now, or not this one.</summary>
public sealed class InboxUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the inbox could not do.</param>
    /// <param name="innerException">The cause.</param>
    public InboxUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
