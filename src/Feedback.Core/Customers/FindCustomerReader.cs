using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Customers;

/// <summary>Reads by what a manager looks for a customer.</summary>
public static class FindCustomerReader
{
    private static readonly RequestField<string> Id = Fields.Identifier("id", "The company's customer number.", RequestLimits.ForeignId);
    private static readonly RequestField<string> Email = Fields.Email("email", "An email address that a source sent.");

    /// <summary>What is read.</summary>
    public static RequestShape Shape { get; } =
        new("search for a customer, which takes id or email", "What to find a customer by: one of the two.", Id, Email)
        {
            Schema = "PostedFindCustomer",
            OneOf = [Id, Email],
        };

    /// <summary>Reads a body that holds a customer number or an email address.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public static CustomerIdentity? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        Shape.Read(json, out var given, out errors);
        var (id, email) = (given.Of(Id), given.Of(Email));
        if (errors.None && id is null && email is null)
            errors.Add("id", "is required, unless an email is given");
        else if (errors.None && id is not null && email is not null)
            errors.Add("email", "cannot be given together with an id");
        return errors.None ? new(id, email) : null;
    }
}
