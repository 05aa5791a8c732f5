using Feedback.Core.Language;
using Feedback.Core.Observability;
using Feedback.Core.Pipeline;
using Feedback.Core.Storage;

namespace Feedback.App.Local;

/// <summary>
/// Reads a change feed on and hands each page to a processor of the pipeline: the local stand-in for a Cosmos DB trigger. The cursor is stored after the
/// page was handled, so a page is handled at least once; a page that fails is handled again, ever more slowly, and nothing is passed over.
/// </summary>
internal sealed class ChangeFeedProcessor : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Yield = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(500);
    private const double BusyRest = 19;
    private const int BusyPart = 32;
    private const long MostGathered = 48 * 1024 * 1024;

    private readonly Processor _processor;
    private readonly IServiceProvider _services;
    private readonly IntakeFirst _intake;
    private readonly IDocumentStore _store;
    private readonly PipelineProgress _progress;
    private readonly PipelineMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ChangeFeedProcessor> _logger;

    public ChangeFeedProcessor(
        Processor processor, IServiceProvider services, IntakeFirst intake, IDocumentStore store, PipelineProgress progress, PipelineMetrics metrics,
        TimeProvider time, ILogger<ChangeFeedProcessor> logger)
    {
        (_processor, _services, _intake, _store, _progress, _metrics, _time, _logger) = (processor, services, intake, store, progress, metrics, time, logger);
        progress.Begins(processor.Name);
    }

    public Processor Processor => _processor;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = FirstPause;
        string? cursor = null;
        Task<ChangePage>? next = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                cursor ??= await _store.FindCursorAsync(_processor.Cursor, stoppingToken) ?? ChangeCursor.Beginning;
                var reading = next ?? ReadAsync(cursor, stoppingToken);
                next = null;
                var page = await reading;
                if (page.Documents.Count == 0)
                {
                    _progress.HasCaughtUp(_processor.Name);
                    await Task.Delay(_processor.Idle, _time, stoppingToken);
                    continue;
                }

                _progress.IsBehind(_processor.Name);
                // The next page is read while this one is handled. When this one fails both are read again.
                next = _processor.Gather == 0 && page.Documents.Count >= _processor.PageSize ? ReadAsync(page.Cursor, stoppingToken) : null;
                cursor = await HandleAsync(page, stoppingToken);
                pause = FirstPause;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                await ForgetAsync(next);
                next = null;
                pause = RetryAfter(exception) ?? pause;
                _logger.LogError(exception, "The processor {Processor} failed; retrying the same page in {Pause}", _processor.Name, pause);
                await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }

        await ForgetAsync(next);
    }

    private static async Task ForgetAsync(Task? reading)
    {
        if (reading is not null)
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<ChangePage> ReadAsync(string cursor, CancellationToken cancellationToken)
    {
        if (_processor.Gather == 0)
        {
            var size = _intake.InSmallSteps ? Math.Max(1, _processor.PageSize / BusyPart) : _processor.PageSize;
            return await _store.ReadChangesAsync(_processor.Container, cursor, size, cancellationToken);
        }

        var page = await _store.ReadChangesAsync(_processor.Container, cursor, _processor.PageSize, cancellationToken);

        var gathered = new List<Document>();
        var bytes = 0L;
        while (true)
        {
            gathered.AddRange(page.Documents);
            bytes += page.Documents.Sum(document => (long)document.Body.Length);
            if (page.Documents.Count < _processor.PageSize || gathered.Count >= _processor.Gather || bytes >= MostGathered)
                return new(gathered, page.Cursor);
            page = await _store.ReadChangesAsync(_processor.Container, page.Cursor, _processor.PageSize, cancellationToken);
        }
    }

    private async Task<string> HandleAsync(ChangePage page, CancellationToken stoppingToken)
    {
        var started = _time.GetTimestamp();
        // Stopping lets a page finish rather than tear it: the host waits for it.
        await _processor.HandleAsync(_services, page.Documents, CancellationToken.None);
        await _store.KeepCursorAsync(_processor.Cursor, page.Cursor, CancellationToken.None);
        var took = _time.GetElapsedTime(started);
        _progress.HasHandled(_processor.Name);
        _metrics.Handled(_processor.Name, took);

        await RestAsync(took, stoppingToken);
        return page.Cursor;
    }

    private async Task RestAsync(TimeSpan took, CancellationToken stoppingToken)
    {
        var rest = took * _processor.Rest;
        if (rest < _processor.LeastRest)
            rest = _processor.LeastRest;
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // It still gets its twentieth of a core, so that the lag stays bounded by the load.
        var most = took * BusyRest < LongestRest ? took * BusyRest : LongestRest;
        for (var yielded = rest; yielded < most && _intake.GivesWay && !stoppingToken.IsCancellationRequested; yielded += Yield)
            await Task.Delay(Yield, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static TimeSpan? RetryAfter(Exception exception) => exception switch
    {
        StoreUnavailableException store => store.RetryAfter,
        LanguageUnavailableException language => language.RetryAfter,
        _ => null,
    };
}
