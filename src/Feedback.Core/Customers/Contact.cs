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
    /// <summary>The attribute of a feedback in which a source says whether its customer may be written to. Systems write its name in their own letters, so
    /// their case makes no difference.</summary>
    public const string Attribute = "mayContact";

    private static readonly string[] Yes = ["true", "yes", "1", "1.0", "y", "t", "on"];

    /// <summary>Applies the rule: an address, no opting out, and no source's "no" as the latest word. Without any word an address is enough.</summary>
    public static Contact Of(CustomerProfile? profile) => profile switch
    {
        null => Contact.UnknownCustomer,
        { OptedOutAt: not null } => Contact.OptedOut,
        { MayContact: false } => Contact.NotAllowed,
        { Email: null } => Contact.NoAddress,
        _ => Contact.Yes,
    };

    /// <summary>What a feedback's attributes say; <c>null</c> when they do not speak of it. Only a plain yes is one: a word that is not understood, or none,
    /// is a no, because nobody agreed to anything with it.</summary>
    public static bool? WordIn(IReadOnlyDictionary<string, string>? attributes)
    {
        bool? word = null;
        foreach (var (name, value) in attributes ?? new Dictionary<string, string>())
        {
            if (name.Equals(Attribute, StringComparison.OrdinalIgnoreCase))
                word = (word ?? true) && Yes.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);
        }

        return word;
    }
}
