using Feedback.Core.Intake;
using Feedback.Core.Language;
using Feedback.Core.Observability;
using Feedback.Core.Storage;

namespace Feedback.App.Local;

/// <summary>What a tail reads and who handles it.</summary>
/// <param name="Name">The tail's name; its cursor is kept under it.</param>
/// <param name="Container">The container whose change feed it reads.</param>
/// <param name="PageSize">How many changes it reads at once.</param>
/// <param name="Rest">How long it rests after a page, in multiples of the time the page took: what is changed again meanwhile is handled once.</param>
/// <param name="LeastRest">How long it rests at least.</param>
/// <param name="HandleAsync">The handler.</param>
/// <param name="Idle">How long it waits before it looks again when there was nothing.</param>
/// <param name="Gather">How many changes it handles at once, when that is more than a page; then the handler is given their keys without their bodies.</param>
internal sealed record ChangeFeedProcessorOptions(
    string Name, string Container, int PageSize, double Rest, TimeSpan LeastRest, Func<IReadOnlyList<Document>, CancellationToken, Task> HandleAsync, TimeSpan Idle, int Gather = 0);

/// <summary>
/// Reads a change feed on and hands each page to its handler: the local stand-in for a Cosmos DB trigger. The cursor is stored after the page was handled, so a page is
/// handled at least once; a page that fails is handled again, ever more slowly, and nothing is passed over.
/// </summary>
internal sealed class ChangeFeedProcessor : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Yield = TimeSpan.FromMilliseconds(20);
    private const double BusyRest = 19;

    private readonly ChangeFeedProcessorOptions _tail;
    private readonly CollectFeedback _intake;
    private readonly IDocumentStore _store;
    private readonly PipelineMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ChangeFeedProcessor> _logger;
    private long _caughtUpAt;

    public ChangeFeedProcessor(ChangeFeedProcessorOptions tail, CollectFeedback intake, IDocumentStore store, PipelineMetrics metrics, TimeProvider time, ILogger<ChangeFeedProcessor> logger)
    {
        (_tail, _intake, _store, _metrics, _time, _logger) = (tail, intake, store, metrics, time, logger);
        _caughtUpAt = time.GetTimestamp();
        metrics.ObserveLag(tail.Name, () => Lag.TotalSeconds);
    }

    public string Name => _tail.Name;

    /// <summary>How long ago the tail had last handled everything; zero while it has.</summary>
    public TimeSpan Lag => Volatile.Read(ref _caughtUpAt) is var at && at == 0 ? TimeSpan.Zero : _time.GetElapsedTime(at);

    /// <summary>Whether every change is handled.</summary>
    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken) =>
        (await _store.ReadChangesAsync(_tail.Container, await ReadCursorAsync(cancellationToken), 1, cancellationToken)).Documents.Count == 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Until the first page is read nobody knows whether the tail is behind.
        await Task.Yield();
        var pause = FirstPause;
        string? cursor = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                cursor ??= await ReadCursorAsync(stoppingToken);
                var page = await ReadAsync(cursor, stoppingToken);
                if (page.Documents.Count == 0)
                {
                    Volatile.Write(ref _caughtUpAt, 0);
                    await Task.Delay(_tail.Idle, _time, stoppingToken);
                    continue;
                }

                Interlocked.CompareExchange(ref _caughtUpAt, _time.GetTimestamp(), 0);
                cursor = await HandleAsync(page, stoppingToken);
                pause = FirstPause;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                pause = RetryAfter(exception) ?? pause;
                _logger.LogError(exception, "The tail {Tail} failed and tries the same page again in {Pause}", _tail.Name, pause);
                await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task<ChangePage> ReadAsync(string cursor, CancellationToken cancellationToken)
    {
        if (_tail.Gather == 0)
        {
            // What a page writes stands in the store's queue before the next feedback that is posted: while intake is busy, pages are small.
            var size = _intake.IsBusy ? Math.Max(1, _tail.PageSize / 8) : _tail.PageSize;
            return await _store.ReadChangesAsync(_tail.Container, cursor, size, cancellationToken);
        }

        var page = await _store.ReadChangesAsync(_tail.Container, cursor, _tail.PageSize, cancellationToken);

        var gathered = new List<Document>();
        while (true)
        {
            gathered.AddRange(page.Documents.Select(document => document with { Body = default }));
            if (page.Documents.Count < _tail.PageSize || gathered.Count >= _tail.Gather)
                return new(gathered, page.Cursor);
            page = await _store.ReadChangesAsync(_tail.Container, page.Cursor, _tail.PageSize, cancellationToken);
        }
    }

    private async Task<string> HandleAsync(ChangePage page, CancellationToken stoppingToken)
    {
        var started = _time.GetTimestamp();
        // Stopping lets a page finish rather than tear it: the host waits for it.
        await _tail.HandleAsync(page.Documents, CancellationToken.None);
        await _store.UpsertAsync(Containers.Settings, CursorDocument(page.Cursor), CancellationToken.None);
        var took = _time.GetElapsedTime(started);
        _metrics.Handled(_tail.Name, took);

        await RestAsync(took, stoppingToken);
        return page.Cursor;
    }

    private async Task RestAsync(TimeSpan took, CancellationToken stoppingToken)
    {
        var rest = took * _tail.Rest;
        if (rest < _tail.LeastRest)
            rest = _tail.LeastRest;
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Intake goes first: a customer waits for its answer, the pipeline's work lies safely on disk. It still gets its twentieth of a core, so that the lag stays bounded by the load.
        for (var yielded = rest; yielded < took * BusyRest && _intake.IsBusy && !stoppingToken.IsCancellationRequested; yielded += Yield)
            await Task.Delay(Yield, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<string> ReadCursorAsync(CancellationToken cancellationToken) =>
        await _store.GetAsync(Containers.Settings, new(DocumentKinds.Cursor, _tail.Name), cancellationToken) is { } document
            ? Json.Read(document, StorageJson.Default.CursorRecord).Cursor
            : ChangeCursor.Beginning;

    private DocumentWrite CursorDocument(string cursor) =>
        new(new(DocumentKinds.Cursor, _tail.Name), Json.Serialize(new CursorRecord(cursor), StorageJson.Default.CursorRecord));

    private static TimeSpan? RetryAfter(Exception exception) => exception switch
    {
        StoreUnavailableException store => store.RetryAfter,
        LanguageUnavailableException language => language.RetryAfter,
        _ => null,
    };
}
