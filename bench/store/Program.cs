using System.Globalization;
using System.Security.Cryptography;
using Feedback.Bench.Store;
using Feedback.Core.Storage;
using Feedback.Sqlite;

// With the word "anchors" behind the folder only what the store is measured against, for as many callers as the number behind that.
var time = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 5);
var folder = Directory.CreateDirectory(Path.Combine(args.Length > 1 ? args[1] : Path.GetTempPath(), $"feedback-bench-{Environment.ProcessId}")).FullName;
var body = new byte[700];
body.AsSpan().Fill((byte)'x');
"""{"text":" """u8.CopyTo(body);
"\"}"u8.CopyTo(body.AsSpan(698));

try
{
    var callers = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 32;
    await GroupedSyncsAsync(callers);
    await NaiveAsync(callers);
    if (args.Length > 2 && args[2] == "anchors")
        return;
    await CreatesAsync(32);
    await CreatesAsync(256);
    await CreatesAsync(32, rate: 20_000);
    await ReadsAsync();
}
finally
{
    Directory.Delete(folder, recursive: true);
}

async Task CreatesAsync(int callers, double? rate = null)
{
    var path = Path.Combine(folder, $"creates-{callers}-{rate}.db");
    var store = Open(path);
    var load = await Load.RunAsync(callers, time, () => CreateAsync(store), rate);
    var commits = store.Commits;
    var log = Directory.GetFiles(folder, Path.GetFileName(path) + ".log-*").Sum(file => new FileInfo(file).Length) / 1048576.0;
    await store.DisposeAsync();
    Print(rate is null ? $"creates, {callers} callers" : $"creates, {callers} callers at {rate:N0}/s", load,
        $"{load.PerSecond * time.TotalSeconds / commits:N0} a commit, log {log:N0} MiB");
}

async Task GroupedSyncsAsync(int callers)
{
    const int length = 32 << 20, bytes = 800;
    using var disk = new GroupedSyncs(Path.Combine(folder, "disk"), length, bytes);
    var load = await Load.RunAsync(callers, time, disk.AppendAsync);
    Print($"the disk: appends and grouped syncs, {callers} callers", load, $"{disk.Syncs / time.TotalSeconds:N0} syncs a second");
}

async Task NaiveAsync(int callers)
{
    using var naive = new NaiveStore(Path.Combine(folder, "naive.db"));
    Print($"one transaction a write, {callers} callers", await Load.RunAsync(callers, time, () =>
    {
        var id = NewId();
        naive.Create(id, id, body);
        return Task.FromResult(1);
    }));
}

async Task ReadsAsync()
{
    const int documents = 200_000, partitions = 200;
    await using var store = Open(Path.Combine(folder, "reads.db"));
    var ids = new string[documents];
    foreach (var some in Enumerable.Range(0, documents).Chunk(5000))
    {
        await Task.WhenAll(some.Select(n =>
        {
            var id = ids[n] = NewId();
            return store.CreateAsync(Containers.Feedback, new DocumentWrite(new DocumentKey(id, id), body));
        }));
        await Task.WhenAll(some.Select(n =>
            store.CreateAsync(Containers.Signals, new DocumentWrite(new DocumentKey($"j|{n % partitions}", $"{n / partitions:D6}"), body))));
    }

    Print("point reads, 1 caller", await PointReadsAsync(1));
    Print("point reads, 32 callers", await PointReadsAsync(32));
    Print("many by key (100), 2 callers", await Load.RunAsync(2, time, async () =>
        (await store.GetManyAsync(Containers.Feedback, [.. Random.Shared.GetItems(ids, 100).Select(id => new DocumentKey(id, id))])).Count));
    Print("ranges of 100, 2 callers", await Load.RunAsync(2, time, async () =>
        (await store.RangeAsync(Containers.Signals, $"j|{Random.Shared.Next(partitions)}", new IdRange($"{Random.Shared.Next(900):D6}", null), 100)).Count));
    Print("change feed, pages of 1,000", await FollowAsync(1000));

    using var stop = new CancellationTokenSource();
    var writers = Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
    {
        while (!stop.IsCancellationRequested)
            await CreateAsync(store);
    })));
    Print("point reads, 8 callers, beside 32 writers", await PointReadsAsync(8));
    await stop.CancelAsync();
    await writers;

    Task<Load> PointReadsAsync(int callers) => Load.RunAsync(callers, time, async () =>
    {
        var id = ids[Random.Shared.Next(ids.Length)];
        return await store.GetAsync(Containers.Feedback, new DocumentKey(id, id)) is null ? 0 : 1;
    });

    Task<Load> FollowAsync(int limit)
    {
        var cursor = ChangeCursor.Beginning;
        return Load.RunAsync(1, time, async () =>
        {
            var page = await store.ReadChangesAsync(Containers.Feedback, cursor, limit);
            cursor = page.Documents.Count == 0 ? ChangeCursor.Beginning : page.Cursor;
            return page.Documents.Count;
        });
    }
}

async Task<int> CreateAsync(SqliteDocumentStore store)
{
    var id = NewId();
    return (await store.CreateAsync(Containers.Feedback, new DocumentWrite(new DocumentKey(id, id), body))).Written ? 1 : 0;
}

static SqliteDocumentStore Open(string path) => SqliteDocumentStore.Open(new SqliteStoreOptions { Path = path }, TimeProvider.System);

static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

static void Print(string what, Load load, string note = "") => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{what,-44} {load.PerSecond,10:N0}/s   p50 {load.P50,7:N2} ms   p99 {load.P99,7:N2} ms   p99.9 {load.P999,7:N2} ms   max {load.Max,7:N1} ms   {note}"));
