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
}
