using System.Diagnostics;
using System.Globalization;
using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Sqlite.Tests;

public sealed class KillTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_acknowledged_write_outlives_fifty_kills(int seed)
    {
        var random = new Random(seed);
        var acknowledged = new Dictionary<string, string>();
        var highest = 0L;
        for (var run = 0; run < 50; run++)
        {
            var written = await WriteUntilKilledAsync($"run{run}", random.Next(1, 1500));

            // Numbers go on above every earlier one.
            Assert.All(written.Values, etag => Assert.True(Number(etag) > highest));
            highest = written.Values.Max(Number);
            foreach (var (id, etag) in written)
                acknowledged.Add(id, etag);
            // Sometimes the next to open it is the next to be killed.
            if (run % 5 != 4)
                continue;
            await using var store = SqliteDocumentStore.Open(new SqliteStoreOptions { Path = _folder.File("store.db") }, new FakeTimeProvider(TestTime.Start));
            Assert.Empty(store.Losses());
            var documents = await store.GetManyAsync(Containers.Feedback, [.. acknowledged.Keys.Select(id => new DocumentKey(id, id))]);
            Assert.Equal(acknowledged, documents.ToDictionary(document => document.Key.Id, document => document.ETag));
        }
    }

    private static long Number(string etag) => long.Parse(etag, CultureInfo.InvariantCulture);

    private async Task<Dictionary<string, string>> WriteUntilKilledAsync(string prefix, int writes)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Feedback.Sqlite.Tests.Writer.dll"), _folder.File("store.db"), prefix },
            RedirectStandardOutput = true,
        })!;
        var written = new Dictionary<string, string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var parts = line.Split(' ');
            written.Add(parts[0], parts[1]);
            if (written.Count == writes)
                process.Kill();
        }
        await process.WaitForExitAsync();
        return written;
    }
}
