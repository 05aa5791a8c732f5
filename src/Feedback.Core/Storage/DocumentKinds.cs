namespace Feedback.Core.Storage;

/// <summary>The kinds of document in the settings container: each is a partition key.</summary>
public static class DocumentKinds
{
    /// <summary>Sources, by name.</summary>
    public const string Source = "source";

    /// <summary>What sources sent, by name.</summary>
    public const string SourceActivity = "source-activity";

    /// <summary>Keys, by hash.</summary>
    public const string Key = "key";

    /// <summary>Whom keys were made for, by the id of the key.</summary>
    public const string PersonKey = "person-key";

    /// <summary>Sessions at the pages that were ended before their time, by id.</summary>
    public const string EndedSession = "ended-session";

    /// <summary>Secrets of the installation, by purpose.</summary>
    public const string Secret = "secret";

    /// <summary>How far each reader of a change feed has come, by the reader's name.</summary>
    public const string Cursor = "cursor";

    /// <summary>For which time zone everything is counted: one document.</summary>
    public const string Calendar = "calendar";

    /// <summary>Which hours are to be folded once more, in one document.</summary>
    public const string UnsettledHours = "unsettled-hours";

    /// <summary>Verified tickets whose customers are notified, by the ticket's id.</summary>
    /// <remarks>The word under which they have been stored from the first version on.</remarks>
    public const string NotificationJob = "telling";

    /// <summary>Subscriptions to ticket events, by name.</summary>
    public const string Subscription = "subscription";

    /// <summary>How many entries of a ticket's history were sent to the topic, by the ticket's id.</summary>
    public const string TicketOnTopic = "ticket-on-topic";

    /// <summary>Keys that protect cookies and form tokens, by name.</summary>
    public const string ProtectionKey = "protection-key";

    /// <summary>How many entries of a ticket's history subscribers were notified of, by the ticket's id.</summary>
    public const string PublishedTicket = "published-ticket";

    /// <summary>Corrections by hand, by time, feedback and number.</summary>
    public const string Correction = "correction";

    /// <summary>Feedback that failed, by time of receipt and id.</summary>
    public const string Failed = "failed";

    /// <summary>Customers who are being or were erased, by a one-way hash of the customer key.</summary>
    public const string Erasure = "erasure";

    /// <summary>Customers who are not known any more and want no mail, by another one-way hash of the customer key.</summary>
    public const string Suppression = "suppression";

    /// <summary>Starts the partitions of deliveries: one for each subscription.</summary>
    public const string DeliveryPrefix = "delivery|";

    /// <summary>Who gets the weekly digest, by a hash of the address.</summary>
    public const string DigestRecipient = "digest-recipient";

    /// <summary>The digests that were sent, by week, journey and audience.</summary>
    public const string Digest = "digest";

    /// <summary>Weeks whose digests are sent, by week.</summary>
    public const string DigestSending = "digest-sending";

    /// <summary>Starts the partitions of digest mails, one for each week: what became of each, by recipient.</summary>
    public const string DigestMailPrefix = "digest-mail|";
}
