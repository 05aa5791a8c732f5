using Feedback.Core.Customers;

namespace Feedback.Core.Tests.Customers;

public sealed class ContactRuleTests
{
    private static readonly CustomerProfile Known = new("c0ffee", "c-1", "a@example.com", new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_address_is_enough() => Assert.Equal(Contact.Yes, ContactRule.Of(Known));

    [Fact]
    public void Without_an_address_nobody_is_written_to() => Assert.Equal(Contact.NoAddress, ContactRule.Of(Known with { Email = null }));

    [Fact]
    public void A_sources_no_holds() => Assert.Equal(Contact.NotAllowed, ContactRule.Of(Known with { MayContact = false }));

    [Fact]
    public void No_source_can_take_an_opting_out_back() =>
        Assert.Equal(Contact.OptedOut, ContactRule.Of(Known with { MayContact = true, OptedOutAt = Known.FirstSeen }));

    [Fact]
    public void Who_has_no_profile_is_unknown() => Assert.Equal(Contact.UnknownCustomer, ContactRule.Of(null));

    [Theory]
    [InlineData("true")]
    [InlineData(" Yes ")]
    [InlineData("1")]
    [InlineData("Y")]
    [InlineData("on")]
    public void A_plain_yes_is_consent(string word) => Assert.True(ContactRule.WordIn(new Dictionary<string, string> { ["mayContact"] = word }));

    [Theory]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("NO")]
    [InlineData("n")]
    [InlineData("nein")]
    [InlineData("opted out")]
    [InlineData("")]
    [InlineData("2")]
    public void Every_other_word_is_none(string word) => Assert.False(ContactRule.WordIn(new Dictionary<string, string> { ["mayContact"] = word }));

    [Theory]
    [InlineData("\u0443es")] // Cyrillic у
    [InlineData("y\u0435s")] // Cyrillic е
    [InlineData("ye\u0455")] // Cyrillic ѕ
    [InlineData("y\u03B5s")] // Greek ε
    [InlineData("ye\u017F")] // long s, which is a capital S
    [InlineData("\u043En")] // Cyrillic о
    [InlineData("\u03BFn")] // Greek ο
    [InlineData("\uFF59\uFF45\uFF53")] // full width
    [InlineData("\uFF11")]
    [InlineData("\u0661")] // an Arabic 1
    [InlineData("\u00B9")] // a small 1
    [InlineData("\u2460")] // a 1 in a circle
    [InlineData("\u24E8\u24D4\u24E2")]
    [InlineData("\U0001D432\U0001D41E\U0001D42C")] // bold letters for formulas
    [InlineData("\u200Byes")] // zero width
    [InlineData("y\u200Des")]
    [InlineData("yes\uFEFF")]
    [InlineData("\u202Eyes")]
    [InlineData("ye\u00ADs")]
    [InlineData("y\u0301es")] // combining marks
    [InlineData("yes\u0338")] // struck through
    [InlineData("1\uFE0F\u20E3")]
    [InlineData("yes\0")]
    [InlineData("t\u0433ue")]
    [InlineData("true.")]
    [InlineData("yes no")]
    [InlineData("\u2713")]
    public void What_only_looks_like_a_yes_is_none(string word) =>
        Assert.False(ContactRule.WordIn(new Dictionary<string, string> { ["mayContact"] = word }));

    [Fact]
    public void The_names_case_makes_no_difference_and_of_two_words_no_holds() =>
        Assert.False(ContactRule.WordIn(new Dictionary<string, string> { ["mayContact"] = "yes", ["MAYCONTACT"] = "no" }));

    [Theory]
    [InlineData("mayContact ")]
    [InlineData(" mayContact")]
    [InlineData("may\u200BContact")]
    [InlineData("mayContact\uFEFF")]
    [InlineData("may_contact")]
    [InlineData("may-contact")]
    [InlineData("May Contact?")]
    [InlineData("\uFF4D\uFF41\uFF59\uFF23\uFF4F\uFF4E\uFF54\uFF41\uFF43\uFF54")]
    [InlineData("Attributes.MayContact")]
    [InlineData("may contact (y/n)")]
    [InlineData("[May] {Contact}: yes/no")]
    [InlineData("Q17 - May we contact you about your answers? (y/n)")]
    [InlineData("mayContactYN")]
    [InlineData("maycontacts")]
    [InlineData("m\u0430yCont\u0430ct")] // Cyrillic а
    [InlineData("\u041C\u0410\u0423 \u0421\u041ENT\u0410\u0421\u0422")] // Cyrillic capitals, N apart
    [InlineData("m\u03B1yc\u03BFntact")] // Greek α and ο
    [InlineData("m\u00E1yContact")]
    [InlineData("ma\u0301yContact")]
    public void A_no_is_heard_however_its_name_is_written(string name) =>
        Assert.False(ContactRule.WordIn(new Dictionary<string, string> { ["mayContact"] = "yes", [name] = "no" }));

    [Theory]
    [InlineData("mayNotContact")]
    [InlineData("contact")]
    [InlineData("contacted in May")]
    [InlineData("a name that is longer than anything that speaks of it")]
    public void Another_name_is_another_attribute(string name) => Assert.Null(ContactRule.WordIn(new Dictionary<string, string> { [name] = "no" }));

    [Fact]
    public void Who_does_not_speak_of_it_says_nothing() => Assert.Null(ContactRule.WordIn(new Dictionary<string, string> { ["store"] = "Leeds" }));
}
