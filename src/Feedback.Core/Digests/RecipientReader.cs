using System.Text.Json;
using Feedback.Core.Intake;
using Feedback.Core.Journeys;

namespace Feedback.Core.Digests;

/// <summary>A recipient as a manager gives it.</summary>
/// <param name="Email">The address.</param>
/// <param name="Name">What the person is called.</param>
/// <param name="Audience"><see cref="DigestRecipient.Everyone"/> or a silo of the journey.</param>
/// <param name="Journey">An active journey.</param>
/// <param name="Language">The language.</param>
/// <param name="TimeZone">The IANA time zone; <c>null</c> for the usual one.</param>
public sealed record PostedRecipient(string Email, string? Name, string Audience, string Journey, string Language, string? TimeZone);

/// <summary>Reads a recipient as a manager posts it, naming every field that is wrong.</summary>
public sealed class RecipientReader(JourneyCatalogue journeys)
{
    /// <summary>Characters of a name.</summary>
    public const int NameCharacters = 100;

    private const int ZoneCharacters = 64;

    /// <summary>Reads a body that holds one recipient.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public PostedRecipient? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        errors = new FieldErrors();
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            var recipient = ReadRecipient(ref reader, errors);
            while (reader.Read())
            {
                // Reads on only so that anything behind the object is refused.
            }

            return errors.None ? recipient : null;
        }
        catch (JsonException exception)
        {
            errors = JsonBody.Malformed(exception);
            return null;
        }
    }

    private PostedRecipient? ReadRecipient(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(FieldErrors.Body, "must be a JSON object");
            reader.Skip();
            return null;
        }

        string? email = null, name = null, audience = null, journey = null, language = null, zone = null;
        var seen = new SeenFields(errors, prefix: "", what: "recipient");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Field.Is(ref reader, "email"u8) && seen.First(0, "email"))
                email = Field.Email(ref reader, "email", errors);
            else if (Field.Is(ref reader, "name"u8) && seen.First(1, "name"))
                name = Field.Line(ref reader, "name", NameCharacters, errors);
            else if (Field.Is(ref reader, "audience"u8) && seen.First(2, "audience"))
                audience = Field.Name(ref reader, "audience", errors);
            else if (Field.Is(ref reader, "journey"u8) && seen.First(3, "journey"))
                journey = Field.Name(ref reader, "journey", errors);
            else if (Field.Is(ref reader, "language"u8) && seen.First(4, "language"))
                language = Field.Language(ref reader, errors);
            else if (Field.Is(ref reader, "timeZone"u8) && seen.First(5, "timeZone"))
                zone = Field.Line(ref reader, "timeZone", ZoneCharacters, errors);
            else
                seen.Refuse(ref reader);
        }

        if (email is null && !errors.Names("email"))
            errors.Add("email", "is required: the address that the digest goes to");
        return Check(email, name, audience, journey, language, zone, errors);
    }

    private PostedRecipient? Check(string? email, string? name, string? audience, string? journey, string? language, string? zone, FieldErrors errors)
    {
        var chosen = journey is null ? journeys.Active[0] : journeys.Active.FirstOrDefault(active => active.Id == journey);
        if (chosen is null)
            errors.Add("journey", $"must be one of {string.Join(", ", journeys.Active.Select(active => active.Id))}");
        else if (audience is not null && !DigestAudience.Exists(chosen, audience))
            errors.Add("audience", $"must be one of {string.Join(", ", DigestAudience.All(chosen))}");
        if (language is not null && language != DigestRecipient.English)
            errors.Add("language", $"must be {DigestRecipient.English}: digests are written in no other language yet");
        if (zone is not null && DigestSchedule.FindZone(zone) is null)
            errors.Add("timeZone", "must be an IANA time zone such as Europe/Berlin");
        return errors.None ? new(email!, name, audience ?? DigestRecipient.Everyone, chosen!.Id, language ?? DigestRecipient.English, zone) : null;
    }
}
