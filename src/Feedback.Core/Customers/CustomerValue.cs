using System.Globalization;
using Feedback.Core.Records;

namespace Feedback.Core.Customers;

/// <summary>The lifetime value: what a source says that a customer is worth to the company.</summary>
/// <param name="Amount">In the company's own currency; negative for a customer who costs more than they bring.</param>
/// <param name="At">When it was said: the time of the feedback that carried it, UTC.</param>
public readonly record struct CustomerValue(decimal Amount, DateTimeOffset At)
{
    /// <summary>The attribute of posted feedback that carries it, as a number.</summary>
    public const string Attribute = "lifetimeValue";

    // Means of 200 such values, and sums of them, stay far from what a decimal can hold.
    private const decimal Largest = 1_000_000_000_000_000m;

    /// <summary>The value that a feedback carries; <c>null</c> when it carries none, or something that is no number.</summary>
    public static CustomerValue? Of(FeedbackRecord record) =>
        record.Attributes?.TryGetValue(Attribute, out var text) == true
        && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
            out var amount)
        && Math.Abs(amount) <= Largest
            ? new(amount, record.OccurredAt)
            : null;
}
