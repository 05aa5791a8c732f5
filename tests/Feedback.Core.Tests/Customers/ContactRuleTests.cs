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
    public void A_no_is_heard_however_its_name_is_written(string name) =>
        Assert.False(ContactRule.WordIn(new Dictionary<string, string> { ["mayContact"] = "yes", [name] = "no" }));

    [Theory]
    [InlineData("maycontacts")]
    [InlineData("mayNotContact")]
    [InlineData("contact")]
    [InlineData("a name that is longer than anything that speaks of it")]
    public void Another_name_is_another_attribute(string name) => Assert.Null(ContactRule.WordIn(new Dictionary<string, string> { [name] = "no" }));

    [Fact]
    public void Who_does_not_speak_of_it_says_nothing() => Assert.Null(ContactRule.WordIn(new Dictionary<string, string> { ["store"] = "Leeds" }));
}
