using Feedback.Core.Customers;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tests.Tickets;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Customers;

public sealed class LifetimeValuesTests
{
    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Theory]
    [InlineData("1250", "1250")]
    [InlineData("1250.50", "1250.50")]
    [InlineData("-40", "-40")]
    [InlineData("1.5e3", "1500")]
    public async Task The_attribute_of_a_feedback_is_kept_in_the_profile(string text, string value)
    {
        await FileAsync("a", 0, text);

        Assert.Equal(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), await ValueAsync("a"));
    }

    [Theory]
    [InlineData("much")]
    [InlineData("")]
    [InlineData("1,250")]
    [InlineData("1e30")]
    [InlineData("NaN")]
    public async Task What_is_no_number_is_passed_over(string text)
    {
        await FileAsync("a", 0, text);

        Assert.Null(await ValueAsync("a"));
    }

    [Theory]
    [InlineData(1, "200")]
    [InlineData(-1, "100")]
    public async Task The_latest_stays_in_whatever_order_they_arrive(int day, string value)
    {
        await FileAsync("a", 0, "100");
        await FileAsync("a", day, "200");

        Assert.Equal(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), await ValueAsync("a"));
    }

    [Fact]
    public async Task Feedback_without_it_leaves_it()
    {
        await FileAsync("a", 0, "100");
        await FileAsync("a", 1, null);

        Assert.Equal(100, await ValueAsync("a"));
    }

    [Fact]
    public async Task The_mean_is_over_the_customers_whose_value_is_known()
    {
        await FileAsync("a", 0, "100");
        await FileAsync("b", 0, "301");
        await FileAsync("c", 0, null);

        Assert.Equal(new MeanLifetimeValue(200.5m, 2), await new LifetimeValues(_store).MeanAsync(["a", "b", "c", "d", "a"]));
    }

    [Fact]
    public async Task Without_any_value_there_is_no_mean()
    {
        await FileAsync("a", 0, null);

        Assert.Null(await new LifetimeValues(_store).MeanAsync(["a"]));
        Assert.Null(await new LifetimeValues(_store).MeanAsync([]));
    }

    private async Task FileAsync(string customer, int day, string? value) => await new UpdateCustomer(_store, new(new byte[32])).FileAsync(
        [
            Told.Opinions($"f{customer}{day}", Told.Now.AddDays(day), "service") with
            {
                Customer = new(customer, null),
                CustomerKey = customer,
                Attributes = value is null ? null : new Dictionary<string, string> { [CustomerValue.Attribute] = value },
            },
        ], default);

    private async Task<decimal?> ValueAsync(string customer) =>
        Json.Read((await _store.GetAsync(Containers.Customers, new(customer, "profile")))!, CustomersJson.Default.CustomerProfile).LifetimeValue;
}
