using System.Text.Json;
using Feedback.Core.Intake;

namespace Feedback.Core.Customers;

/// <summary>Reads by what a manager looks for a customer, naming every field that is wrong.</summary>
public static class FindCustomerReader
{
    /// <summary>Reads a body that holds a customer number or an e-mail address.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public static CustomerIdentity? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        errors = new FieldErrors();
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            var identity = ReadIdentity(ref reader, errors);
            while (reader.Read())
            {
                // Reads on only so that anything behind the object is refused.
            }

            return errors.None ? identity : null;
        }
        catch (JsonException exception)
        {
            errors = JsonBody.Malformed(exception);
            return null;
        }
    }

    private static CustomerIdentity? ReadIdentity(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(FieldErrors.Body, "must be a JSON object");
            reader.Skip();
            return null;
        }

        string? id = null, email = null;
        var seen = new SeenFields(errors, prefix: "", what: "customer");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Field.Is(ref reader, "id"u8) && seen.First(0, "id"))
                id = Field.Line(ref reader, "id", FeedbackLimits.ForeignId, errors);
            else if (Field.Is(ref reader, "email"u8) && seen.First(1, "email"))
                email = Field.Email(ref reader, "email", errors);
            else
                seen.Refuse(ref reader);
        }

        if (errors.None && (id is null) == (email is null))
            errors.Add(id is null ? "id" : "email", id is null ? "is required, or an email: by what the customer is to be found" : "cannot be asked for together with an id: by one of them");
        return errors.None ? new(id, email) : null;
    }
}
