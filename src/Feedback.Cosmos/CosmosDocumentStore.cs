using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using Azure.Identity;
using Feedback.Core.Storage;
using Microsoft.Azure.Cosmos;

namespace Feedback.Cosmos;

/// <summary>
/// The store on Azure Cosmos DB for NoSQL. Each operation of the port is one request, but for those that say otherwise.
/// </summary>
/// <remarks>
/// What holds on Cosmos DB alone: the change feed is in the order of the writes within a partition key, not between them; and one client is one session, so
/// what this process wrote or read, from the change feed too, it sees in every later read (docs/consistency.md).
/// </remarks>
public sealed class CosmosDocumentStore : IDocumentStore, IScrub, IAsyncDisposable
{
    private const int Attempts = 5;

    // A cold start asks for a token, the account and every container, and may make them.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly CosmosClient _client;
    private readonly FrozenDictionary<string, Container> _containers;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly RequestCharges _charges = new();

    private CosmosDocumentStore(CosmosClient client, CosmosStoreOptions options, TimeProvider time)
    {
        _client = client;
        _time = time;
        _timeout = options.Timeout;
        _containers = Containers.All.ToFrozenDictionary(name => name, name => client.GetContainer(options.Database, name));
    }

    /// <summary>Does nothing: the service's files are out of reach; what becomes of its backups, the operator has to know (docs/erasure.md).</summary>
    public Task ScrubAsync(IReadOnlyCollection<ReadOnlyMemory<byte>>? traces, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Connects to the account; makes the database and its containers where they are missing and the identity may.</summary>
    /// <exception cref="IOException">The account cannot be reached, or refuses us.</exception>
    /// <exception cref="InvalidDataException">The account or a container is not as the store needs it.</exception>
    public static async Task<CosmosDocumentStore> OpenAsync(CosmosStoreOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var client = Connect(options);
        try
        {
            await CosmosSchema.EnsureAsync(client, options.Database, cancellationToken).WaitAsync(Patience, cancellationToken);
            return new CosmosDocumentStore(client, options, time);
        }
        catch (Exception exception) when (CosmosFailure.Of(exception, $"{options.Endpoint} cannot be opened", cancellationToken) is { } failure)
        {
            client.Dispose();
            throw failure is InvalidDataException ? failure : new IOException(failure.Message, exception);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    internal static CosmosClient Connect(CosmosStoreOptions options)
    {
        var endpoint = options.Endpoint.AbsoluteUri;
        var settings = new CosmosClientOptions
        {
            ApplicationName = options.ApplicationName,
            ConnectionMode = options.Connection == CosmosConnection.Direct ? ConnectionMode.Direct : ConnectionMode.Gateway,
            AllowBulkExecution = options.Bulk,
            // The answer to a write is its ETag, a header.
            EnableContentResponseOnWrite = false,
            MaxRetryWaitTimeOnRateLimitedRequests = options.LongestThrottle,
            UseSystemTextJsonSerializerWithOptions = JsonSerializerOptions.Default,
            HttpClientFactory = options.HttpClient,
        };
        return options.Key is { } key
            ? new CosmosClient(endpoint, key, settings)
            : new CosmosClient(endpoint, options.Credential ?? new DefaultAzureCredential(), settings);
    }

    /// <inheritdoc/>
    public async Task<Document?> GetAsync(string container, DocumentKey key, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(container, "get", (c, token) => c.ReadItemStreamAsync(key.Id, new(key.Partition), null, token), cancellationToken);
        if (CosmosFailure.IsNoDocument(response))
            return null;
        using var item = await ParseAsync(response, container, "get", cancellationToken);
        return CosmosItem.Read(item.RootElement, _time.GetUtcNow());
    }

    /// <inheritdoc/>
    /// <remarks>One request for each physical partition that holds any of them.</remarks>
    public async Task<IReadOnlyList<Document>> GetManyAsync(string container, IReadOnlyCollection<DocumentKey> keys,
        CancellationToken cancellationToken = default)
    {
        var wanted = keys.Distinct().ToList();
        if (wanted.Count <= 1)
            return wanted.Count == 1 && await GetAsync(container, wanted[0], cancellationToken) is { } single ? [single] : [];
        List<(string, PartitionKey)> items = [.. wanted.Select(key => (key.Id, new PartitionKey(key.Partition)))];
        using var response = await SendAsync(container, "get-many", (c, token) => c.ReadManyItemsStreamAsync(items, null, token), cancellationToken);
        var documents = new List<Document>(wanted.Count);
        await AddAsync(documents, response, container, "get-many", int.MaxValue, cancellationToken);
        return documents;
    }

    /// <inheritdoc/>
    /// <remarks>A refused creation costs a read: what is there may have expired without being deleted yet, and is then replaced.</remarks>
    public async Task<WriteResult> CreateAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var created = await WriteAsync(container, "create", document, HttpStatusCode.Conflict, (c, item, partition, token) =>
                c.CreateItemStreamAsync(item, partition, null, token), cancellationToken);
            if (created.Written)
                return created;
            if (await VersionAsync(container, document.Key, cancellationToken) is not { } known)
                continue;
            if (!known.IsExpired(_time.GetUtcNow()))
                return WriteResult.Refused;
            if (await ReplaceAsync(container, document, known, cancellationToken) is { Written: true } replaced)
                return replaced;
        }
        throw new StoreUnavailableException($"create in {container}: a document comes and goes under the same id.");
    }

    /// <inheritdoc/>
    public Task<WriteResult> ReplaceAsync(string container, DocumentWrite document, string etag, CancellationToken cancellationToken = default) =>
        // What is no ETag of ours is that of no document; and one that has expired is gone, whether or not Cosmos DB has deleted it yet.
        ItemVersion.Parse(etag) is { } version && !version.IsExpired(_time.GetUtcNow())
            ? ReplaceAsync(container, document, version, cancellationToken)
            : Task.FromResult(WriteResult.Refused);

    /// <inheritdoc/>
    public Task<WriteResult> UpsertAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        WriteAsync(container, "upsert", document, null, (c, item, partition, token) => c.UpsertItemStreamAsync(item, partition, null, token),
            cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Costs a read beside the delete: an expired document may still be there.</remarks>
    public async Task<bool> DeleteAsync(string container, DocumentKey key, CancellationToken cancellationToken = default)
    {
        if (await VersionAsync(container, key, cancellationToken) is not { } known || known.IsExpired(_time.GetUtcNow()))
            return false;
        using var response = await SendAsync(container, "delete", (c, token) => c.DeleteItemStreamAsync(key.Id, new(key.Partition), null, token),
            cancellationToken);
        if (CosmosFailure.IsNoDocument(response))
            return false;
        CosmosFailure.ThrowUnlessSuccess(response, What(container, "delete"));
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>One request for each page of at most 4 MB.</remarks>
    public async Task<IReadOnlyList<Document>> RangeAsync(string container, string partition, IdRange range, int limit,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var options = new QueryRequestOptions { PartitionKey = new(partition), MaxItemCount = limit };
        using var iterator = Known(container).GetItemQueryStreamIterator(RangeQuery.Of(range), null, options);
        var documents = new List<Document>();
        while (iterator.HasMoreResults && documents.Count < limit)
        {
            using var response = await SendAsync(container, "range", (_, token) => iterator.ReadNextAsync(token), cancellationToken);
            await AddAsync(documents, response, container, "range", limit, cancellationToken);
        }
        return documents;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Reads on until the page is full or nothing is left, one request a page of the service and one that finds nothing more: a page that is not full is the
    /// end, as on every engine.
    /// </remarks>
    public async Task<ChangePage> ReadChangesAsync(string container, string cursor, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var documents = new List<Document>();
        var from = cursor switch
        {
            ChangeCursor.Beginning => ChangeFeedStartFrom.Beginning(),
            ChangeCursor.Now => ChangeFeedStartFrom.Now(),
            _ => ChangeFeedStartFrom.ContinuationToken(cursor),
        };
        while (true)
        {
            var options = new ChangeFeedRequestOptions { PageSizeHint = limit - documents.Count };
            using var iterator = Known(container).GetChangeFeedStreamIterator(from, ChangeFeedMode.LatestVersion, options);
            using var response = await SendAsync(container, "changes", (_, token) => iterator.ReadNextAsync(token), cancellationToken);
            if (response.StatusCode == HttpStatusCode.BadRequest)
                throw new ArgumentException($"'{cursor}' is not a cursor of this store.", nameof(cursor));
            if (response.StatusCode == HttpStatusCode.NotModified)
                return new ChangePage(documents, response.ContinuationToken);

            await AddAsync(documents, response, container, "changes", int.MaxValue, cancellationToken);
            // "Now" is when every physical partition has said where it stands. What is written meanwhile came before it.
            if (cursor == ChangeCursor.Now)
                documents.Clear();
            if (documents.Count >= limit)
                return new ChangePage(documents, response.ContinuationToken);
            from = ChangeFeedStartFrom.ContinuationToken(response.ContinuationToken);
        }
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _charges.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<WriteResult> ReplaceAsync(string container, DocumentWrite document, ItemVersion version, CancellationToken cancellationToken) =>
        WriteAsync(container, "replace", document, HttpStatusCode.PreconditionFailed,
            (c, item, partition, token) => c.ReplaceItemStreamAsync(item, document.Key.Id, partition, new() { IfMatchEtag = version.Quoted }, token),
                cancellationToken);

    private async Task<WriteResult> WriteAsync(
        string container, string operation, DocumentWrite document, HttpStatusCode? refusal, Func<Container, Stream, PartitionKey, CancellationToken,
            Task<ResponseMessage>> write,
        CancellationToken cancellationToken)
    {
        using var item = CosmosItem.Write(document, _time.GetUtcNow());
        using var response = await SendAsync(container, operation, (c, token) => write(c, item, new(document.Key.Partition), token), cancellationToken);
        if (refusal is not null && (response.StatusCode == refusal || CosmosFailure.IsNoDocument(response)))
            return WriteResult.Refused;
        CosmosFailure.ThrowUnlessSuccess(response, What(container, operation));
        return new WriteResult(true, ItemVersion.Of(response.Headers.ETag, document.ExpiresAt).ToString());
    }

    /// <summary>The version of what is there, expired or not.</summary>
    private async Task<ItemVersion?> VersionAsync(string container, DocumentKey key, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(container, "get", (c, token) => c.ReadItemStreamAsync(key.Id, new(key.Partition), null, token), cancellationToken);
        if (CosmosFailure.IsNoDocument(response))
            return null;
        using var item = await ParseAsync(response, container, "get", cancellationToken);
        return CosmosItem.Version(item.RootElement);
    }

    private async Task<ResponseMessage> SendAsync(string container, string operation, Func<Container, CancellationToken, Task<ResponseMessage>> send,
        CancellationToken cancellationToken)
    {
        var target = Known(container);
        cancellationToken.ThrowIfCancellationRequested();
        // The SDK tries an account that it cannot reach for two minutes; whoever waits for an answer is told before.
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(_timeout);
        try
        {
            var response = await send(target, limited.Token);
            _charges.Record(container, operation, response.Headers.RequestCharge);
            return response;
        }
        catch (Exception exception) when (CosmosFailure.Of(exception, What(container, operation), cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    private static async Task<JsonDocument> ParseAsync(ResponseMessage response, string container, string operation, CancellationToken cancellationToken)
    {
        CosmosFailure.ThrowUnlessSuccess(response, What(container, operation));
        return await JsonDocument.ParseAsync(response.Content, cancellationToken: cancellationToken);
    }

    private async Task AddAsync(List<Document> documents, ResponseMessage response, string container, string operation, int limit,
        CancellationToken cancellationToken)
    {
        using var page = await ParseAsync(response, container, operation, cancellationToken);
        var now = _time.GetUtcNow();
        foreach (var item in page.RootElement.GetProperty("Documents").EnumerateArray())
        {
            if (documents.Count < limit && CosmosItem.Read(item, now) is { } document)
                documents.Add(document);
        }
    }

    private Container Known(string container) => _containers.TryGetValue(container, out var known)
        ? known
        : throw new ArgumentException($"There is no container '{container}'.", nameof(container));

    private static string What(string container, string operation) => $"{operation} in {container}";
}
