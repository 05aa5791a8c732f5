using System.Collections.Frozen;
using Feedback.Core.Records;

namespace Feedback.Azure.Language;

/// <summary>Which of the service's categories of personal data are asked for, and what they are to us. docs/language.md says why these.</summary>
/// <remarks>https://learn.microsoft.com/azure/ai-services/language-service/personally-identifiable-information/concepts/entity-categories.</remarks>
internal static class PersonalCategories
{
    private static readonly FrozenDictionary<string, PersonalDataKind> Kinds = new Dictionary<string, PersonalDataKind>(StringComparer.Ordinal)
    {
        ["Person"] = PersonalDataKind.Name,
        ["Email"] = PersonalDataKind.Email,
        ["PhoneNumber"] = PersonalDataKind.PhoneNumber,
        ["Address"] = PersonalDataKind.Address,
        ["IPAddress"] = PersonalDataKind.IpAddress,
        ["CreditCardNumber"] = PersonalDataKind.CardNumber,
        ["EUDebitCardNumber"] = PersonalDataKind.CardNumber,
        ["InternationalBankingAccountNumber"] = PersonalDataKind.AccountNumber,
        ["USBankAccountNumber"] = PersonalDataKind.AccountNumber,
        ["USUKPassportNumber"] = PersonalDataKind.IdentityNumber,
        ["USDriversLicenseNumber"] = PersonalDataKind.IdentityNumber,
        ["USSocialSecurityNumber"] = PersonalDataKind.IdentityNumber,
        ["USIndividualTaxpayerIdentification"] = PersonalDataKind.IdentityNumber,
        ["UKDriversLicenseNumber"] = PersonalDataKind.IdentityNumber,
        ["UKNationalHealthNumber"] = PersonalDataKind.IdentityNumber,
        ["UKNationalInsuranceNumber"] = PersonalDataKind.IdentityNumber,
        ["EUPassportNumber"] = PersonalDataKind.IdentityNumber,
        ["EUDriversLicenseNumber"] = PersonalDataKind.IdentityNumber,
        ["EUNationalIdentificationNumber"] = PersonalDataKind.IdentityNumber,
        ["EUSocialSecurityNumber"] = PersonalDataKind.IdentityNumber,
        ["EUTaxIdentificationNumber"] = PersonalDataKind.IdentityNumber,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is asked for. Without <c>Default</c> among them the service returns no others.</summary>
    public static IReadOnlyList<string> Asked { get; } = [.. Kinds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What a category is to us; <c>null</c> for one that was not asked for.</summary>
    public static PersonalDataKind? KindOf(string category) => Kinds.TryGetValue(category, out var kind) ? kind : null;
}
