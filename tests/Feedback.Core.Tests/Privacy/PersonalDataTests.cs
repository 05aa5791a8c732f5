using System.Globalization;
using System.Text;
using Feedback.Core.Privacy;
using Feedback.Core.Records;
using FsCheck;
using FsCheck.Fluent;
using PhoneNumbers;

namespace Feedback.Core.Tests.Privacy;

public sealed class PersonalDataTests
{
    [Theory]
    [InlineData("Write to a@example.com.", "Write to [e-mail].")]
    [InlineData("jane.o'neil+shop@mail.example.co.uk wrote", "[e-mail] wrote")]
    [InlineData("Jörg.Müller@büro.de", "[e-mail]")]
    [InlineData("(me@example.org), 'me@example.org'", "([e-mail]), '[e-mail]'")]
    public void An_email_address_is_hidden(string text, string expected) => Assert.Equal(expected, PersonalData.Mask(text));

    [Theory]
    [InlineData("call 202-555-0143 now", "call [phone number] now")]
    [InlineData("call (202) 555-0143 now", "call [phone number] now")]
    [InlineData("call 2025550143", "call [phone number]")]
    [InlineData("call 202-555-0143 ext. 89 now", "call [phone number] now")]
    [InlineData("tel:+442079460958", "tel:[phone number]")]
    [InlineData("+44 20 7946 0958", "[phone number]")]
    [InlineData("+44 (0) 20 7946 0958", "[phone number]")]
    [InlineData("00 44 20 7946 0958", "[phone number]")]
    [InlineData("+49 (0)30 / 901820", "[phone number]")]
    [InlineData("+91 98765 43210", "[phone number]")]
    [InlineData("+45 32 12 34 56", "[phone number]")]
    [InlineData("0113 496 0000, thanks", "[phone number], thanks")]
    [InlineData("0171-1234567", "[phone number]")]
    [InlineData("06 12 34 56 78", "[phone number]")]
    [InlineData("06.12.34.56.78", "[phone number]")]
    [InlineData("044 668 18 00", "[phone number]")]
    [InlineData("(11) 91234-5678", "[phone number]")]
    public void A_telephone_number_is_hidden_as_it_is_written_in_its_country(string text, string expected) =>
        Assert.Equal(expected, PersonalData.Mask(text));

    [Theory]
    [InlineData("+44\u00A020\u00A07946\u00A00958")]
    [InlineData("202\u2013555\u20130143")]
    [InlineData("+49\u202F30\u202F901820")]
    public void A_telephone_number_is_hidden_whatever_blanks_and_hyphens_a_keyboard_makes(string text) =>
        Assert.Equal("[phone number]", PersonalData.Mask(text));

    [Theory]
    [InlineData("call 555-123-4567 now", "call [number] now")]
    [InlineData("555-0199", "[number]")]
    [InlineData("555\u2013123\u20134567", "[number]")]
    [InlineData("+441632960961", "[number]")]
    [InlineData("32123456", "[number]")]
    [InlineData("order 732201349959", "order [number]")]
    [InlineData("order 00004587345", "order [number]")]
    [InlineData("parcel 9400 1000 0000 0000 0000 00", "parcel [number]")]
    [InlineData("ISBN 978-3-16-148410-0", "ISBN [number]")]
    [InlineData("4111 1111 1111 1112", "[number]")]
    [InlineData("61109010140000071219812874", "[number]")]
    [InlineData("DNI 12345678Z", "DNI [number]Z")]
    [InlineData("TEL:01701234567now", "TEL:[number]now")]
    public void A_long_number_that_is_none_in_any_plan_is_hidden_all_the_same(string text, string expected) => Assert.Equal(expected, PersonalData.Mask(text));

    [Fact]
    public void A_text_of_nothing_but_numbers_takes_no_long_time()
    {
        var started = TimeProvider.System.GetTimestamp();

        foreach (var one in new[] { "1 ", "12-", "1/1 ", "1.1.", "4111 ", "GB29 ", "a@", "1,111 ", "order 1", "20.11." })
            _ = PersonalData.Mask(string.Concat(Enumerable.Repeat(one, 10_000 / one.Length)));

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Nearly_every_number_of_every_country_is_hidden_whole_in_each_way_of_writing_it()
    {
        var plans = PhoneNumberUtil.GetInstance();
        List<string> written =
        [
            .. from country in plans.GetSupportedRegions()
               from kind in new[] { PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE }
               let number = plans.GetExampleNumberForType(country, kind)
               where number is not null
               from format in new[] { PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.E164 }
               let text = plans.Format(number, format)
               from variant in new[] { text, text.Replace(' ', '\u00A0'), text.Replace('-', '\u2013') }
               select variant,
        ];

        var shown = written.Distinct().Where(number => PersonalData.Mask($"Call me at {number} tomorrow").Any(char.IsDigit)).ToList();

        // In some small countries numbers have fewer digits than a price.
        Assert.True(written.Count > 6_000);
        Assert.All(shown, number => Assert.InRange(number.Count(char.IsDigit), 4, 6));
    }

    [Theory]
    [InlineData("card 4111 1111 1111 1111 was charged", "card [card number] was charged")]
    [InlineData("4111-1111-1111-1111", "[card number]")]
    [InlineData("378282246310005.", "[card number].")]
    public void A_card_number_is_known_by_its_check_digit(string text, string expected) => Assert.Equal(expected, PersonalData.Mask(text));

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
    [InlineData("paid €\u00A012\u00A0345\u00A0678 for it")]
    [InlineData("size 10, 32x34, 100 % cotton, 24/7")]
    [InlineData("waited 45 minutes 3 times in 2026")]
    [InlineData("a handle is no address: @shop, and 5 @ 3")]
    [InlineData("model AB12 fits well")]
    public void What_is_none_of_these_is_left_as_it_is(string text) => Assert.Equal(text, PersonalData.Mask(text));

    [Fact]
    public void Masking_twice_changes_nothing_more()
    {
        var once = PersonalData.Mask("a@example.com, 202-555-0143, 555-123-4567, 4111 1111 1111 1111, GB29 NWBK 6016 1331 9268 19");

        Assert.Equal(once, PersonalData.Mask(once));
    }

    [Fact]
    public void Digits_of_any_script_are_hidden()
    {
        var number = string.Concat("2025550143".Select(digit => (char)('٠' + int.Parse(digit.ToString(), CultureInfo.InvariantCulture))));

        Assert.Equal("call [phone number]", PersonalData.Mask("call " + number));
    }

    [Fact]
    public void What_a_service_found_is_hidden_beside_what_the_rules_find() => Assert.Equal(
        "[name] of [address] is at [e-mail].",
        PersonalData.Mask("Ann Lee of 12 High Street is at ann@example.com.", [At(0, 7), At(11, 14, PersonalDataKind.Address)]));

    [Theory]
    [InlineData(0, 3, PersonalDataKind.Name)]
    [InlineData(0, 15, PersonalDataKind.Email)]
    [InlineData(4, 11, PersonalDataKind.Address)]
    public void What_both_find_is_hidden_once_under_the_name_of_the_longer(int start, int length, PersonalDataKind kind) =>
        Assert.Equal("[e-mail] is mine", PersonalData.Mask("ann@example.com is mine", [At(start, length, kind)]));

    [Fact]
    public void Of_two_as_long_the_service_knows_better() =>
        Assert.Equal("[account number]", PersonalData.Mask("4111111111111111", [At(0, 16, PersonalDataKind.AccountNumber)]));

    [Fact]
    public void Stretches_that_overlap_hide_all_that_any_of_them_does() =>
        Assert.Equal("a[name]h", PersonalData.Mask("abcdefgh", [At(3, 4), At(1, 4), At(2, 1)]));

    [Fact]
    public void Stretches_that_touch_stay_two() => Assert.Equal("[name][name]", PersonalData.Mask("AnnLee", [At(0, 3), At(3, 3)]));

    [Theory]
    [InlineData(-5, 3)]
    [InlineData(8, 3)]
    [InlineData(2, -4)]
    [InlineData(2, 0)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MinValue, int.MinValue)]
    public void A_stretch_outside_of_the_text_hides_nothing(int start, int length) =>
        Assert.Equal("Ann Lee", PersonalData.Mask("Ann Lee", [At(start, length)]));

    [Theory]
    [InlineData(-2, 5, "[name] Lee")]
    [InlineData(4, int.MaxValue, "Ann [name]")]
    public void A_stretch_that_reaches_out_of_the_text_hides_what_is_in_it(int start, int length, string expected) =>
        Assert.Equal(expected, PersonalData.Mask("Ann Lee", [At(start, length)]));

    [Fact]
    public void No_character_is_cut_in_halves() => Assert.Equal("a[name]b", PersonalData.Mask("a😀😀b", [At(2, 2)]));

    [Fact]
    public void A_stretch_of_something_hidden_is_not_shown_for_being_half_of_it()
    {
        const string text = "ring +44 20 7946 0958 or ask Ann Lee, the staff";

        Assert.Equal("[phone number] or", PersonalData.Mask(text, new TextSpan(12, 12)));
        Assert.Equal("[name], the", PersonalData.Mask(text, new(33, 8), [At(29, 7)]));
        Assert.Equal(" the staff", PersonalData.Mask(text, new(37, 99), [At(29, 7)]));
    }

    [Fact]
    public void However_it_was_found_nothing_throws_and_what_is_left_stands_in_the_text() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(
        (from text in Gen.Elements("", "Ann", "ring 555-123-4567 or a@example.com, 😀 Ann Lee", "😀😀")
         from known in (from start in Gen.Choose(-50, 60) from length in Gen.Choose(-50, 60) select At(start, length)).ArrayOf()
         from start in Gen.Choose(-50, 60)
         from length in Gen.Choose(-50, 60)
         select (text, known, part: new TextSpan(start, length))).ToArbitrary(),
        given =>
        {
            var hidden = PersonalData.Find(given.text, given.known);
            var shown = PersonalData.Mask(given.text, given.part, given.known);

            Assert.All(hidden, entry => Assert.True(entry.Span.Start >= 0 && entry.Span.Length > 0 && entry.Span.End <= given.text.Length));
            Assert.All(hidden.Zip(hidden.Skip(1)), pair => Assert.True(pair.First.Span.End <= pair.Second.Span.Start));
            Assert.All(shown.Split("[name]"), rest =>
                Assert.True(rest.Contains('[', StringComparison.Ordinal) || given.text.Contains(rest, StringComparison.Ordinal)));
            Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(shown)));
        }));

    private static PersonalSpan At(int start, int length, PersonalDataKind kind = PersonalDataKind.Name) => new(new(start, length), kind);
}
