using System.Globalization;
using Feedback.Core.Language;

namespace Feedback.Core.Tests.Language;

public sealed class PersonalDataTests
{
    [Theory]
    [InlineData("Write to a@example.com.", "Write to [e-mail].")]
    [InlineData("jane.o'neil+shop@mail.example.co.uk wrote", "[e-mail] wrote")]
    [InlineData("Jörg.Müller@büro.de", "[e-mail]")]
    [InlineData("(me@example.org), 'me@example.org'", "([e-mail]), '[e-mail]'")]
    public void An_email_address_is_hidden(string text, string expected) => Assert.Equal(expected, PersonalData.Mask(text));

    [Theory]
    [InlineData("call 555-123-4567 now", "call [phone number] now")]
    [InlineData("call (555) 123-4567 now", "call [phone number] now")]
    [InlineData("call 5551234567", "call [phone number]")]
    [InlineData("+44 20 7946 0958", "[phone number]")]
    [InlineData("+49 (0)30 / 901820", "[phone number]")]
    [InlineData("0113 496 0000, thanks", "[phone number], thanks")]
    [InlineData("555-0199", "[phone number]")]
    [InlineData("+441632960961", "[phone number]")]
    public void A_telephone_number_is_hidden(string text, string expected) => Assert.Equal(expected, PersonalData.Mask(text));

    [Theory]
    [InlineData("card 4111 1111 1111 1111 was charged", "card [card number] was charged")]
    [InlineData("4111-1111-1111-1111", "[card number]")]
    [InlineData("378282246310005.", "[card number].")]
    public void A_card_number_is_hidden(string text, string expected) => Assert.Equal(expected, PersonalData.Mask(text));

    [Theory]
    [InlineData("IBAN GB29 NWBK 6016 1331 9268 19 please", "IBAN [account number] please")]
    [InlineData("DE89370400440532013000", "[account number]")]
    [InlineData("mt84malt011000012345mtlcast001s", "[account number]")]
    public void An_account_number_is_hidden(string text, string expected) => Assert.Equal(expected, PersonalData.Mask(text));

    [Theory]
    [InlineData("")]
    [InlineData("I was billed twice and the refund took six weeks.")]
    [InlineData("ordered on 2026-11-20 at 17:03:11")]
    [InlineData("ordered on 20.11.2026, came 11/24/2026")]
    [InlineData("paid $1,234,567.89 and € 12 345 678 for it")]
    [InlineData("size 10, 32x34, 100 % cotton, 24/7")]
    [InlineData("waited 45 minutes 3 times in 2026")]
    [InlineData("a handle is no address: @shop, and 5 @ 3")]
    [InlineData("model AB12 fits well")]
    public void What_is_none_of_these_is_left_as_it_is(string text) => Assert.Equal(text, PersonalData.Mask(text));

    [Fact]
    public void Masking_twice_changes_nothing_more()
    {
        var once = PersonalData.Mask("a@example.com, 555-123-4567, 4111 1111 1111 1111, GB29 NWBK 6016 1331 9268 19");

        Assert.Equal(once, PersonalData.Mask(once));
    }

    [Fact]
    public void Digits_of_any_script_are_hidden()
    {
        var number = string.Concat("5551234567".Select(digit => (char)('٠' + int.Parse(digit.ToString(), CultureInfo.InvariantCulture))));

        Assert.Equal("call [phone number]", PersonalData.Mask("call " + number));
    }
}
