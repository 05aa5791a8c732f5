using System.Text;
using System.Text.Json.Serialization;
using Feedback.Core.Privacy;
using Feedback.Core.Requests;

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
    /// <summary>The attribute of a feedback in which a source says whether its customer may be written to; see <see cref="Speaks"/>.</summary>
    public const string Attribute = "mayContact";

    private static readonly string[] Yes = ["true", "yes", "1", "1.0", "y", "t", "on"];
    private static readonly string[] No = ["false", "no", "0", "0.0", "n", "f", "off", ""];

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
            if (Speaks(name))
                word = (word ?? true) && Yes.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);
        }

        return word;
    }

    /// <summary>Whether a word is a plain yes or no. Any other is a no as well, and perhaps not what the source meant.</summary>
    public static bool IsPlain(string word) => Yes.Concat(No).Contains(word.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an attribute is one that says it. Systems and surveys write its name in their own way, <c>may_contact</c>, <c>May we contact you?
    /// (y/n)</c> or in letters that only look like these, and a name that is not known again would be a no that nobody hears: so any name counts in which
    /// these words stand, without case, width, accents and what is between them.</summary>
    /// <param name="name">The attribute's name.</param>
    public static bool Speaks(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var c in Ascii.IsValid(name) ? name : FoldedText.Of(UnicodeForm.Decomposed(name)).Text)
        {
            if (char.IsLetterOrDigit(c))
                letters.Append(SameLook(char.ToLowerInvariant(c)));
        }

        var words = letters.ToString();
        return words.Contains("maycontact", StringComparison.Ordinal) || words.Contains("maywecontact", StringComparison.Ordinal);
    }

    /// <summary>The Latin letter that a Cyrillic, Greek or Armenian one is taken for.</summary>
    private static char SameLook(char letter) => letter switch
    {
        'а' or 'α' or 'ɑ' => 'a',
        'с' or 'ϲ' => 'c',
        'м' or 'μ' => 'm',
        'ո' or 'ν' or 'п' => 'n',
        'о' or 'ο' or 'օ' => 'o',
        'т' or 'τ' => 't',
        'у' or 'υ' or 'ү' => 'y',
        _ => letter,
    };
}
