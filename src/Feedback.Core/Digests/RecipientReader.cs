using Feedback.Core.Journeys;
using Feedback.Core.Mail;
using Feedback.Core.Requests;
using Feedback.Core.Signals;

namespace Feedback.Core.Digests;

/// <summary>A recipient as a manager gives it.</summary>
/// <param name="Email">The address.</param>
/// <param name="Name">What the person is called.</param>
/// <param name="Audience"><see cref="DigestRecipient.Everyone"/> or a silo of the journey.</param>
/// <param name="Journey">An active journey.</param>
/// <param name="Language">The language.</param>
/// <param name="TimeZone">The IANA time zone; <c>null</c> for the usual one.</param>
public sealed record PostedRecipient(string Email, string? Name, string Audience, string Journey, string Language, string? TimeZone);

/// <summary>Reads a recipient as a manager posts it.</summary>
public sealed class RecipientReader(JourneyCatalogue journeys)
{
    private static readonly RequestField<string> Email =
        Fields.Email("email", "The email address.").Required("is required: the address that the digest goes to");
    private static readonly RequestField<string> Name = Fields.Line("name", "The person's name.", RequestLimits.Name);
    private static readonly RequestField<string> Audience =
        Fields.Name("audience", "`all` for the whole journey, or a silo for what concerns it. Default: `all`.");
    private static readonly RequestField<string> Journey = Fields.Name("journey", "An active journey. Default: the first.");
    private static readonly RequestField<string> Language =
        Fields.Language("language", "The language.").Described(value => value with { Words = [DigestRecipient.English] });
    private static readonly RequestField<string> TimeZone =
        Fields.Line("timeZone", "The time zone for the time of sending: an IANA name. Default: the installation's.", 64)
        .Described(value => value with { Examples = ["Europe/Berlin"] });

    /// <summary>What is read.</summary>
    public static RequestShape Shape { get; } =
        new("recipient", "A recipient of the weekly digest.", Email, Name, Audience, Journey, Language, TimeZone) { Schema = "PostedDigestRecipient" };

    /// <summary>Reads a body that holds one recipient.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public PostedRecipient? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        Shape.Read(json, out var given, out errors);
        return errors.Names(FieldErrors.Body) ? null
            : Check(given.Of(Email), given.Of(Name), given.Of(Audience), given.Of(Journey), given.Of(Language), given.Of(TimeZone), errors);
    }

    private PostedRecipient? Check(string? email, string? name, string? audience, string? journey, string? language, string? zone, FieldErrors errors)
    {
        var chosen = journey is null ? journeys.Active[0] : journeys.Active.FirstOrDefault(active => active.Id == journey);
        if (email is not null && !MailableAddress.IsOne(email))
            errors.Add("email", "must be an address that mail can be sent to, such as ann@example.com");
        if (chosen is null)
            errors.Add("journey", $"must be one of {string.Join(", ", journeys.Active.Select(active => active.Id))}");
        else if (audience is not null && !DigestAudience.Exists(chosen, audience))
            errors.Add("audience", $"must be one of {string.Join(", ", DigestAudience.All(chosen))}");
        if (language is not null && language != DigestRecipient.English)
            errors.Add("language", $"must be {DigestRecipient.English}: digests are written in English only");
        if (zone is not null && CompanyCalendar.FindZone(zone) is null)
            errors.Add("timeZone", "must be an IANA time zone such as Europe/Berlin");
        return errors.None ? new(email!, name, audience ?? DigestRecipient.Everyone, chosen!.Id, language ?? DigestRecipient.English, zone) : null;
    }
}
