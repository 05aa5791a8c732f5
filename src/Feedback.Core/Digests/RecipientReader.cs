using System.Text.Json;
using Feedback.Core.Journeys;
using Feedback.Core.Requests;

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
    private const int ZoneCharacters = 64;

    /// <summary>Reads a body that holds one recipient.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public PostedRecipient? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        string? email = null, name = null, audience = null, journey = null, language = null, zone = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "recipient", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (Field.Is(ref reader, "email"u8) && seen.First(0, "email"))
                email = Field.Email(ref reader, "email", faults);
            else if (Field.Is(ref reader, "name"u8) && seen.First(1, "name"))
                name = Field.Line(ref reader, "name", RequestLimits.Name, faults);
            else if (Field.Is(ref reader, "audience"u8) && seen.First(2, "audience"))
                audience = Field.Name(ref reader, "audience", faults);
            else if (Field.Is(ref reader, "journey"u8) && seen.First(3, "journey"))
                journey = Field.Name(ref reader, "journey", faults);
            else if (Field.Is(ref reader, "language"u8) && seen.First(4, "language"))
                language = Field.Language(ref reader, faults);
            else if (Field.Is(ref reader, "timeZone"u8) && seen.First(5, "timeZone"))
                zone = Field.Line(ref reader, "timeZone", ZoneCharacters, faults);
            else
                return false;
            return true;
        });
        if (errors.Names(FieldErrors.Body))
            return null;
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
