namespace Feedback.Core.Storage;

/// <summary>The containers, by the names that every engine uses.</summary>
public static class Containers
{
    /// <summary>Feedback; partition key the feedback's id, ids that id again for the record as received, and <c>analysis</c> for what was understood.</summary>
    public const string Feedback = "feedback";

    /// <summary>The signals of one feedback on one journey; partition key <c>journey|yyyy-MM-dd|bucket</c>, id <c>HH|feedbackId</c>.</summary>
    public const string Signals = "signals";

    /// <summary>Folds; partition key the journey, or <c>journey~segment</c> for a segment of it, id <c>yyyy-MM-ddTHH</c>, <c>yyyy-MM-dd</c> or
    /// <c>yyyy-MM</c>.</summary>
    public const string Folds = "folds";

    /// <summary>Customers; partition key the customer key, ids <c>profile</c>, <c>feedback|time|id</c>, <c>notice|ticket</c>, and <c>address|key</c> and
    /// <c>owner|key</c> between a customer and their email address.</summary>
    public const string Customers = "customers";

    /// <summary>Tickets; partition key the journey, id the ticket's id.</summary>
    public const string Tickets = "tickets";

    /// <summary>Settings; partition key the kind (see <see cref="DocumentKinds"/>), id the name.</summary>
    public const string Settings = "settings";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Feedback, Signals, Folds, Customers, Tickets, Settings];
}
