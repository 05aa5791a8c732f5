using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Feedback.Core.Storage;
using Feedback.Cosmos.Tests.Running;
using Feedback.StoreContract;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Cosmos.Tests;

public sealed class ItemTests : IAsyncLifetime, IDisposable
{
    private static readonly DocumentKey Key = new("p", "a");

    private readonly FailingHandler _service = new();
    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private CosmosStoreOptions _options = null!;
    private CosmosDocumentStore _store = null!;

    public async Task InitializeAsync()
    {
        _options = (await CosmosServer.Shared).Options(CosmosServer.NewDatabase()) with { HttpClient = () => new HttpClient(_service, disposeHandler: false) };
        _store = await CosmosDocumentStore.OpenAsync(_options, _time);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_body_may_use_the_names_that_Cosmos_DB_uses()
    {
        const string body = """{"id":"c-7781","pk":1,"ttl":5,"_etag":"mine","_ts":2,"body":{"body":null}}""";
        await _store.CreateAsync(Containers.Customers, new(Key, Encoding.UTF8.GetBytes(body)));

        var document = (await _store.GetAsync(Containers.Customers, Key))!;

        Assert.Equal((Key, body), (document.Key, Encoding.UTF8.GetString(document.Body.Span)));
    }

    [Fact]
    public void A_body_that_Cosmos_DB_writes_in_another_way_is_read_as_it_was_serialised()
    {
        var written = JsonSerializer.Serialize(new
        {
            text = "Größe <b> 'a' 😞 1+1",
            at = new DateTimeOffset(2026, 11, 20, 12, 0, 0, 500, TimeSpan.FromHours(1)),
            whole = 7,
            half = 0.5,
            tenth = 0.1,
            small = 1e-7,
            large = 1e20,
            many = long.MaxValue,
            nested = new object[] { 1.0, true }
        });
        using var item = JsonDocument.Parse("""
            { "id": "a", "pk": "p", "_etag": "\"e\"", "_rid": "x", "body": { "text": "Größe <b> 'a' \uD83D\uDE1E 1+1", "at": "2026-11-20T12:00:00.5\u002b01:00", "whole": 7.0, "half": 5e-1, "tenth": 0.1, "small": 0.0000001, "large": 100000000000000000000,
              "many": 9223372036854775807, "nested": [ 1.0, true ] } }
            """);

        Assert.Equal(written, Encoding.UTF8.GetString(CosmosItem.Read(item.RootElement, _time.GetUtcNow())!.Body.Span));
    }

    [Fact]
    public void An_item_that_is_not_ours_is_refused()
    {
        using var item = JsonDocument.Parse("""{ "id": "a", "pk": "p", "_etag": "e", "name": "somebody else's" }""");

        Assert.Throws<InvalidDataException>(() => CosmosItem.Read(item.RootElement, _time.GetUtcNow()));
    }

    [Fact]
    public async Task A_document_that_expires_is_deleted_by_Cosmos_DB_no_earlier()
    {
        await _store.CreateAsync(Containers.Signals, new(Key, "{}"u8.ToArray(), _time.GetUtcNow().AddSeconds(9.2)));

        Assert.Equal(10, JsonNode.Parse(_service.Sent!)!["ttl"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_document_that_never_expires_has_no_time_to_live()
    {
        await _store.CreateAsync(Containers.Signals, new(Key, "{}"u8.ToArray()));

        Assert.Null(JsonNode.Parse(_service.Sent!)!["ttl"]);
    }

    [Fact]
    public async Task An_etag_can_stand_in_a_header_and_in_an_address()
    {
        var created = await _store.CreateAsync(Containers.Tickets, new(Key, "{}"u8.ToArray()));

        Assert.Matches("^[0-9A-Za-z-]+$", created.ETag!);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("4711")]
    [InlineData("{}")]
    public async Task A_cursor_that_this_store_never_gave_is_an_error(string cursor) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _store.ReadChangesAsync(Containers.Folds, cursor, 10));

    [Fact]
    public async Task A_cursor_of_another_container_is_an_error()
    {
        var page = await _store.ReadChangesAsync(Containers.Tickets, ChangeCursor.Now, 10);

        await Assert.ThrowsAsync<ArgumentException>(() => _store.ReadChangesAsync(Containers.Folds, page.Cursor, 10));
    }

    [Fact]
    public async Task What_a_request_costs_is_recorded_by_container_and_operation()
    {
        var recorded = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            { if (instrument.Name == "feedback.store.request_charge") listener.EnableMeasurementEvents(instrument); }
        };
        listener.SetMeasurementEventCallback<double>((_, units, tags, _) =>
        {
            lock (recorded)
                recorded.Add($"{tags[0].Value} {tags[1].Value} {units}");
        });
        listener.Start();

        // No other test deletes customers.
        await _store.CreateAsync(Containers.Customers, new(Key, "{}"u8.ToArray()));
        await _store.DeleteAsync(Containers.Customers, Key);

        lock (recorded)
            Assert.Contains("customers delete 1", recorded);
    }

    [Fact]
    public async Task Containers_index_nothing_but_the_partition_key_and_let_each_document_say_when_it_expires()
    {
        using var client = CosmosDocumentStore.Connect(_options);

        ContainerProperties container = await client.GetContainer(_options.Database, Containers.Feedback).ReadContainerAsync();

        Assert.Equal(("/pk", -1), (container.PartitionKeyPath, container.DefaultTimeToLive));
        Assert.Equal(["/pk/?"], container.IndexingPolicy.IncludedPaths.Select(path => path.Path));
        Assert.Contains("/*", container.IndexingPolicy.ExcludedPaths.Select(path => path.Path));
    }

    [Fact]
    public async Task A_container_with_another_partition_key_is_refused()
    {
        var options = _options with { Database = CosmosServer.NewDatabase() };
        using (var client = CosmosDocumentStore.Connect(options))
        {
            Database database = await client.CreateDatabaseAsync(options.Database);
            await database.CreateContainerAsync(new ContainerProperties(Containers.Folds, "/journey") { DefaultTimeToLive = -1 });
        }

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => CosmosDocumentStore.OpenAsync(options, _time));

        Assert.Contains("folds has the partition key /journey", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bulk_and_direct_connections_are_chosen_by_the_options()
    {
        using var client = CosmosDocumentStore.Connect(_options with { Bulk = true, Connection = CosmosConnection.Direct, HttpClient = null });

        Assert.True(client.ClientOptions.AllowBulkExecution);
        Assert.Equal(ConnectionMode.Direct, client.ClientOptions.ConnectionMode);
    }
}
