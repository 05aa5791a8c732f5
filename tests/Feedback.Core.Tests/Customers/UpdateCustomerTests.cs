using Feedback.Core.Customers;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Feedback.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Customers;

public sealed class UpdateCustomerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 17, 4, 0, TimeSpan.Zero);
    private static readonly string Key = new CustomerKeys(new byte[32]).KeyOf(new("c-7781", null));

    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Fact]
    public async Task The_identifier_stands_in_the_profile()
    {
        await FileAsync(Record("r-1"));

        Assert.Equal(new(Key, "c-7781", "a@example.com", Now), await ProfileAsync());
    }

    [Fact]
    public async Task The_feedback_stands_in_the_timeline()
    {
        var record = Record("r-1");

        await FileAsync(record);

        Assert.Equal([new CustomerFeedback(record.Id, record.OccurredAt, "store", "pos-42") { AddressReceivedAt = record.ReceivedAt }], await TimelineAsync());
    }

    [Fact]
    public async Task Filing_again_writes_nothing()
    {
        await FileAsync(Record("r-1"));
        var before = await ETagsAsync();

        await FileAsync(Record("r-1"));

        Assert.Equal(before, await ETagsAsync());
    }

    [Fact]
    public async Task A_feedback_without_a_customer_is_filed_nowhere()
    {
        await FileAsync(Record("r-1") with { Customer = null, CustomerKey = null });

        Assert.Empty(await ETagsAsync());
    }

    [Fact]
    public async Task A_feedback_that_was_analysed_already_is_not_filed_again()
    {
        await FileAsync(Record("r-1") with { Customer = null });

        Assert.Empty(await ETagsAsync());
    }

    [Fact]
    public async Task Another_email_takes_the_place_of_the_one_before()
    {
        await FileAsync(Record("r-1"));
        await FileAsync(Record("r-2") with { Customer = new("c-7781", "b@example.com"), OccurredAt = Now });

        Assert.Equal("b@example.com", (await ProfileAsync()).Email);
    }

    [Fact]
    public async Task Without_an_email_the_one_before_stays()
    {
        await FileAsync(Record("r-1"));
        await FileAsync(Record("r-2") with { Customer = new("c-7781", null) });

        Assert.Equal("a@example.com", (await ProfileAsync()).Email);
    }

    [Fact]
    public async Task An_older_email_that_arrives_later_does_not_take_the_place_of_a_newer_one()
    {
        await FileAsync(Record("r-1"));
        await FileAsync(Record("r-2") with { Customer = new("c-7781", "old@example.com"), OccurredAt = Now.AddDays(-400), ReceivedAt = Now.AddHours(1) });

        Assert.Equal("a@example.com", (await ProfileAsync()).Email);
    }

    [Fact]
    public async Task An_email_that_was_confirmed_later_is_as_new_as_the_confirmation()
    {
        await FileAsync(Record("r-1") with { OccurredAt = Now.AddDays(-9) });
        await FileAsync(Record("r-2"));
        await FileAsync(Record("r-3") with { Customer = new("c-7781", "old@example.com"), OccurredAt = Now.AddDays(-5) });

        Assert.Equal("a@example.com", (await ProfileAsync()).Email);
    }

    [Fact]
    public async Task An_email_that_is_given_again_writes_the_timelines_entry_alone()
    {
        await FileAsync(Record("r-1"));
        var before = await ETagsAsync();

        await FileAsync(Record("r-2") with { OccurredAt = Now.AddDays(30) });

        Assert.Equal(before, (await ETagsAsync()).SkipLast(1));
    }

    [Theory]
    [InlineData(5, "a@example.com")]
    [InlineData(13, "c@example.com")]
    public async Task An_email_that_comes_late_holds_only_when_it_was_given_after_the_last_confirmation_of_the_other(int hours, string holds)
    {
        await FileAsync(Record("r-1") with { OccurredAt = Now });
        await FileAsync(Record("r-2") with { OccurredAt = Now.AddHours(12) });

        await FileAsync(Record("r-3") with { OccurredAt = Now.AddHours(hours), Customer = new("c-7781", "c@example.com") });

        Assert.Equal(holds, (await ProfileAsync()).Email);
    }

    [Fact]
    public async Task Later_feedback_that_gave_no_email_does_not_keep_one_from_holding()
    {
        await FileAsync(Record("r-1") with { OccurredAt = Now });
        await FileAsync(Record("r-2") with { OccurredAt = Now.AddHours(12), Customer = new("c-7781", null) });

        await FileAsync(Record("r-3") with { OccurredAt = Now.AddHours(5), Customer = new("c-7781", "c@example.com") });

        Assert.Equal("c@example.com", (await ProfileAsync()).Email);
    }

    [Fact]
    public async Task An_older_email_too_leads_to_the_customer()
    {
        await FileAsync(Record("r-1"));
        await FileAsync(Record("r-2") with { Customer = new("c-7781", "old@example.com"), OccurredAt = Now.AddDays(-400) });

        var old = new CustomerKeys(new byte[32]).KeyOf(new(null, "old@example.com"));
        Assert.Equal([Key], await CustomerAlias.ReadAsync(_store, old, CustomerAlias.Owners, default));
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("No", false)]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("perhaps", false)]
    public async Task A_word_on_contact_is_kept(string word, bool kept)
    {
        await FileAsync(Record("r-1") with { Attributes = Word(word) });

        Assert.Equal(kept, (await ProfileAsync()).MayContact);
    }

    [Fact]
    public async Task Of_two_words_on_contact_the_one_given_later_holds_whichever_arrives_first()
    {
        await FileAsync(Record("r-1") with { Attributes = Word("no") });
        await FileAsync(Record("r-2") with { Attributes = Word("yes"), OccurredAt = Now.AddDays(-3), ReceivedAt = Now.AddHours(2) });
        await FileAsync(Record("r-3"));

        Assert.False((await ProfileAsync()).MayContact);
    }

    [Fact]
    public async Task Opting_out_outlasts_any_feedback_that_follows()
    {
        await FileAsync(Record("r-1"));
        await new OptOut(_store, new FakeTimeProvider(TestTime.Start)).OfAsync(Key);

        await FileAsync(Record("r-2") with { OccurredAt = Now, Attributes = Word("yes"), Customer = new("c-7781", "new@example.com") });

        var profile = await ProfileAsync();
        Assert.Equal(("new@example.com", true), (profile.Email, profile.OptedOutAt is not null));
    }

    [Fact]
    public void Any_order_leaves_the_same_profile()
    {
        var anyRecord = from name in Gen.Choose(0, 1_000_000)
                        from email in Gen.Elements(null, "a@example.com", "b@example.com", "c@example.com")
                        from occurred in Gen.Choose(0, 3)
                        from received in Gen.Choose(0, 2)
                        from word in Gen.Elements("yes", "no", "")
                        select Record($"r-{name}") with
                        {
                            Customer = new("c-7781", email),
                            OccurredAt = Now.AddHours(occurred),
                            ReceivedAt = Now.AddDays(received),
                            Attributes = Word(word),
                        };
        var anyTwoOrders = from records in anyRecord.ListOf(6)
                           from shuffled in Gen.Shuffle<FeedbackRecord>(records)
                           select (records, shuffled);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(anyTwoOrders.ToArbitrary(), orders => After(orders.records) == After(orders.shuffled)));

        static CustomerProfile After(IEnumerable<FeedbackRecord> records)
        {
            var test = new UpdateCustomerTests();
            foreach (var record in records)
                test.FileAsync(record).GetAwaiter().GetResult();
            return test.ProfileAsync().GetAwaiter().GetResult();
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task First_seen_is_the_earliest_in_whatever_order(int hours)
    {
        await FileAsync(Record("r-1"));
        await FileAsync(Record("r-2") with { ReceivedAt = Now.AddHours(hours) });

        Assert.Equal(hours < 0 ? Now.AddHours(hours) : Now, (await ProfileAsync()).FirstSeen);
    }

    [Fact]
    public async Task Two_that_make_the_profile_at_once_make_one_with_what_both_know()
    {
        _store.BeforeWrite = async key =>
        {
            if (key.Id != "profile")
                return;
            _store.BeforeWrite = null;
            await FileAsync(Record("r-2") with { Customer = new("c-7781", null), ReceivedAt = Now.AddHours(-1) });
        };

        await FileAsync(Record("r-1"));

        Assert.Equal(new(Key, "c-7781", "a@example.com", Now.AddHours(-1)), await ProfileAsync());
        Assert.Equal(2, (await TimelineAsync()).Count);
    }

    [Fact]
    public async Task Two_that_change_the_profile_at_once_lose_nothing()
    {
        await FileAsync(Record("r-1"));
        _store.BeforeWrite = async key =>
        {
            if (key.Id != "profile")
                return;
            _store.BeforeWrite = null;
            await FileAsync(Record("r-2") with { ReceivedAt = Now.AddHours(-1) });
        };

        await FileAsync(Record("r-3") with { Customer = new("c-7781", "b@example.com"), OccurredAt = Now });

        Assert.Equal(new(Key, "c-7781", "b@example.com", Now.AddHours(-1)), await ProfileAsync());
    }

    [Fact]
    public async Task A_timeline_is_in_the_order_of_time()
    {
        foreach (var hours in new[] { 3, -20, 0, 7 })
            await FileAsync(Record($"r{hours}") with { OccurredAt = Now.AddHours(hours) });

        Assert.Equal([-20, 0, 3, 7], (await TimelineAsync()).Select(entry => (entry.OccurredAt - Now).TotalHours));
    }

    private static Dictionary<string, string> Word(string word) => new() { [ContactRule.Attribute] = word };

    private static FeedbackRecord Record(string name) => AnyFeedback.Received(FeedbackId.OfEvent("pos-42", name), Now) with
    {
        OccurredAt = Now.AddMinutes(-1),
        Customer = new("c-7781", "a@example.com"),
        CustomerKey = Key,
    };

    private async Task FileAsync(FeedbackRecord record) => await new UpdateCustomer(_store, new(new byte[32])).FileAsync([record], default);

    private async Task<CustomerProfile> ProfileAsync() =>
        Json.Read((await _store.GetAsync(Containers.Customers, new(Key, "profile")))!, CustomersJson.Default.CustomerProfile);

    private async Task<List<CustomerFeedback>> TimelineAsync() =>
        [.. (await _store.RangeAsync(Containers.Customers, Key, IdRange.StartingWith("feedback|"), 100))
            .Select(document => Json.Read(document, CustomersJson.Default.CustomerFeedback))];

    private async Task<List<string>> ETagsAsync() =>
        [.. (await _store.ReadChangesAsync(Containers.Customers, ChangeCursor.Beginning, 100)).Documents.Select(document => document.ETag)];
}
