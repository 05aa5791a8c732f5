using System.Text.Json.Serialization;

namespace Feedback.Core.Records;

/// <summary>Where in a text something stands that tells who somebody is. What stands there is in the text alone.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Kind">What it is.</param>
public readonly record struct PersonalSpan(TextSpan Span, PersonalDataKind Kind);

/// <summary>What tells who somebody is, how to reach them or how to pay in their name.</summary>
/// <remarks>Stored by number: another one comes behind the last.</remarks>
[JsonConverter(typeof(JsonStringEnumConverter<PersonalDataKind>))]
public enum PersonalDataKind
{
    /// <summary>A person's name.</summary>
    [JsonStringEnumMemberName("name")] Name,

    /// <summary>An email address.</summary>
    [JsonStringEnumMemberName("email")] Email,

    /// <summary>A telephone number.</summary>
    [JsonStringEnumMemberName("phoneNumber")] PhoneNumber,

    /// <summary>A postal address.</summary>
    [JsonStringEnumMemberName("address")] Address,

    /// <summary>The number of a credit or debit card.</summary>
    [JsonStringEnumMemberName("cardNumber")] CardNumber,

    /// <summary>The number of a bank account.</summary>
    [JsonStringEnumMemberName("accountNumber")] AccountNumber,

    /// <summary>The network address of somebody's device.</summary>
    [JsonStringEnumMemberName("ipAddress")] IpAddress,

    /// <summary>The number of a passport, a driving licence, an insurance or a tax file.</summary>
    [JsonStringEnumMemberName("identityNumber")] IdentityNumber,

    /// <summary>A long number that may be somebody's: of an order, a customer, a device.</summary>
    [JsonStringEnumMemberName("number")] Number,
}
