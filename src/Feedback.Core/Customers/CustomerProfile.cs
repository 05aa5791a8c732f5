namespace Feedback.Core.Customers;

/// <summary>A customer's profile: the one place where the identifier stands.</summary>
/// <param name="Key">The customer key.</param>
/// <param name="Id">The company's customer number.</param>
/// <param name="Email">The e-mail address that a source sent last.</param>
/// <param name="FirstSeen">When a source first spoke of this customer, UTC.</param>
/// <param name="LifetimeValue">What the customer is worth to the company, in its own currency; <c>null</c> when no source has said.</param>
/// <param name="LifetimeValueAt">When that was said, UTC.</param>
public sealed record CustomerProfile(
    string Key, string? Id, string? Email, DateTimeOffset FirstSeen, decimal? LifetimeValue = null, DateTimeOffset? LifetimeValueAt = null)
{
    /// <summary>The profile with a lifetime value, unless it has a later one. Of two of one time the greater stays, so that the order of arrival does not matter.</summary>
    public CustomerProfile Worth(CustomerValue? value) =>
        value is { } said && (LifetimeValueAt is not { } at || said.At > at || (said.At == at && said.Amount > LifetimeValue))
            ? this with { LifetimeValue = said.Amount, LifetimeValueAt = said.At }
            : this;
}

/// <summary>One feedback in a customer's timeline: where to find it, never what it says.</summary>
/// <param name="Feedback">The feedback's id.</param>
/// <param name="OccurredAt">When it was said, UTC.</param>
/// <param name="Touchpoint">The kind of touchpoint.</param>
/// <param name="Source">The sending system.</param>
public sealed record CustomerFeedback(string Feedback, DateTimeOffset OccurredAt, string Touchpoint, string Source)
{
    /// <summary>The document id of an entry: entries stand in the order of time.</summary>
    public string DocumentId => $"feedback|{OccurredAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}|{Feedback}";
}
