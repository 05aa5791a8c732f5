using Feedback.App.Tests.Customers;
using Feedback.Core.Corrections;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Feedback.App.Tests.Pipeline;

/// <summary>The pipeline may die at any write. What a page of the change feed is worth costs no more writes than it must.</summary>
public sealed class BrokenOffTests
{
    private const string Billed = "Nice staff, but I was billed twice and the refund took six weeks.";

    [Fact]
    public async Task Broken_off_at_any_write_a_page_that_is_handled_again_leaves_everything_as_if_nothing_had_happened()
    {
        await using var calm = new House();
        await PostAsync(calm);
        await calm.RunAsync();
        var expected = await StoredAsync(calm);
        Assert.Contains(expected, line => line.Contains(" profile ", StringComparison.Ordinal));

        for (var good = 0; ; good++)
        {
            await using var broken = new BreakingHouse();
            await PostAsync(broken.House);
            var died = await broken.HandleAsync(good);
            await broken.House.RunAsync();

            Assert.Equal(expected, await StoredAsync(broken.House));
            await AssertVerifiedAsync(broken.House);
            if (!died)
                break;
        }
    }

    [Fact]
    public async Task Broken_off_at_any_write_a_correction_is_counted_once_the_page_is_handled_again()
    {
        for (var good = 0; ; good++)
        {
            await using var broken = new BreakingHouse();
            await PostAsync(broken.House);
            await broken.House.RunAsync();
            var id = FeedbackId.OfEvent("pos-42", "e-1");
            await broken.House.Get<CorrectFeedback>().RunAsync(id, null, new(0) { Sentiment = SentimentLabel.Negative }, "manager");
            var died = await broken.HandleAsync(good);
            await broken.House.RunAsync();

            await AssertVerifiedAsync(broken.House);
            Assert.Equal(1, (await broken.House.Get<CorrectionLog>().CountAsync(0)).Total);
            if (!died)
                break;
        }
    }

    [Fact]
    public async Task One_feedback_costs_three_writes_and_one_of_a_known_customer_four()
    {
        await using var house = new BreakingHouse();
        await house.House.PostAsync(Billed, customer: "c-1", eventId: "known");
        await house.House.RunAsync();

        Assert.Equal(3, await WritesAsync(customer: null));
        Assert.Equal(4, await WritesAsync("c-1"));

        async Task<int> WritesAsync(string? customer)
        {
            var cursor = (await house.House.Store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Now, 1)).Cursor;
            house.Store.Left = 100;
            await house.House.PostAsync(Billed, customer: customer, eventId: $"of {customer}");
            while (await house.House.Store.ReadChangesAsync(Containers.Feedback, cursor, 100) is { Documents.Count: > 0 } page)
            {
                await house.House.Get<ProcessFeedback>().HandleAsync(page.Documents, default);
                cursor = page.Cursor;
            }

            return 100 - house.Store.Left.Value;
        }
    }

    [Fact]
    public async Task A_first_analysis_that_comes_by_asks_nothing_of_the_store()
    {
        await using var house = new House(services => services.AddSingleton(new Mock<IDocumentStore>(MockBehavior.Strict).Object));
        var first = FeedbackRecords.Write("a", new() { Revision = 0, State = FeedbackState.Mapped });

        await house.Get<ProcessFeedback>().HandleAsync([new Document(first.Key, "1", first.Body)], default);
    }

    [Fact]
    public async Task An_erasure_during_the_analysis_leaves_nothing_of_the_person()
    {
        // Whichever of the pipeline's writes the erasure comes before.
        var erased = true;
        for (var before = 0; erased; before++)
        {
            await using var house = ErasureHouse.OnSqlite();
            await house.PostAsync("a-1", ErasureHouse.Anna, ErasureHouse.Address, "The refund took seven distinctive weeks.", House.Now.AddDays(-2));
            var pages = await house.Inner.ChangesAsync(Containers.Feedback);
            var writes = 0;
            erased = false;
            house.Store.BeforeWrite = async () =>
            {
                if (writes++ != before)
                    return;
                house.Store.BeforeWrite = null;
                erased = true;
                await house.EraseAsync();
            };

            await house.Get<ProcessFeedback>().HandleAsync(pages, default);
            if (!erased)
                break;
            await house.Inner.RunAsync();

            Assert.Empty(await house.FindAsync(ErasureHouse.Anna, ErasureHouse.Address, ErasureHouse.AnnasKey, "distinctive"));
            await house.AssertVerifiedAsync();
        }
    }

    private static async Task PostAsync(House house)
    {
        await house.PostAsync(Billed, customer: "c-1", eventId: "e-1", ratings: new(4, null, null));
        await house.PostAsync("The delivery was late again.", customer: "c-1", eventId: "e-2", occurredAt: House.Now.AddHours(-3));
        await house.PostAsync("I love this dress!", eventId: "e-3");
    }

    /// <summary>Every document, by its place, without what differs between two runs.</summary>
    private static async Task<List<string>> StoredAsync(House house)
    {
        var stored = new List<string>();
        foreach (var container in new[] { Containers.Feedback, Containers.Signals, Containers.Folds, Containers.Customers })
        {
            foreach (var document in await house.ChangesAsync(container))
                stored.Add($"{container} {document.Key.Partition} {document.Key.Id} {System.Text.Encoding.UTF8.GetString(document.Body.Span)}");
        }

        stored.Sort(StringComparer.Ordinal);
        return stored;
    }

    private static async Task AssertVerifiedAsync(House house) =>
        Assert.Empty((await new VerifyFolds(house.Store, new(house.Store, new(1)), new(new("none"), new("none"))).RunAsync()).Named);

    private sealed class BreakingHouse : IAsyncDisposable
    {
        private BreakingStore? _store;

        public BreakingHouse() => House = new(services => services.AddSingleton<IDocumentStore>(_ => Store));

        public House House { get; }

        public BreakingStore Store => _store ??= new(House.Store);

        /// <summary>Handles everything that there is, until the process dies after some good writes.</summary>
        /// <returns>Whether it died.</returns>
        public async Task<bool> HandleAsync(int good)
        {
            Store.Left = good;
            try
            {
                await House.Get<ProcessFeedback>().HandleAsync(await House.ChangesAsync(Containers.Feedback), default);
                return false;
            }
            catch (StoreUnavailableException)
            {
                return true;
            }
            finally
            {
                Store.Left = null;
            }
        }

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }
}
