using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.App.Tests.Pipeline;

/// <summary>The promise: redelivering anything, in any order, any number of times, leaves every fold byte for byte the same.</summary>
public sealed class RedeliveryTests
{
    private static readonly string[] Texts =
    [
        "Nice staff, but I was billed twice and the refund took six weeks.",
        "The delivery was late again and nobody answered the phone.",
        "I love this dress, the fabric is soft!",
        "ok",
        "The dress is too small. The colour is not what the picture shows. I sent it back.",
        "I was charged twice",
    ];

    [Fact]
    public void Redelivering_and_reordering_the_change_feeds_leaves_every_fold_byte_for_byte_the_same() =>
        Prop.ForAll(Deliveries(), delivery => RunAsync(delivery).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static async Task<bool> RunAsync(Delivery delivery)
    {
        await using var calm = new House();
        await using var stormy = new House();
        foreach (var (feedback, index) in delivery.Feedback.Select((feedback, index) => (feedback, index)))
        {
            await PostAsync(calm, feedback, index);
            await PostAsync(stormy, feedback, index);
        }

        await calm.RunAsync();

        var random = new Random(delivery.Seed);
        for (var round = 0; round < 3; round++)
        {
            foreach (var page in Shuffled(await stormy.ChangesAsync(Containers.Feedback), random))
                await stormy.Get<ProcessFeedback>().HandleAsync(page, default);
            foreach (var page in Shuffled(await stormy.ChangesAsync(Containers.Signals), random))
                await stormy.Get<FoldSignals>().HandleAsync(page, default);
        }

        var folds = await calm.FoldsAsync();
        return folds.Keys.Any(key => key.StartsWith("retail~", StringComparison.Ordinal)) && folds.SequenceEqual(await stormy.FoldsAsync());
    }

    private static Task<string> PostAsync(House house, Said said, int index) =>
        house.PostAsync(Texts[said.Text], said.AtStore ? "store" : "service", $"c-{said.Customer}", House.Now.AddHours(-said.HoursAgo),
            said.Nps < 0 ? null : new Ratings(said.Nps, null, null), $"event-{index}",
            new Dictionary<string, string> { ["division"] = said.Petite ? "General Petite" : "General", ["ageBand"] = said.AtStore ? "under 35" : "35 to 49" });

    /// <summary>Everything at least once, some of it more often, in pages of any size and in any order.</summary>
    private static IEnumerable<IReadOnlyList<Document>> Shuffled(IReadOnlyList<Document> changes, Random random)
    {
        List<Document> delivered = [.. changes, .. changes.Where(_ => random.Next(3) == 0)];
        var order = delivered.ToArray();
        random.Shuffle(order);
        for (var at = 0; at < order.Length;)
        {
            var size = random.Next(1, 7);
            yield return order[at..Math.Min(at + size, order.Length)];
            at += size;
        }
    }

    private static Arbitrary<Delivery> Deliveries()
    {
        var said = from text in Gen.Choose(0, Texts.Length - 1)
                   from atStore in Gen.Elements(true, false)
                   from customer in Gen.Choose(1, 4)
                   from hoursAgo in Gen.Choose(0, 60)
                   from nps in Gen.Choose(-1, 10)
                   from petite in Gen.Elements(true, false)
                   select new Said(text, atStore, customer, hoursAgo, nps, petite);
        return (from feedback in said.NonEmptyListOf()
                from seed in Gen.Choose(0, int.MaxValue - 1)
                select new Delivery([.. feedback.Take(12)], seed)).ToArbitrary();
    }

    internal sealed record Said(int Text, bool AtStore, int Customer, int HoursAgo, int Nps, bool Petite);

    internal sealed record Delivery(IReadOnlyList<Said> Feedback, int Seed);
}
