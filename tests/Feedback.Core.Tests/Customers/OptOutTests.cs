using System.Web;
using Feedback.Core.Customers;
using Feedback.Core.Mail;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Customers;

public sealed class OptOutTests
{
    private const string Customer = "c0ffee00c0ffee00c0ffee00c0ffee00";
    private static readonly OptOutLinks Links = LinksUnder("https://feedback.example", 1);

    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly DictionaryStore _store;

    public OptOutTests() => _store = new(_time);

    [Fact]
    public async Task Opting_out_again_changes_nothing()
    {
        await _store.ChangeProfileAsync(Customer, _ => new(new CustomerProfile(Customer, "c-1", null, _time.GetUtcNow())), default);
        await OptOutAsync();
        var first = await _store.GetProfileAsync(Customer, default);
        _time.Advance(TimeSpan.FromDays(1));

        await OptOutAsync();

        Assert.Equal(first, await _store.GetProfileAsync(Customer, default));
    }

    [Fact]
    public async Task Who_was_erased_is_opted_out_without_a_profile_being_made()
    {
        await OptOutAsync();

        Assert.Null(await _store.GetProfileAsync(Customer, default));
        Assert.Equal(new(_time.GetUtcNow()), await Suppression.ReadAsync(_store, Customer, default));
    }

    [Theory]
    [InlineData("https://feedback.example", "https://feedback.example/opt-out")]
    [InlineData("https://example.com/voices", "https://example.com/voices/opt-out")]
    [InlineData("https://example.com/voices/", "https://example.com/voices/opt-out")]
    public void A_link_lies_under_the_public_address(string publicUrl, string path) =>
        Assert.Equal(path, LinksUnder(publicUrl, 1).Of(Customer).GetLeftPart(UriPartial.Path));

    [Fact]
    public void A_link_holds_for_its_customer()
    {
        var (customer, signature) = Fields(Links.Of(Customer));

        Assert.True(Links.Holds(customer, signature));
    }

    [Fact]
    public void A_link_holds_for_no_other_customer() => Assert.False(Links.Holds(Customer.Replace('c', 'd'), Fields(Links.Of(Customer)).Signature));

    [Fact]
    public void A_link_of_another_installation_does_not_hold() =>
        Assert.False(LinksUnder("https://feedback.example", 2).Holds(Customer, Fields(Links.Of(Customer)).Signature));

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_signature_does_not_hold(string signature) => Assert.False(Links.Holds(Customer, signature));

    [Fact]
    public void A_customer_that_is_no_key_has_no_link_even_with_its_right_signature() =>
        Assert.False(Links.Holds("C0FFEE", Fields(Links.Of("C0FFEE")).Signature));

    private static OptOutLinks LinksUnder(string publicUrl, byte secret) =>
        new([.. Enumerable.Repeat(secret, 32)], new MailOrigin(null, "example.com", new(publicUrl)));

    private static (string Customer, string Signature) Fields(Uri link)
    {
        var query = HttpUtility.ParseQueryString(link.Query);
        return (query["c"]!, query["t"]!);
    }

    private Task OptOutAsync() => new OptOut(_store, _time).OfAsync(Customer);
}
