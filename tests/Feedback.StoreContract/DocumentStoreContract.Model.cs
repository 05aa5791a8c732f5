using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.StoreContract;

public abstract partial class DocumentStoreContract
{
    private static readonly string[] ModelPartitions = ["p", "p|1", "P"];
    private static readonly string[] ModelIds = ["a", "a|1", "a:1", "B", "b"];

    /// <summary>One step of a run; <c>Current</c> says whether a replacement is made under the ETag that the store holds.</summary>
    private sealed record Step(string Kind, DocumentKey Key, int Value, int? Seconds, bool Current);

    private static Gen<Step> Steps =>
        from kind in Gen.Elements("create", "create", "upsert", "replace", "replace", "delete", "wait", "reopen")
        from partition in Gen.Elements(ModelPartitions)
        from id in Gen.Elements(ModelIds)
        from value in Gen.Choose(0, 999)
        from seconds in Gen.Elements<int?>(null, null, 1, 5, 30)
        from current in Gen.Elements(true, true, false)
        select new Step(kind, new DocumentKey(partition, id), value, seconds, current);

    [Fact]
    public void Any_sequence_of_operations_leaves_what_the_model_says()
    {
        var run = 0;
        Prop.ForAll(Arb.Array(Arb.From(Steps)), async steps => await RunAsync(run++, steps)).QuickCheckThrowOnFailure();
    }

    private async Task RunAsync(int run, Step[] steps)
    {
        // Each run has partitions of its own, and the feed from where it began.
        var model = new StoreModel(Time);
        var start = (await Store.ReadChangesAsync(Container, ChangeCursor.Now, 1)).Cursor;
        var etags = new Dictionary<DocumentKey, string>();
        foreach (var step in steps)
        {
            var key = step.Key with { Partition = $"{run}|{step.Key.Partition}" };
            var expires = step.Seconds is { } seconds ? Time.GetUtcNow().AddSeconds(seconds) : (DateTimeOffset?)null;
            var write = new DocumentWrite(key, Body(step.Value), expires);
            switch (step.Kind)
            {
                case "create":
                    Put(await Store.CreateAsync(Container, write), model.Find(key) is null);
                    break;
                case "upsert":
                    Put(await Store.UpsertAsync(Container, write), true);
                    break;
                case "replace":
                    var etag = step.Current && etags.TryGetValue(key, out var known) ? known : "0";
                    Put(await Store.ReplaceAsync(Container, write, etag), etag != "0" && model.Find(key) is not null);
                    break;
                case "delete":
                    Assert.Equal(model.Remove(key), await Store.DeleteAsync(Container, key));
                    break;
                case "wait":
                    Time.Advance(TimeSpan.FromSeconds(step.Seconds ?? 0));
                    break;
                default:
                    await ReopenAsync();
                    break;
            }
            Assert.Equal(model.Find(key)?.Value, await Store.GetAsync(Container, key) is { } document ? Value(document) : null);

            void Put(WriteResult result, bool expected)
            {
                Assert.Equal(expected, result.Written);
                if (!expected)
                    return;
                model.Put(key, step.Value, expires);
                etags[key] = result.ETag!;
            }
        }

        foreach (var partition in ModelPartitions.Select(partition => $"{run}|{partition}"))
        {
            Assert.Equal(
                model.Visible.Where(item => item.Key.Partition == partition).OrderBy(item => item.Key.Id, StringComparer.Ordinal)
                    .Select(item => (item.Key, item.Entry.Value)),
                (await Store.RangeAsync(Container, partition, IdRange.All, 1000)).Select(document => (document.Key, Value(document))));
        }
        Assert.Equal(
            model.Visible.Select(item => (item.Key, item.Entry.Value)),
            (await ReadToTheEndAsync(start, limit: 3)).Documents.Select(document => (document.Key, Value(document))));
    }
}
