using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Feedback.Core.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.StoreContract;

/// <summary>
/// What every engine behind <see cref="IDocumentStore"/> must do. An engine's test project derives from this, says how
/// its store is opened, and inherits the tests.
/// </summary>
public abstract partial class DocumentStoreContract : IAsyncLifetime
{
    /// <summary>Where the documents of these tests stand; an engine that keeps some otherwise inherits the tests once more for those.</summary>
    protected virtual string Container => Containers.Folds;

    protected const string OtherContainer = Containers.Tickets;

    protected FakeTimeProvider Time { get; } = new(TestTime.Start);

    protected IDocumentStore Store { get; private set; } = null!;

    /// <summary>Opens this test's own store: empty the first time, with what it holds the next time.</summary>
    protected abstract Task<IDocumentStore> OpenAsync(TimeProvider time);

    protected abstract Task CloseAsync(IDocumentStore store);

    /// <summary>Removes what <see cref="OpenAsync"/> made, after the last close.</summary>
    protected abstract Task RemoveAsync();

    public async Task InitializeAsync() => Store = await OpenAsync(Time);

    public async Task DisposeAsync()
    {
        await CloseAsync(Store);
        await RemoveAsync();
    }

    [Fact]
    public void Every_engine_has_these_tests_and_no_others() => Assert.DoesNotContain(
        GetType().GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly),
        method => method.GetCustomAttribute<FactAttribute>() is not null);

    protected async Task ReopenAsync()
    {
        await CloseAsync(Store);
        Store = await OpenAsync(Time);
    }

    protected static DocumentKey Key(string id, string partition = "p") => new(partition, id);

    protected static DocumentWrite Write(string id, int value = 0, string partition = "p", DateTimeOffset? expires = null) =>
        new(Key(id, partition), Body(value), expires);

    protected static byte[] Body(int value) => Encoding.UTF8.GetBytes($$"""{"value":{{value.ToString(CultureInfo.InvariantCulture)}}}""");

    // Engines may write the same JSON in another way, so it is read, not compared by its bytes.
    protected static int Value(Document document) => Json(document)["value"]!.GetValue<int>();

    protected static JsonNode Json(Document document) => JsonNode.Parse(document.Body.Span)!;

    protected static string[] Ids(IEnumerable<Document> documents) => [.. documents.Select(document => document.Key.Id)];

    protected Task<Document?> GetAsync(string id, string partition = "p") => Store.GetAsync(Container, Key(id, partition));

    protected async Task<string> CreateAsync(string id, int value = 0, string partition = "p", DateTimeOffset? expires = null)
    {
        var result = await Store.CreateAsync(Container, Write(id, value, partition, expires));
        Assert.True(result.Written);
        return result.ETag!;
    }

    protected Task CreateAllAsync(IEnumerable<string> ids) => Task.WhenAll(ids.Select(id => CreateAsync(id)));
}
