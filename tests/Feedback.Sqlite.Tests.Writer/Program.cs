// Writes until it is killed: Feedback.Sqlite.Tests.Writer PATH PREFIX
// In short segments, so that some are being indexed whenever it is killed.
// Prints "<id> <etag>" for each write once the store has acknowledged it.
using System.Globalization;
using Feedback.Core.Storage;
using Feedback.Sqlite;

var (path, prefix) = (args[0], args[1]);
var store = SqliteDocumentStore.Open(new SqliteStoreOptions { Path = path, SegmentBytes = 32 << 10 }, TimeProvider.System);
var body = """{"text":"written by a process that is about to be killed"}"""u8.ToArray();
var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
{
    for (var n = 0; ; n++)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{writer}-{n}");
        var result = await store.CreateAsync(Containers.Feedback, new DocumentWrite(new DocumentKey(id, id), body));
        output.WriteLine($"{id} {result.ETag}");
    }
})));
