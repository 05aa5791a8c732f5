using Feedback.App.Tests.Pipeline;
using Feedback.Core.Customers;
using Feedback.Core.Erasures;
using Feedback.Core.Journeys;
using Feedback.Core.Mail;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Customers;

/// <summary>Erasing on the embedded store.</summary>
public sealed class EraseCustomerOnSqliteTests : EraseCustomerTests
{
    private protected override Task<ErasureHouse> OpenAsync() => Task.FromResult(ErasureHouse.OnSqlite());
}

/// <summary>Erasing on Cosmos DB.</summary>
public sealed class EraseCustomerOnCosmosTests : EraseCustomerTests
{
    private protected override Task<ErasureHouse> OpenAsync() => ErasureHouse.OnCosmosAsync();
}

/// <summary>Erasing a customer, the same on every engine.</summary>
public abstract class EraseCustomerTests : IAsyncLifetime
{
    private static readonly string[] Annas = [ErasureHouse.Anna, ErasureHouse.Address, ErasureHouse.AnnasKey, "distinctive", "parcel was late", "kept crashing",
        "kiosk-at-home\",\"order-anna", "order-anna"];

    private ErasureHouse _house = null!;

    public async Task InitializeAsync() => _house = await OpenAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private protected abstract Task<ErasureHouse> OpenAsync();

    [Theory]
    [InlineData(5)]
    [InlineData(90)]
    public async Task Every_count_is_what_it_was_where_customers_are_counted_exactly_and_where_they_are_estimated(int others)
    {
        await _house.HearAsync(others);
        var before = await _house.CountsAsync();

        await _house.EraseAsync();

        Assert.Equal(before, await _house.CountsAsync());
        await _house.AssertVerifiedAsync();
    }

    [Fact]
    public async Task No_document_holds_anything_of_the_person()
    {
        await _house.HearAsync();
        Assert.NotEmpty(await _house.FindAsync(Annas));

        await _house.EraseAsync();

        Assert.Empty(await _house.FindAsync(Annas));
    }

    [Fact]
    public async Task A_record_keeps_what_is_counted_and_nothing_else()
    {
        var id = (await _house.HearAsync())[1];
        var before = await _house.Inner.RecordAsync(id);

        await _house.EraseAsync();

        var after = await _house.Inner.RecordAsync(id);
        Assert.Equal((before.OccurredAt, before.Touchpoint, before.Ratings, FeedbackState.Mapped, House.Now),
            (after.OccurredAt, after.Touchpoint, after.Ratings, after.State, after.ErasedAt));
        Assert.Equal(before.Analysis!.Opinions.Select(opinion => opinion.Sentiment), after.Analysis!.Opinions.Select(opinion => opinion.Sentiment));
        Assert.Equal((null, null, null, null, null), (after.Text, after.SourceEventId, after.Channel, after.Attributes, after.Customer));
        Assert.Empty(after.Analysis.Sentences);
    }

    [Fact]
    public async Task What_the_language_service_found_in_the_text_goes_with_it()
    {
        var id = (await _house.HearAsync())[1];
        var record = await _house.Inner.RecordAsync(id);
        record = record with { Analysis = record.Analysis! with { Personal = [new(new(0, 4), PersonalDataKind.Name)] } };
        await _house.Inner.PutUnderstoodAsync(record);

        await _house.EraseAsync();

        Assert.Null((await _house.Inner.RecordAsync(id)).Analysis!.Personal);
    }

    [Fact]
    public async Task All_feedback_of_the_person_bears_one_new_key_under_which_nobody_is_known()
    {
        var ids = await _house.HearAsync();

        await _house.EraseAsync();

        var records = await Task.WhenAll(ids.Select(_house.Inner.RecordAsync));
        var pseudonym = Assert.Single(records.Select(record => record.CustomerKey).Distinct())!;
        Assert.NotEqual(ErasureHouse.AnnasKey, pseudonym);
        Assert.Null(await _house.Get<CustomerQuery>().OverviewAsync(pseudonym));
    }

    [Fact]
    public async Task The_way_from_silo_to_silo_stays_as_the_new_keys()
    {
        var ids = await _house.HearAsync();

        await _house.EraseAsync();

        var pseudonym = (await _house.Inner.RecordAsync(ids[0])).CustomerKey!;
        var timeline = Assert.Single(await _house.Get<CustomerHistoryQuery>().ReadAsync([pseudonym], House.Now.AddDays(-30), House.Now));
        Assert.Equal(ids.Order(), timeline.Feedback.Select(record => record.Id).Order());
    }

    [Fact]
    public async Task Nobody_is_known_of_that_key_afterwards()
    {
        await _house.HearAsync();
        Assert.Equal(new(3, 0), await _house.EraseAsync());

        Assert.Null(await _house.EraseAsync());
        Assert.Empty(await _house.Get<CustomerQuery>().FindAsync(new(null, ErasureHouse.Address)));
    }

    [Fact]
    public async Task The_same_event_delivered_again_brings_nothing_back()
    {
        var ids = await _house.HearAsync();
        await _house.EraseAsync();
        _house.Inner.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ids[0], await _house.PostAsync("a-1", ErasureHouse.Anna, ErasureHouse.Address, "The refund took seven distinctive weeks.",
            House.Now.AddDays(-2)));
        await _house.Inner.RunAsync();

        Assert.Empty(await _house.FindAsync(Annas));
    }

    [Fact]
    public async Task Feedback_that_the_pipeline_has_not_come_to_is_erased_too()
    {
        await _house.HearAsync();
        var waiting = await _house.PostAsync("a-9", ErasureHouse.Anna, "older@example.com", "Another distinctive complaint.", House.Now);
        var scored = await _house.PostAsync("a-8", ErasureHouse.Anna, null, "And scored.", House.Now, new Ratings(3, null, null));

        await _house.EraseAsync();
        Assert.Empty(await _house.FindAsync([.. Annas, "older@example.com"]));
        await _house.Inner.RunAsync();

        Assert.Empty(await _house.FindAsync([.. Annas, "older@example.com"]));
        Assert.Equal(FeedbackState.Failed, (await _house.Inner.RecordAsync(waiting)).State);
        Assert.Equal(FeedbackState.Mapped, (await _house.Inner.RecordAsync(scored)).State);
        await _house.AssertVerifiedAsync();
    }

    [Fact]
    public async Task After_a_clock_was_set_back_an_erasure_takes_nothing_that_came_later()
    {
        await _house.HearAsync();
        await _house.EraseAsync();
        _house.Inner.Time.AdjustTime(House.Now.AddHours(-2));

        var later = await _house.PostAsync("a-9", ErasureHouse.Anna, ErasureHouse.Address, "The refund took six distinctive weeks.", House.Now.AddDays(-1));
        await _house.Inner.RunAsync();

        var record = await _house.Inner.RecordAsync(later);
        Assert.Equal((ErasureHouse.AnnasKey, null), (record.CustomerKey, record.ErasedAt));
        Assert.Equal([ErasureHouse.AnnasKey], await _house.Get<CustomerQuery>().FindAsync(new(ErasureHouse.Anna, null)));
        Assert.NotEmpty(await _house.FindAsync([ErasureHouse.Anna]));
        await _house.EraseAsync();
        Assert.Empty(await _house.FindAsync(Annas));
    }

    [Fact]
    public async Task A_program_that_starts_after_the_clock_was_set_back_knows_of_the_erasure()
    {
        await _house.HearAsync();
        await _house.EraseAsync();
        _house.Inner.Time.AdjustTime(House.Now.AddHours(-2));
        var clock = new ErasureClock(_house.Inner.Time);
        var before = clock.ReceivedAt(ErasureHouse.AnnasKey, House.Now.AddHours(-2));

        await ActivatorUtilities.CreateInstance<EraseCustomer>(_house.Get<IServiceProvider>(), clock).RecallAsync();

        Assert.Equal(House.Now.AddHours(-2), before);
        Assert.True(clock.ReceivedAt(ErasureHouse.AnnasKey, House.Now.AddHours(-2)) > House.Now);
        Assert.Equal(House.Now.AddHours(-2), clock.ReceivedAt("somebody-else", House.Now.AddHours(-2)));
    }

    [Fact]
    public async Task Feedback_received_before_and_stored_only_after_the_erasure_is_counted_and_forgotten()
    {
        await _house.HearAsync();
        await _house.EraseAsync();
        // The clock stands still: it was received when the erasure began.
        var late = await _house.PostAsync("a-9", ErasureHouse.Anna, ErasureHouse.Address, "The refund took six distinctive weeks, which is terrible.",
            House.Now);

        await _house.Inner.RunAsync();

        Assert.Empty(await _house.FindAsync(Annas));
        var record = await _house.Inner.RecordAsync(late);
        Assert.Equal((FeedbackState.Mapped, SentimentLabel.Negative), (record.State, record.Analysis!.Sentiment.Label));
        await _house.AssertVerifiedAsync();
    }

    [Fact]
    public async Task Who_comes_back_later_is_a_new_customer()
    {
        await _house.HearAsync();
        await _house.EraseAsync();
        _house.Inner.Time.Advance(TimeSpan.FromHours(1));

        await _house.PostAsync("a-9", ErasureHouse.Anna, ErasureHouse.Address, "Here again.", House.Now.AddHours(1));
        await _house.Inner.RunAsync();

        var overview = (await _house.Get<CustomerQuery>().OverviewAsync(ErasureHouse.AnnasKey))!;
        Assert.Equal((1, ErasureHouse.Address, null), (overview.Feedback, overview.Profile.Email, overview.Profile.OptedOutAt));
    }

    [Fact]
    public async Task Who_had_opted_out_is_not_written_to_when_they_come_back()
    {
        await _house.HearAsync();
        await _house.Get<OptOut>().OfAsync(ErasureHouse.AnnasKey);
        await _house.EraseAsync();
        Assert.Empty(await _house.FindAsync(Annas));
        _house.Inner.Time.Advance(TimeSpan.FromHours(1));

        await _house.PostAsync("a-9", ErasureHouse.Anna, ErasureHouse.Address, "Here again.", House.Now.AddHours(1));
        await _house.Inner.RunAsync();

        Assert.Equal(Contact.OptedOut, ContactRule.Of((await _house.Get<CustomerQuery>().OverviewAsync(ErasureHouse.AnnasKey))!.Profile));
    }

    [Fact]
    public async Task Who_opts_out_by_the_link_of_an_old_mail_leaves_no_profile_and_is_spared()
    {
        await _house.HearAsync();
        await _house.EraseAsync();
        await _house.Get<OptOut>().OfAsync(ErasureHouse.AnnasKey);
        Assert.Empty(await _house.FindAsync(Annas));
        _house.Inner.Time.Advance(TimeSpan.FromHours(1));

        await _house.PostAsync("a-9", ErasureHouse.Anna, ErasureHouse.Address, "Here again.", House.Now.AddHours(1));
        await _house.Inner.RunAsync();

        Assert.Equal(Contact.OptedOut, ContactRule.Of((await _house.Get<CustomerQuery>().OverviewAsync(ErasureHouse.AnnasKey))!.Profile));
    }

    [Fact]
    public async Task Mails_and_files_are_asked_for_what_is_the_persons()
    {
        await _house.HearAsync();
        var notice = new CustomerNotice("retail.refund.2026-11-20", NoticeState.Sent, House.Now, House.Now, 1);
        await _house.Store.UpsertAsync(Containers.Customers, Json.Write(CustomerNotice.KeyOf(ErasureHouse.AnnasKey, notice.Ticket), notice,
            CustomersJson.Default.CustomerNotice));

        await _house.EraseAsync();

        Assert.Equal([ErasureHouse.Anna, ErasureHouse.Address], _house.Files.Identifiers);
        Assert.Equal([CustomerNotice.MailOf(ErasureHouse.AnnasKey, notice.Ticket, _house.Get<Core.Mail.MailOrigin>())], _house.Files.Mails);
        Assert.Empty(await _house.FindAsync(Annas));
    }

    [Fact]
    public async Task Remapping_and_analysing_again_leave_an_erased_record_as_it_is()
    {
        var ids = await _house.HearAsync();
        await _house.EraseAsync();
        var counts = await _house.CountsAsync();

        var remapped = await new RemapFeedback(_house.Store, _house.Get<MapOpinions>()).RunAsync();
        await new ReanalyseFeedback(_house.Store).RunAsync();
        await _house.Inner.RunAsync();

        Assert.Equal((0, 0), (remapped.Changed, remapped.Moved));
        Assert.Equal(counts, await _house.CountsAsync());
        Assert.All(await Task.WhenAll(ids.Select(_house.Inner.RecordAsync)), record => Assert.Equal(FeedbackState.Mapped, record.State));
    }

    [Fact]
    public async Task Broken_off_at_any_write_it_is_ended_by_doing_it_again()
    {
        await _house.HearAsync();
        var counts = await _house.CountsAsync();
        for (var good = 0; ; good++)
        {
            _house.Store.Left = good;
            try
            {
                await _house.EraseAsync();
                break;
            }
            catch (StoreUnavailableException)
            {
                // Died; the pipeline goes on with what stands there.
            }

            _house.Store.Left = null;
            await _house.Inner.RunAsync();
        }

        _house.Store.Left = null;
        Assert.Empty(await _house.FindAsync(Annas));
        Assert.Equal(counts, await _house.CountsAsync());
        await _house.AssertVerifiedAsync();
    }

    [Fact]
    public async Task Broken_off_it_is_taken_up_by_itself_and_settles()
    {
        await _house.HearAsync();
        _house.Store.Left = 6;
        await Assert.ThrowsAsync<StoreUnavailableException>(_house.EraseAsync);
        _house.Store.Left = null;
        _house.Inner.Time.Advance(EraseCustomer.Settles);

        await _house.Get<EraseCustomer>().ResumeAsync();

        Assert.Empty(await _house.FindAsync(Annas));
        _house.Inner.Time.Advance(EraseCustomer.Settles);
        await _house.Get<EraseCustomer>().ResumeAsync();
        Assert.Null(Json.Read(Assert.Single(await _house.Inner.Store.RangeAsync(Containers.Settings, "erasure", IdRange.All, 10)),
            CustomersJson.Default.Erasure).ScrubAt);
        _house.Inner.Time.Advance(Erasure.KeptFor);
        Assert.Empty(await _house.Inner.Store.RangeAsync(Containers.Settings, "erasure", IdRange.All, 10));
    }
}
