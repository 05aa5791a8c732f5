using System.Globalization;
using Feedback.Core.Customers;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tests.Tickets;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Customers;

public sealed class CustomerHistoryQueryTests
{
    private static readonly DateTimeOffset From = Told.Now.AddDays(-7);

    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Fact]
    public async Task Feedback_stands_in_the_order_of_time()
    {
        await SaidAsync("a", From.AddDays(2), From.AddDays(1), From.AddDays(3));

        Assert.Equal([1, 2, 3], Assert.Single(await ReadAsync("a")).Feedback.Select(record => (record.OccurredAt - From).TotalDays));
    }

    [Fact]
    public async Task Only_what_was_said_within_the_stretch_is_read()
    {
        await SaidAsync("a", From.AddMilliseconds(-1), From, Told.Now.AddMilliseconds(-1), Told.Now);

        Assert.Equal([From, Told.Now.AddMilliseconds(-1)], Assert.Single(await ReadAsync("a")).Feedback.Select(record => record.OccurredAt));
    }

    [Fact]
    public async Task Customers_stand_in_the_order_in_which_they_were_given_each_once()
    {
        await SaidAsync("a", From);
        await SaidAsync("b", From);

        Assert.Equal(["b", "a"], (await ReadAsync("b", "a", "b")).Select(timeline => timeline.Customer));
    }

    [Fact]
    public async Task Who_said_nothing_then_is_left_out()
    {
        await SaidAsync("a", From.AddDays(-9));

        Assert.Empty(await ReadAsync("a", "b"));
    }

    [Fact]
    public async Task What_was_erased_meanwhile_is_left_out()
    {
        var ids = await SaidAsync("a", From, From.AddDays(1));
        await _store.DeleteAsync(Containers.Feedback, new(ids[0], ids[0]));

        Assert.Equal([ids[1]], Assert.Single(await ReadAsync("a")).Feedback.Select(record => record.Id));
    }

    [Fact]
    public async Task Of_one_who_says_much_the_latest_is_read()
    {
        await SaidAsync("a", [.. Enumerable.Range(0, CustomerHistoryQuery.MostFeedback + 10).Select(hour => From.AddHours(hour))]);

        var read = Assert.Single(await ReadAsync("a")).Feedback;

        Assert.Equal((CustomerHistoryQuery.MostFeedback, From.AddHours(10)), (read.Count, read[0].OccurredAt));
    }

    [Fact]
    public async Task Of_many_customers_the_first_are_read()
    {
        var customers = Enumerable.Range(0, CustomerHistoryQuery.MostCustomers + 5).Select(n => $"c{n}").ToArray();
        foreach (var customer in customers)
            await SaidAsync(customer, From);

        Assert.Equal(customers[..CustomerHistoryQuery.MostCustomers], (await ReadAsync(customers)).Select(timeline => timeline.Customer));
    }

    private Task<IReadOnlyList<CustomerHistory>> ReadAsync(params string[] customers) => new CustomerHistoryQuery(_store).ReadAsync(customers, From, Told.Now);

    private async Task<List<string>> SaidAsync(string customer, params DateTimeOffset[] times)
    {
        var ids = new List<string>();
        foreach (var (n, time) in times.Index())
        {
            var record = Told.Opinions(FeedbackId.OfEvent(customer, n.ToString(CultureInfo.InvariantCulture)), time, "service",
                ("refund", "pay", "billing", -0.5));
            await _store.PutAsync(record);
            await new UpdateCustomer(_store, new(new byte[32])).FileAsync([record with { Customer = new(customer, null), CustomerKey = customer }], default);
            ids.Add(record.Id);
        }

        return ids;
    }
}
