using Feedback.Core.Storage;
using Feedback.Cosmos.Tests.Running;

namespace Feedback.Cosmos.Tests;

/// <summary>What the server cannot show: throttling, an outage, a lost session and their like, as Cosmos DB's documentation describes them.</summary>
public sealed class FaultTests : IAsyncLifetime, IDisposable
{
    private static readonly DocumentKey Key = new("p", "a");

    // Some faults the SDK goes on about until it is stopped. It is a store's of its own: where something else than its end is expected, a slow machine must not
    // bring it about.
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(2);

    private readonly FailingHandler _service = new();
    private CosmosDocumentStore _store = null!;

    public async Task InitializeAsync() => _store = await OpenAsync();

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_throttled_request_is_tried_again_after_the_time_that_the_service_names()
    {
        await _store.UpsertAsync(Containers.Folds, Document());
        var before = _service.Requests;
        _service.Answer = _ => _service.Requests <= before + 2 ? FailingHandler.Status(429, 3200, retryAfterMilliseconds: 5) : null;

        Assert.NotNull(await _store.GetAsync(Containers.Folds, Key));

        Assert.Equal(before + 3, _service.Requests);
    }

    [Fact]
    public async Task A_request_that_stays_throttled_makes_the_store_unavailable_for_the_time_that_the_service_names()
    {
        _service.Answer = _ => FailingHandler.Status(429, 3200, retryAfterMilliseconds: 7);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.CreateAsync(Containers.Folds, Document()));

        Assert.Equal(TimeSpan.FromMilliseconds(7), failure.RetryAfter);
    }

    [Theory]
    [InlineData(408, 0)]
    [InlineData(449, 0)]
    [InlineData(500, 0)]
    [InlineData(503, 0)]
    [InlineData(404, 1002)]
    public async Task A_read_that_may_succeed_later_makes_the_store_unavailable(int status, int substatus)
    {
        await using var store = await OpenAsync(Impatience);
        _service.Answer = _ => FailingHandler.Status(status, substatus);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetAsync(Containers.Folds, Key));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(449)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_write_that_may_succeed_later_makes_the_store_unavailable(int status)
    {
        await using var store = await OpenAsync(Impatience);
        _service.Answer = _ => FailingHandler.Status(status);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.UpsertAsync(Containers.Folds, Document()));
    }

    [Fact]
    public async Task A_range_and_the_change_feed_that_may_succeed_later_make_the_store_unavailable()
    {
        await using var store = await OpenAsync(Impatience);
        _service.Answer = _ => FailingHandler.Status(503);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.RangeAsync(Containers.Folds, "p", IdRange.All, 10));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadChangesAsync(Containers.Folds, ChangeCursor.Beginning, 10));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetManyAsync(Containers.Folds, [Key, new("p", "b")]));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_makes_the_store_unavailable()
    {
        await using var store = await OpenAsync(Impatience);
        _service.Answer = _ => throw new HttpRequestException("nobody is there");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetAsync(Containers.Folds, Key));
    }

    [Fact]
    public async Task A_caller_that_cancels_is_not_told_that_the_store_is_unavailable()
    {
        using var source = new CancellationTokenSource();
        _service.Answer = _ =>
        {
            source.Cancel();
            throw new TaskCanceledException();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.GetAsync(Containers.Folds, Key, source.Token));
    }

    [Fact]
    public async Task A_container_that_is_missing_is_not_taken_for_a_missing_document()
    {
        _service.Answer = _ => FailingHandler.Status(404, 1003);

        await Assert.ThrowsAsync<InvalidDataException>(() => _store.GetAsync(Containers.Folds, Key));
    }

    [Fact]
    public async Task A_document_that_is_too_large_will_never_be_written()
    {
        _service.Answer = _ => FailingHandler.Status(413);

        await Assert.ThrowsAsync<InvalidDataException>(() => _store.CreateAsync(Containers.Folds, Document()));
    }

    [Fact]
    public async Task An_identity_without_the_role_is_told_so()
    {
        _service.Answer = _ => FailingHandler.Status(403);

        var failure = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _store.CreateAsync(Containers.Folds, Document()));

        Assert.Contains("Cosmos DB Built-in Data Contributor", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_with_weaker_consistency_than_a_session_is_refused()
    {
        _service.Account = text => text.Replace("\"Session\"", "\"Eventual\"", StringComparison.Ordinal);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync());

        Assert.Contains("Eventual", failure.Message, StringComparison.Ordinal);
    }

    private async Task<CosmosDocumentStore> OpenAsync(TimeSpan? timeout = null)
    {
        var options = (await CosmosServer.Shared).Options(CosmosServer.NewDatabase()) with
        {
            HttpClient = () =>
            new HttpClient(_service, disposeHandler: false)
        };
        return await CosmosDocumentStore.OpenAsync(timeout is { } time ? options with { Timeout = time } : options, TimeProvider.System);
    }

    private static DocumentWrite Document() => new(Key, "{}"u8.ToArray());
}
