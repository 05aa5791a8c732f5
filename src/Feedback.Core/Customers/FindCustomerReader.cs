using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Customers;

/// <summary>Reads by what a manager looks for a customer, naming every field that is wrong.</summary>
public static class FindCustomerReader
{
    /// <summary>Reads a body that holds a customer number or an e-mail address.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public static CustomerIdentity? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        string? id = null, email = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "customer", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (Field.Is(ref reader, "id"u8) && seen.First(0, "id"))
                id = Field.Line(ref reader, "id", RequestLimits.ForeignId, faults);
            else if (Field.Is(ref reader, "email"u8) && seen.First(1, "email"))
                email = Field.Email(ref reader, "email", faults);
            else
                return false;
            return true;
        });
        if (errors.Names(FieldErrors.Body))
            return null;
        if (errors.None && (id is null) == (email is null))
            errors.Add(id is null ? "id" : "email", id is null ? "is required, or an email: by what the customer is to be found" : "cannot be asked for together with an id: by one of them");
        return errors.None ? new(id, email) : null;
    }
}
