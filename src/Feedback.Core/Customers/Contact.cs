using System.Text.Json.Serialization;

namespace Feedback.Core.Customers;

/// <summary>Whether a customer may be contacted, or why not.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Contact>))]
public enum Contact
{
    /// <summary>The customer may be written to.</summary>
    [JsonStringEnumMemberName("yes")] Yes,

    /// <summary>Nobody knows an address.</summary>
    [JsonStringEnumMemberName("no-address")] NoAddress,

    /// <summary>The customer wants no mail.</summary>
    [JsonStringEnumMemberName("opted-out")] OptedOut,

    /// <summary>The source's latest word is that the customer may not be written to.</summary>
    [JsonStringEnumMemberName("not-allowed")] NotAllowed,

    /// <summary>There is no such customer any more.</summary>
    [JsonStringEnumMemberName("unknown-customer")] UnknownCustomer,
}

/// <summary>Who may be written to.</summary>
public static class ContactRule
{
    /// <summary>The attribute of a feedback in which a source says whether its customer may be written to: <c>false</c> or <c>no</c>, <c>true</c> or
    /// <c>yes</c>.</summary>
    public const string Attribute = "mayContact";

    /// <summary>Applies the rule: an address, no opting out, and no source's "no" as the latest word. Without any word an address is enough.</summary>
    public static Contact Of(CustomerProfile? profile) => profile switch
    {
        null => Contact.UnknownCustomer,
        { OptedOutAt: not null } => Contact.OptedOut,
        { MayContact: false } => Contact.NotAllowed,
        { Email: null } => Contact.NoAddress,
        _ => Contact.Yes,
    };

    /// <summary>What a feedback's attributes say; <c>null</c> when they say nothing that can be understood.</summary>
    public static bool? WordIn(IReadOnlyDictionary<string, string>? attributes) =>
        attributes?.GetValueOrDefault(Attribute)?.Trim().ToLowerInvariant() switch
        {
            "false" or "no" => false,
            "true" or "yes" => true,
            _ => null,
        };
}
